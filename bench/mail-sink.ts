import { startSmtpSink } from '../tests/support/smtp-sink'

/** SMTP server in a process of its own: prints its address, counts, ends with its parent. */
const sink = await startSmtpSink({ parse: false })
console.log(sink.url)
process.stdin.resume().on('end', () => process.exit(0))
