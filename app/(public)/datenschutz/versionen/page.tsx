import { publicPage } from '@/app/_edge/page'
import { SelectField } from '@/components/forms/select-field'
import { Breadcrumb } from '@/components/kern/breadcrumb'
import { Button } from '@/components/kern/button'
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
            cell: ({ number, changeSummary }) =>
              number === 1 ? (
                'Erste Fassung'
              ) : (
                <>
                  <span className="block whitespace-pre-line">{changeSummary}</span>
                  <Link href={`/datenschutz/versionen/${number}/aenderungen`}>Änderungen der Fassung {number}</Link>
                </>
              ),
          },
        ]}
      />
      {versions.length > 1 ? <Compare numbers={versions.map(({ number }) => number)} /> : null}
    </>
  )
})

/** `numbers`: newest first. */
function Compare({ numbers }: { numbers: number[] }) {
  const options = numbers.map((number) => ({ value: String(number), label: `Fassung ${number}` }))
  return (
    <form action="/datenschutz/versionen/vergleich" className="flex flex-col gap-4">
      <Heading level={2}>Zwei Fassungen vergleichen</Heading>
      <SelectField name="von" label="Ältere Fassung" options={options} defaultValue={String(numbers[1])} />
      <SelectField name="bis" label="Neuere Fassung" options={options} defaultValue={String(numbers[0])} />
      <div>
        <Button variant="secondary">Unterschied zeigen</Button>
      </div>
    </form>
  )
}
