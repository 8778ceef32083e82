import { Fragment, type ReactNode } from 'react'
import { type Block, type Inline } from '@/lib/policies/policy-text'
import { Heading } from '../kern/heading'
import { Link } from '../kern/link'
import { List } from '../kern/list'
import { Table } from '../kern/table'
import { Text } from '../kern/text'
import { OperatorFact } from '../legal/operator-fact'

type Row = { number: number; cells: Inline[][] }

/** Draws the text of a policy version: only the pieces that policy-text.ts knows, no HTML from outside. */
export function PolicyBlocks({ blocks }: { blocks: readonly Block[] }): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: the text of a version never changes its order
  return blocks.map((block, index) => <Fragment key={index}>{drawn(block)}</Fragment>)
}

function drawn(block: Block): ReactNode {
  switch (block.kind) {
    case 'heading':
      return (
        <Heading level={block.level} id={block.id}>
          {block.text}
        </Heading>
      )
    case 'paragraph':
      return <Text>{inlines(block.content)}</Text>
    case 'list':
      return <List numbered={block.isNumbered} items={block.items.map(inlines)} />
    case 'table':
      return (
        <Table
          caption={block.caption}
          hideCaption
          small
          rows={block.rows.map((cells, number) => ({ number, cells }))}
          rowKey={({ number }) => String(number)}
          columns={block.header.map((title, column) => ({
            title,
            heading: column === 0,
            cell: ({ cells }: Row) => inlines(cells[column] ?? []),
          }))}
        />
      )
  }
}

function inlines(content: Inline[]): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: the text of a version never changes its order
  return content.map((piece, index) => <Fragment key={index}>{inline(piece)}</Fragment>)
}

function inline(piece: Inline): ReactNode {
  switch (piece.kind) {
    case 'text':
      return piece.text
    case 'missing':
      return <OperatorFact value={null} />
    case 'strong':
      return <strong>{inlines(piece.content)}</strong>
    case 'emphasis':
      return <em>{inlines(piece.content)}</em>
    case 'link':
      return <Link href={piece.href}>{inlines(piece.content)}</Link>
    case 'break':
      return <br />
  }
}
