/** Is it this very machine? Takes an address of a peer or the host of a URL ("localhost", "127.0.0.1", "[::1]"). */
export function isLoopback(host = ''): boolean {
  return /^(localhost|(::ffff:)?127\.\d+\.\d+\.\d+|::1|\[::1\])$/i.test(host.trim())
}
