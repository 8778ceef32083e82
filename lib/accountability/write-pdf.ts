import path from 'node:path'
import PDFDocument from 'pdfkit'

/** What a document says, in its order. */
export type PdfDocument = { title: string; author: string; at: Date; blocks: PdfBlock[] }
export type PdfBlock =
  /** `room`: so much must be left on the page for it and what follows, in points. */
  | { tag: 'H1' | 'H2'; text: string; room?: number }
  | { tag: 'P'; text: string; isSmall?: boolean }
  /** The first row names the columns, the first cell of each other row names that row. `widths`: shares of the page. */
  | { tag: 'Table'; rows: string[][]; widths: number[] }

/** The portal's own typeface, embedded: a reader needs no font, and nothing is fetched (DS-09). */
const FONTS = { text: 'fira-sans-400.ttf', bold: 'fira-sans-600.ttf' }
const MARGIN = 56
const SIZE = { title: 20, heading: 13, text: 10, small: 8.5 }

type Pdf = PDFKit.PDFDocument
type Part = PDFKit.PDFStructureElement

/**
 * A document to read: tagged (PDF/UA), in German, with real text, headings, lists and tables with header cells, so that a screen reader
 * reads it like a page. Long work: in a thread of its own (pdf-thread.ts).
 */
export function writePdf({ title, author, at, blocks }: PdfDocument): Promise<Buffer> {
  const options = {
    size: 'A4',
    margin: MARGIN,
    lang: 'de-DE',
    pdfVersion: '1.7',
    subset: 'PDF/UA',
    tagged: true,
    displayTitle: true,
    bufferPages: true,
    font: fontFile(FONTS.text),
    info: { Title: title, Author: author, CreationDate: at },
  }
  // The types do not know yet that pdfkit writes PDF/UA.
  const pdf = new PDFDocument(options as PDFKit.PDFDocumentOptions)
  const bytes = collect(pdf)
  pdf.registerFont('text', fontFile(FONTS.text))
  pdf.registerFont('bold', fontFile(FONTS.bold))
  const root = pdf.struct('Document')
  pdf.addStructure(root)
  for (const block of blocks) draw(pdf, root, block)
  root.end()
  numberPages(pdf, title)
  pdf.end()
  return bytes
}

function draw(pdf: Pdf, root: Part, block: PdfBlock) {
  switch (block.tag) {
    case 'H1':
      return write(pdf, root, 'H1', block.text, { font: 'bold', size: SIZE.title, after: 8 })
    case 'H2':
      return write(pdf, root, 'H2', block.text, { font: 'bold', size: SIZE.heading, before: 14, room: block.room })
    case 'P':
      return write(pdf, root, 'P', block.text, block.isSmall ? { size: SIZE.small, before: 2 } : {})
    case 'Table':
      return table(pdf, root, block)
  }
}

type Look = { font?: 'text' | 'bold'; size?: number; before?: number; after?: number; room?: number }

/** One block of text with its tag. */
function write(
  pdf: Pdf,
  root: Part,
  tag: 'H1' | 'H2' | 'P',
  text: string,
  { font = 'text', size = SIZE.text, before = 0, after = 3, room = 0 }: Look = {},
) {
  if (room > 0 && pdf.y + room > pdf.page.height - MARGIN) pdf.addPage()
  root.add(
    pdf.struct(tag, {}, [
      () => {
        pdf.font(font).fontSize(size)
        pdf.text(text, MARGIN, pdf.y + before, { width: pdf.page.width - 2 * MARGIN, paragraphGap: after })
      },
    ]),
  )
}

function table(pdf: Pdf, root: Part, { rows: [head = [], ...rows], widths }: PdfBlock & { tag: 'Table' }) {
  pdf.font('text').fontSize(SIZE.small)
  const all = widths.reduce((sum, share) => sum + share, 0)
  const width = pdf.page.width - 2 * MARGIN
  pdf.y += 4
  const options = {
    structParent: root,
    position: { x: MARGIN, y: pdf.y },
    columnStyles: widths.map((share) => ({ width: (share / all) * width })),
    defaultStyle: { padding: 4, border: 0.5, borderColor: '#6b7280' },
    data: [
      head.map((text) => ({ type: 'TH' as const, scope: 'Column' as const, text, font: { src: 'bold' } })),
      ...rows.map(([name = '', ...cells]) => [{ type: 'TH' as const, scope: 'Row' as const, text: name }, ...cells]),
    ],
  }
  pdf.table(options)
  pdf.x = MARGIN
  pdf.y += 4
}

/** Below each page, as decoration: a screen reader has page numbers of its own. */
function numberPages(pdf: Pdf, title: string) {
  const { start, count } = pdf.bufferedPageRange()
  for (let page = start; page < start + count; page += 1) {
    pdf.switchToPage(page)
    pdf.markContent('Artifact', { type: 'Pagination' })
    // The lower margin is not for text: without this, a line there would begin a new page.
    pdf.page.margins.bottom = 0
    pdf
      .font('text')
      .fontSize(SIZE.small)
      .text(`${title} · Seite ${page + 1} von ${count}`, MARGIN, pdf.page.height - MARGIN + 16, { lineBreak: false })
    pdf.endMarkedContent()
  }
}

function fontFile(name: string): string {
  return path.join(process.cwd(), 'app/fonts', name)
}

function collect(pdf: Pdf): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
    pdf.on('end', () => resolve(Buffer.concat(chunks)))
    pdf.on('error', reject)
  })
}
