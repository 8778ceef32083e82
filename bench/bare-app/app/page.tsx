export default function Page() {
  return (
    <main>
      <title>Bare page</title>
      <h1>Bare page</h1>
      <p>Rendered per request.</p>
    </main>
  )
}
