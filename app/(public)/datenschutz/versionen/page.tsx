import { publicPage } from '@/app/_edge/page'
import { Breadcrumb } from '@/components/kern/breadcrumb'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Table } from '@/components/kern/table'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { listVersions } from '@/lib/policies/published-versions'
import { formatDayOf } from '@/lib/text'

/** All published versions with their permanent addresses (DS-11, A-B4). */
export default publicPage(async ({ ctx }) => {
  const versions = await listVersions(ctx)
  return (
    <>
      <Title>Fassungen der Datenschutzerklärung</Title>
      <Breadcrumb trail={[{ href: '/datenschutz', label: 'Datenschutz' }]} />
      <Heading level={1}>Fassungen der Datenschutzerklärung</Heading>
      <Text>Wer sich jetzt registriert, stimmt der neuesten Fassung zu. Ältere Fassungen bleiben hier abrufbar.</Text>
      <Table
        caption="Veröffentlichte Fassungen"
        rows={versions}
        rowKey={({ number }) => String(number)}
        columns={[
          {
            title: 'Fassung',
            heading: true,
            cell: ({ number }) => <Link href={`/datenschutz/versionen/${number}`}>Fassung {number}</Link>,
          },
          { title: 'Veröffentlicht am', cell: ({ publishedAt }) => formatDayOf(publishedAt) },
          {
            title: 'Was sich geändert hat',
            cell: ({ number, changeSummary }) => changeSummary ?? (number === 1 ? 'Erste Fassung' : '–'),
          },
        ]}
      />
    </>
  )
})
