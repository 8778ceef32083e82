/** An e-mail address that breaks at its @ rather than in the middle of a word. */
export function MailAddress({ address }: { address: string | null }) {
  if (!address) return <>–</>
  const at = address.lastIndexOf('@')
  return (
    <span className="wrap-anywhere">
      {address.slice(0, at)}
      <wbr />
      {address.slice(at)}
    </span>
  )
}
