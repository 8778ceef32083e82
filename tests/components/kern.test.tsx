import { render, screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { Alert } from '@/components/kern/alert'
import { Button } from '@/components/kern/button'
import { Pagination } from '@/components/kern/pagination'
import { Table } from '@/components/kern/table'

test('a table has a name, column heads and row heads (A-F8), and can be scrolled by keyboard', () => {
  const rows = [{ name: 'Anna Beispiel', count: 3 }]
  render(
    <Table
      caption="Mitglieder"
      columns={[
        { title: 'Name', cell: (row) => row.name, heading: true },
        { title: 'Anzahl', cell: (row) => row.count, numeric: true },
      ]}
      rows={rows}
      rowKey={(row) => row.name}
    />,
  )
  expect(screen.getByRole('group', { name: 'Mitglieder' })).toHaveAttribute('tabindex', '0')
  const table = within(screen.getByRole('table', { name: 'Mitglieder' }))
  expect(table.getByRole('columnheader', { name: 'Anzahl' })).toBeInTheDocument()
  expect(table.getByRole('rowheader', { name: 'Anna Beispiel' })).toBeInTheDocument()
})

test('an empty table says so instead of showing its head', () => {
  render(<Table caption="Mitglieder" columns={[]} rows={[]} rowKey={() => ''} empty="Noch keine Mitglieder." />)
  expect(screen.queryByRole('table')).not.toBeInTheDocument()
  expect(screen.getByText('Noch keine Mitglieder.')).toBeInTheDocument()
})

test('one page needs no paging; the first has no way back, the last none forward', () => {
  const href = (page: number) => `?seite=${page}`
  const { rerender, container } = render(<Pagination page={1} pages={1} href={href} />)
  expect(container).toBeEmptyDOMElement()
  rerender(<Pagination page={1} pages={3} href={href} />)
  expect(screen.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual(['?seite=2'])
  rerender(<Pagination page={3} pages={3} href={href} />)
  expect(screen.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual(['?seite=2'])
  expect(screen.getByText('Seite 3 von 3')).toBeInTheDocument()
})

test('an icon is never the name of a button', () => {
  render(<Button icon="download">Herunterladen</Button>)
  expect(screen.getByRole('button')).toHaveAccessibleName('Herunterladen')
})

test('an alert is announced only where it says so', () => {
  const { rerender } = render(<Alert title="Hinweis" />)
  expect(screen.queryByRole('status')).not.toBeInTheDocument()
  rerender(<Alert title="Gespeichert" role="status" id="news" />)
  expect(screen.getByRole('status')).toHaveAccessibleName('Gespeichert')
})
