/** One line (RFC 4180, semicolons as German spreadsheets expect them). Texts that a spreadsheet would take for a formula get an apostrophe. */
export function csvLine(cells: string[]): string {
  return `${cells.map(cell).join(';')}\r\n`
}

function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[";\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
