/** What is used of it. Declared here, because its packages are there only where somebody measures. */
declare module 'autocannon' {
  type Options = {
    url: string
    headers: Record<string, string>
    duration: number
    connections: number
    sampleInt: number
  }
  type Result = { '2xx': number; non2xx: number; errors: number; start: Date; finish: Date }
  export default function autocannon(options: Options): Promise<Result>
}
