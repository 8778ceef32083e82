import { differenceOf } from '@/app/_content/difference-of'
import { ErrorPage } from '@/app/_edge/error-page'
import { Breadcrumb } from '@/components/kern/breadcrumb'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { Comparison } from '@/components/policy/comparison'
import { type PortalContext } from '@/lib/context'
import { type ComparedBlock } from '@/lib/policies/compare-versions'
import { type ReadableVersion, readableVersion } from '@/lib/policies/readable-version'

/** The page that shows what a published version changes against another one. */
export async function versionComparison(ctx: PortalContext, from: string | undefined, to: string | undefined) {
  const [older, newer] = await Promise.all([published(ctx, from), published(ctx, to)])
  if (!older || !newer) return <ErrorPage status={404} />
  const heading = `Was Fassung ${newer.number} gegenüber Fassung ${older.number} ändert`
  return (
    <>
      <Title>{heading}</Title>
      <Breadcrumb
        trail={[
          { href: '/datenschutz', label: 'Datenschutz' },
          { href: '/datenschutz/versionen', label: 'Fassungen' },
        ]}
      />
      <Heading level={1}>{heading}</Heading>
      <Text>
        Im Ganzen: <Link href={`/datenschutz/versionen/${older.number}`}>Fassung {older.number}</Link>,{' '}
        <Link href={`/datenschutz/versionen/${newer.number}`}>Fassung {newer.number}</Link>
      </Text>
      <Comparison blocks={compared(older, newer)} />
    </>
  )
}

const known = new WeakMap<ReadableVersion, WeakMap<ReadableVersion, ComparedBlock[]>>()

/** Published versions never change, so each pair is compared once per process. */
function compared(older: ReadableVersion, newer: ReadableVersion): ComparedBlock[] {
  const pairs = known.get(older) ?? new WeakMap<ReadableVersion, ComparedBlock[]>()
  known.set(older, pairs)
  const blocks = pairs.get(newer) ?? differenceOf(older, newer)
  pairs.set(newer, blocks)
  return blocks
}

async function published(ctx: PortalContext, text: string | undefined): Promise<ReadableVersion | undefined> {
  return /^[1-9]\d{0,5}$/.test(text ?? '') ? readableVersion(ctx, Number(text)) : undefined
}
