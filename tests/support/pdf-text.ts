import { inflateSync } from 'node:zlib'

/** A small reader for PDF files as pdfkit writes them: enough to see that there is text, and what is said about the document. */
type PdfObject = { head: string; stream?: Buffer }

/** Everything that stands outside of page contents and font files. */
export function factsOfPdf(pdf: Buffer): string {
  const objects = [...objectsOf(pdf).values()]
  return objects
    .map(({ head, stream }) => (/\/Type \/Metadata/.test(head) ? head + stream?.toString() : head))
    .join('\n')
}

/** The text of all pages in the order in which it was written; words that a line break cut apart are not joined. */
export function textOfPdf(pdf: Buffer): string {
  const objects = objectsOf(pdf)
  const fonts = fontsOf(objects)
  const lines: string[] = []
  for (const { head, stream } of objects.values()) {
    if (!stream || /\/Type|\/Length1|\/Subtype|begincmap/.test(head)) continue
    const content = stream.toString('latin1')
    if (!content.includes(' Tf')) continue
    let map: Map<string, string> | undefined
    for (const [, font, shown] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[(.*?)\] TJ/gs)) {
      if (font) map = fonts.get(font)
      else if (shown && map) {
        const codes = [...shown.matchAll(/<([0-9a-f]*)>/g)].flatMap(([, hex]) => hex?.match(/.{4}/g) ?? [])
        lines.push(codes.map((code) => map?.get(code) ?? '').join(''))
      }
    }
  }
  return lines.join(' ').replace(/\s+/g, ' ')
}

function objectsOf(pdf: Buffer): Map<string, PdfObject> {
  const text = pdf.toString('latin1')
  const objects = new Map<string, PdfObject>()
  for (const match of text.matchAll(/^(\d+) 0 obj\n([\s\S]*?)\nendobj/gm)) {
    const [, id = '', body = ''] = match
    const begin = body.indexOf('stream\n')
    const head = begin < 0 ? body : body.slice(0, begin)
    const raw = begin < 0 ? undefined : Buffer.from(body.slice(begin + 7, body.lastIndexOf('\nendstream')), 'latin1')
    objects.set(id, { head, stream: raw && (head.includes('/FlateDecode') ? inflateSync(raw) : raw) })
  }
  return objects
}

/** Name of a font on the pages → code of a glyph → character. */
function fontsOf(objects: Map<string, PdfObject>): Map<string, Map<string, string>> {
  const fonts = new Map<string, Map<string, string>>()
  for (const { head } of objects.values()) {
    for (const [, name = '', id = ''] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const cmap = objects.get(id)?.head.match(/\/ToUnicode (\d+) 0 R/)?.[1]
      const map = new Map<string, string>()
      const source = objects.get(cmap ?? '')?.stream?.toString('latin1') ?? ''
      for (const [, first = '', list = ''] of source.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/g)) {
        let code = Number.parseInt(first, 16)
        for (const [, hex = ''] of list.matchAll(/<([0-9a-f ]*)>/g)) {
          const text = Buffer.from(hex.replaceAll(' ', ''), 'hex')
          map.set((code++).toString(16).padStart(4, '0'), text.swap16().toString('utf16le'))
        }
      }
      fonts.set(name, map)
    }
  }
  return fonts
}
