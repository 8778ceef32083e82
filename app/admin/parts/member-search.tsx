import { MailAddress } from '@/components/admin/mail-address'
import { FilterText } from '@/components/forms/filter-field'
import { Button } from '@/components/kern/button'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { RecordTable } from '@/components/list/record-table'
import { type FoundMember, searchMembers } from '@/lib/accounts/search-members'
import { type LookReason, memberGroupLabels } from '@/lib/codes'
import { type PortalContext } from '@/lib/context'
import { readList } from '@/lib/list'
import { counted, formatNumber } from '@/lib/text'
import { memberList } from '../mitglieder/parts/list'

type Search = {
  /** Of the page; `suche` is the text that is searched for. */
  query: Record<string, string | undefined>
  /** The page itself; a choice comes back as `?mitglied=`. */
  address: `/admin/${string}`
  /** What the address must keep on the way. */
  keep?: Record<string, string>
  /** Why staff look, for the audit row. */
  reason: LookReason
}

/** Finds the member whom a letter is about: a plain search form and the members found. Looking is recorded (S-D8). */
export async function memberSearch(ctx: PortalContext, { query, address, keep = {}, reason }: Search) {
  const text = readList(memberList, query).values.suche
  return (
    <>
      <search aria-label="Mitglied suchen">
        <form action={address} className="flex max-w-2xl flex-col gap-4">
          {Object.entries(keep).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <FilterText name="suche" label="Suche" value={text} hint={memberList.filters.suche.hint} />
          <div>
            <Button icon="search">Suchen</Button>
          </div>
        </form>
      </search>
      {text
        ? results(await searchMembers(ctx, { text, reason }), (id) => hrefOf(address, { ...keep, mitglied: id }))
        : null}
    </>
  )
}

function results({ members, found }: { members: FoundMember[]; found: number }, hrefFor: (id: string) => string) {
  return (
    <>
      <Text as="div">
        <span role="status">{resultText(members.length, found)}</span>
      </Text>
      {members.length > 0 ? (
        <RecordTable<FoundMember>
          caption="Gefundene Mitglieder"
          rows={members}
          rowKey={({ id }) => id}
          columns={[
            {
              title: 'Name',
              heading: true,
              cell: ({ id, surname, givenName }) => (
                <Link href={hrefFor(id)}>
                  {surname}, {givenName}
                </Link>
              ),
            },
            { title: 'E-Mail-Adresse', cell: ({ email }) => <MailAddress address={email} /> },
            { title: 'Nutzergruppe', cell: ({ memberGroup }) => memberGroupLabels[memberGroup] },
            { title: 'Unternehmen/Institution', cell: ({ organisation }) => organisation ?? '–' },
          ]}
        />
      ) : null}
    </>
  )
}

function hrefOf(address: string, query: Record<string, string>): string {
  return `${address}?${new URLSearchParams(query)}`
}

function resultText(shown: number, found: number): string {
  if (found === 0) return 'Kein Mitglied gefunden.'
  if (found > shown)
    return `${formatNumber(found)} Mitglieder gefunden, die ersten ${shown} werden gezeigt. Bitte suchen Sie genauer.`
  return counted(found, 'Ein Mitglied gefunden', 'Mitglieder gefunden')
}
