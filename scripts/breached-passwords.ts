import { readFileSync, writeFileSync } from 'node:fs'
import { prefixOf } from '@/lib/auth/breached-passwords'
import { PASSWORD_LENGTH } from '@/lib/auth/limits'

/**
 * Renews the list of stolen passwords from files with one password in each line; shorter ones than the portal allows are left out
 * (docs/decisions/0051-stolen-passwords.md). `node --import tsx scripts/breached-passwords.ts "SOURCE, YEAR" FILE...`
 */
const [source, ...files] = process.argv.slice(2)
if (!source || files.length === 0) {
  console.error('Usage: node --import tsx scripts/breached-passwords.ts "SOURCE, YEAR" FILE...')
  process.exit(2)
}
const passwords = files
  .flatMap((file) => readFileSync(file, 'utf8').split(/\r?\n/))
  .filter((line) => [...line].length >= PASSWORD_LENGTH.shortest)
const hashes = [...new Set(passwords.map(prefixOf))].sort()
writeFileSync(
  'lib/auth/breached-passwords.json',
  `${JSON.stringify({ source, passwords: hashes.length, hashes: hashes.join('') }, null, 2)}\n`,
)
console.log(`${hashes.length} passwords of ${PASSWORD_LENGTH.shortest} characters and more.`)
