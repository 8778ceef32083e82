import { appendLines } from '@/lib/access-log/log-files'

/** A process that writes access log lines: FOLDER DAY NAME ROUNDS LINES. Ends when everything is written. */
const [folder = '', day = '', name = '', rounds = '', lines = ''] = process.argv.slice(2)
for (let round = 0; round < Number(rounds); round++) {
  const batch = Array.from({ length: Number(lines) }, (_, index) => ({
    day,
    line: `${day} 12:00:00 0.0.0.0 - QUALISERVICE 127.0.0.1 3000 GET /${name}-${round}-${index} - 200 0 0 ${'x'.repeat(100)}\n`,
  }))
  await appendLines(folder, batch, new Date(`${day}T12:00:00Z`))
}
