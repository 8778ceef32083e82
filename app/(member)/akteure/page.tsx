import { memberPage } from '@/app/_edge/page'
import { OtherSearches } from '@/components/content/other-searches'
import { Button } from '@/components/kern/button'
import { FormField, Input, Select } from '@/components/kern/form-field'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Pagination } from '@/components/kern/pagination'
import { ScreenReaderText, Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { memberGroups } from '@/lib/accounts/member-groups'
import { codesOf, memberGroupLabels, subjectLabels } from '@/lib/codes'
import { type DirectoryPage, type DirectorySearch, searchDirectory } from '@/lib/directory/search-directory'
import { counted } from '@/lib/text'

/** Directory of the members, for members only (DS-07): each decides what stands there beyond the organisation. Printed, because it is long. */
export default memberPage(async ({ ctx, query }) => {
  const search = searchOf(query)
  const result = await searchDirectory(ctx, search)
  return (
    <>
      <Heading level={1}>Akteure</Heading>
      <Text>
        Wer im Portal mitarbeitet. Jedes Mitglied entscheidet selbst, was hier über die Organisation hinaus steht:{' '}
        <Link href="/mein-profil/verzeichnis">meinen Eintrag bearbeiten</Link>.
      </Text>
      <Filters search={search} />
      <Text strong id="treffer">
        {counted(result.found, 'Ein Akteur', 'Akteure')}
      </Text>
      {result.entries.length > 0 ? (
        <ul className="wide grid gap-4 md:grid-cols-2" aria-labelledby="treffer">
          {result.entries.map((entry) => (
            <Entry key={entry.id} {...entry} />
          ))}
        </ul>
      ) : (
        <>
          <Text muted>
            Dazu wurde niemand gefunden. Versuchen Sie es mit anderen Wörtern oder{' '}
            <Link href="/akteure">ohne Filter</Link>.
          </Text>
          <OtherSearches
            ways={(result.ways ?? []).map((text) => ({ href: addressOf({ ...search, text }, 1), label: text }))}
          />
        </>
      )}
      <Pagination page={result.page} pages={result.pages} href={(page) => addressOf(search, page)} />

      <Title>Akteure</Title>
    </>
  )
})

function searchOf(query: Record<string, string | undefined>): DirectorySearch & { text: string } {
  return {
    text: query.suche ?? '',
    memberGroup: memberGroups.find((group) => group === query.gruppe),
    subject: codesOf(subjectLabels).find((subject) => subject === query.fach),
    page: Math.trunc(Number(query.seite)) || 1,
  }
}

function addressOf({ text, memberGroup, subject }: DirectorySearch, page: number): string {
  const given = { suche: text, gruppe: memberGroup, fach: subject, seite: String(page) }
  return `/akteure?${new URLSearchParams(Object.entries(given).filter((pair): pair is [string, string] => Boolean(pair[1])))}`
}

/** A plain GET form: a result can be kept as an address and works without scripts. */
function Filters({ search: { text, memberGroup, subject } }: { search: DirectorySearch }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: the element search is not known to all readers yet
    <form action="/akteure" role="search" className="wide grid items-end gap-4 md:grid-cols-[2fr_1fr_1fr_auto]">
      <FormField id="suche" label="Suche">
        <Input id="suche" name="suche" type="search" defaultValue={text} maxLength={100} autoComplete="off" />
      </FormField>
      <FormField id="gruppe" label="Nutzergruppe">
        <Select id="gruppe" name="gruppe" defaultValue={memberGroup ?? ''}>
          <option value="">Alle</option>
          {memberGroups.map((group) => (
            <option key={group} value={group}>
              {memberGroupLabels[group]}
            </option>
          ))}
        </Select>
      </FormField>
      <FormField id="fach" label="Fachgebiet">
        <Select id="fach" name="fach" defaultValue={subject ?? ''}>
          <option value="">Alle</option>
          {codesOf(subjectLabels).map((key) => (
            <option key={key} value={key}>
              {subjectLabels[key]}
            </option>
          ))}
        </Select>
      </FormField>
      <Button icon="search">Suchen</Button>
    </form>
  )
}

function Entry({ id, title, name, position, memberGroup, subjects: keys, excerpt }: DirectoryPage['entries'][number]) {
  return (
    <li className="flex flex-col gap-2 rounded border border-line p-4">
      <Heading level={2} size="small">
        <Link href={`/akteure/${id}`} standalone>
          {title}
        </Link>
      </Heading>
      {memberGroup ? (
        <Text size="small" muted>
          {memberGroupLabels[memberGroup]}
        </Text>
      ) : null}
      {name || position ? <Text size="small">{[name, position].filter(Boolean).join(', ')}</Text> : null}
      {excerpt ? <Text size="small">{excerpt}</Text> : null}
      {keys.length > 0 ? (
        <Text size="small" muted>
          <ScreenReaderText>Fachgebiete: </ScreenReaderText>
          {keys.map((key) => subjectLabels[key]).join(' · ')}
        </Text>
      ) : null}
    </li>
  )
}
