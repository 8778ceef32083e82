import { type DefaultTreeAdapterTypes, parse } from 'parse5'

type Node = DefaultTreeAdapterTypes.ChildNode
type Element = DefaultTreeAdapterTypes.Element

/**
 * What is wrong with the HTML of a page as the server sent it, by the rules of the HTML standard that a browser repairs in silence: what
 * the parser had to move, close or invent, elements where they may not stand, ids twice, references that lead nowhere.
 */
export function htmlFaults(html: string): string[] {
  const faults: string[] = []
  const document = parse(html, {
    sourceCodeLocationInfo: true,
    onParseError: ({ code, startLine, startCol }) => {
      // A slash at the end of <br/> is allowed; React's `action=""` of forms that call the server is the one exception we know of.
      if (code !== 'non-void-html-element-start-tag-with-trailing-solidus')
        faults.push(`${code} at ${startLine}:${startCol}`)
    },
  })
  const all = [...elementsIn(document.childNodes as Node[])]
  const ids = all.flatMap(({ element }) => attribute(element, 'id') ?? [])
  for (const id of new Set(ids.filter((one, place) => ids.indexOf(one) !== place))) faults.push(`id "${id}" twice`)
  const known = new Set(ids)
  const written = all.filter(({ element }) => element.sourceCodeLocation?.startTag)
  const starts = written.map(({ element }) => element.sourceCodeLocation?.startTag?.startOffset ?? 0)
  const moved = written.filter((_, place) => (starts[place] ?? 0) < (starts[place - 1] ?? 0))
  for (const { element } of moved) faults.push(`${shown(element)} or what stands before it was moved by the parser`)
  if (starts.length < tagsIn(html)) faults.push(`${tagsIn(html) - starts.length} tags were dropped by the parser`)
  for (const { element, parents } of all) {
    faults.push(...placeFaults(element, parents), ...referenceFaults(element, known), ...ownFaults(element, parents))
  }
  return faults
}

/** Tags as they were written, in the page and not in a script, a comment or a field. */
function tagsIn(html: string): number {
  const page = html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/(<(script|style|textarea|title)\b[^>]*>)[\s\S]*?(?=<\/\2>)/g, '$1')
  return [...page.matchAll(/<[a-z]/gi)].length
}

type Placed = { element: Element; parents: Element[] }

function* elementsIn(nodes: Node[], parents: Element[] = []): Generator<Placed> {
  for (const node of nodes) {
    if (!('tagName' in node)) continue
    yield { element: node, parents }
    yield* elementsIn(node.childNodes, [node, ...parents])
  }
}

const attribute = ({ attrs }: Element, name: string) => attrs.find((one) => one.name === name)?.value
const shown = (element: Element) =>
  `<${[element.tagName, ...element.attrs.filter(({ name }) => ['id', 'name', 'href'].includes(name)).map(({ name, value }) => `${name}="${value.slice(0, 60)}"`)].join(' ')}>`

const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '))
/** Start and end may be left out: React never writes a tbody that nobody asked for. */
const INVENTED = new Set(['html', 'head', 'body'])
const PHRASING = new Set(
  'a abbr b bdi bdo br button cite code data del dfn em i img input ins kbd label link mark meta meter noscript output picture progress q s samp script select small span strong sub sup svg template textarea time u var wbr'.split(
    ' ',
  ),
)
/** Nothing but words may stand in these. */
const ONLY_PHRASING = new Set(
  'p span h1 h2 h3 h4 h5 h6 button label em strong code small del pre s abbr time'.split(' '),
)
const INTERACTIVE = new Set('a button details input label select textarea summary'.split(' '))
const CHILDREN: Record<string, string[]> = {
  ul: ['li', 'script', 'template'],
  ol: ['li', 'script', 'template'],
  dl: ['dt', 'dd', 'div', 'script', 'template'],
  table: ['caption', 'colgroup', 'thead', 'tbody', 'tfoot'],
  thead: ['tr'],
  tbody: ['tr'],
  tfoot: ['tr'],
  tr: ['th', 'td'],
  select: ['option', 'optgroup', 'hr'],
}
const PARENTS: Record<string, string[]> = {
  li: ['ul', 'ol', 'menu'],
  dt: ['dl', 'div'],
  dd: ['dl', 'div'],
  tr: ['thead', 'tbody', 'tfoot'],
  legend: ['fieldset'],
  summary: ['details'],
  caption: ['table'],
}

function placeFaults(element: Element, parents: Element[]): string[] {
  // What stands in <svg> has rules of its own.
  if (element.namespaceURI !== 'http://www.w3.org/1999/xhtml') return []
  const { tagName, sourceCodeLocation: place } = element
  const [parent] = parents
  const faults: string[] = []
  if (!INVENTED.has(tagName)) {
    if (!place?.startTag) faults.push(`${shown(element)} was invented by the parser`)
    else if (!VOID.has(tagName) && !place.endTag) faults.push(`${shown(element)} was closed by the parser`)
  }
  const limit = parents.find(({ tagName: name }) => ONLY_PHRASING.has(name))
  const isInLegend = parents.some(({ tagName: name }) => name === 'legend')
  if (limit && !PHRASING.has(tagName) && !isInLegend) faults.push(`${shown(element)} in ${shown(limit)}`)
  const allowed = parent && CHILDREN[parent.tagName]
  if (allowed && !allowed.includes(tagName)) faults.push(`${shown(element)} in ${shown(parent)}`)
  const wanted = PARENTS[tagName]
  if (wanted && !(parent && wanted.includes(parent.tagName)))
    faults.push(`${shown(element)} outside of ${wanted.join(', ')}`)
  const around = parents.find(({ tagName: name }) => name === 'a' || name === 'button')
  if (around && INTERACTIVE.has(tagName)) faults.push(`${shown(element)} in ${shown(around)}`)
  if (tagName === 'form' && parents.some(({ tagName: name }) => name === 'form'))
    faults.push(`${shown(element)} in a form`)
  return faults
}

function referenceFaults(element: Element, known: Set<string>): string[] {
  const lists = ['aria-labelledby', 'aria-describedby', 'aria-controls', 'aria-owns', 'for', 'form', 'list', 'headers']
  const named = lists.flatMap((name) =>
    (attribute(element, name) ?? '')
      .split(/\s+/)
      .filter(Boolean)
      .map((id) => [name, id] as const),
  )
  const anchor = element.tagName === 'a' ? attribute(element, 'href') : undefined
  if (anchor?.startsWith('#') && anchor.length > 1) named.push(['href', decodeURIComponent(anchor.slice(1))])
  return named
    .filter(([name, id]) => !known.has(id) && !(name === 'for' && element.tagName === 'output'))
    .map(([name, id]) => `${shown(element)}: ${name}="${id}" leads nowhere`)
}

/** What an element must or may not say about itself. */
function ownFaults(element: Element, parents: Element[]): string[] {
  const { tagName } = element
  const faults: string[] = []
  if (tagName === 'img' && attribute(element, 'alt') === undefined) faults.push(`${shown(element)} without alt`)
  if (attribute(element, 'id') === '' || /\s/.test(attribute(element, 'id') ?? ''))
    faults.push(`${shown(element)}: not an id`)
  if (tagName === 'a' && attribute(element, 'href') === undefined) faults.push(`${shown(element)} without href`)
  if (tagName === 'option' && !element.childNodes.length && attribute(element, 'label') === undefined) {
    faults.push(`empty option in ${parents[0] ? shown(parents[0]) : 'nothing'}`)
  }
  if (tagName === 'title' && !parents.some(({ tagName: name }) => name === 'head'))
    faults.push('title outside of the head')
  if (tagName === 'meta' && !attribute(element, 'itemprop') && !parents.some(({ tagName: name }) => name === 'head')) {
    faults.push('meta outside of the head')
  }
  return faults
}
