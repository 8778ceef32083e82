import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { List } from '@/components/kern/list'
import { Text } from '@/components/kern/text'
import { staticHtml } from '@/components/layout/static-html'
import { type PolicyText } from '@/lib/policies/policy-text'
import { type ReadableVersion } from '@/lib/policies/readable-version'
import { renderPolicy } from '@/lib/policies/render-policy'
import { formatDayOf } from '@/lib/text'
import { policyFacts } from './policy-facts'
import { PolicyBlocks } from './policy-text'

/** A version of the policy with its number, its date, a table of contents and the way to all versions (A-B4). */
export function PolicyDocument({ version }: { version: ReadableVersion }) {
  const { html, contents } = printed(version)
  return (
    <>
      <Text muted>{editionOf(version)}</Text>
      <nav aria-labelledby="inhalt-der-erklaerung" className="no-print flex flex-col gap-2">
        <Heading level={2} size="small" id="inhalt-der-erklaerung">
          Inhalt
        </Heading>
        <List
          items={contents.map(({ id, text }) => (
            <Link key={id} href={`#${id}`} standalone>
              {text}
            </Link>
          ))}
        />
        <Text>
          <Link href="/datenschutz/versionen">Alle Fassungen der Datenschutzerklärung</Link>
        </Text>
      </nav>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: made of escaped pieces by staticHtml */}
      <div className="prose" dangerouslySetInnerHTML={{ __html: html }} />
    </>
  )
}

function editionOf({ number, publishedAt }: ReadableVersion): string {
  return publishedAt ? `Fassung ${number}, veröffentlicht am ${formatDayOf(publishedAt)}` : `Fassung ${number}`
}

type Printed = Pick<PolicyText, 'contents'> & { html: string }
const printedVersions = new WeakMap<ReadableVersion, Printed>()

/** The text of a version, set once per process: it never changes, and neither do the facts about portal and operator. */
function printed(version: ReadableVersion): Printed {
  const known = printedVersions.get(version)
  if (known) return known
  const { blocks, contents } = renderPolicy(version, policyFacts())
  const made = { contents, html: staticHtml(<PolicyBlocks blocks={blocks} />) }
  printedVersions.set(version, made)
  return made
}
