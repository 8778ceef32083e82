import { policyFacts } from '@/app/_content/policy-facts'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { List } from '@/components/kern/list'
import { Text } from '@/components/kern/text'
import { Prose } from '@/components/layout/page'
import { PolicyBlocks } from '@/components/policy/policy-blocks'
import { type ReadableVersion } from '@/lib/policies/readable-version'
import { renderPolicy } from '@/lib/policies/render-policy'
import { formatDayOf } from '@/lib/text'

/** A version of the policy with its number, its date, a table of contents and the way to all versions (A-B4). */
export function PolicyDocument({ version }: { version: ReadableVersion }) {
  const { blocks, contents } = renderPolicy(version, policyFacts())
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
      <Prose>
        <PolicyBlocks blocks={blocks} />
      </Prose>
    </>
  )
}

function editionOf({ number, publishedAt }: ReadableVersion): string {
  return publishedAt ? `Fassung ${number}, veröffentlicht am ${formatDayOf(publishedAt)}` : `Fassung ${number}`
}
