import { Fragment, type ReactNode } from 'react'
import { type ComparedBlock, type ComparedPart } from '@/lib/policies/compare-versions'
import { Accordion } from '../kern/accordion'
import { Heading } from '../kern/heading'
import { ScreenReaderText, Text } from '../kern/text'

/** The difference between two texts (DS-11): added and removed words are marked for the eye and for screen readers. */
export function Comparison({ blocks }: { blocks: readonly ComparedBlock[] }) {
  if (blocks.every(({ mark }) => mark === 'same')) return <Text>Die Texte sind gleich.</Text>
  return (
    <>
      <Text>
        So sind die Änderungen markiert: <Marked part={{ mark: 'added', text: 'neuer Text' }} />,{' '}
        <Marked part={{ mark: 'removed', text: 'gestrichener Text' }} />.
      </Text>
      <div className="prose">
        {runsOf(blocks).map((run, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a difference never changes its order
          <Fragment key={index}>{isSame(run) ? <Unchanged run={run} /> : run.map(drawn)}</Fragment>
        ))}
      </div>
    </>
  )
}

/** Unchanged text is folded up; the heading that the next change stands under stays visible. */
function Unchanged({ run }: { run: ComparedBlock[] }) {
  const last = run.findLast(({ kind }) => kind === 'heading')
  const folded = run.filter((block) => block !== last)
  return (
    <>
      {folded.length > 0 ? (
        <Accordion title={folded.length === 1 ? 'Ein unveränderter Absatz' : `${folded.length} unveränderte Absätze`}>
          {folded.map((block, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a difference never changes its order
            <Text key={index} strong={block.kind === 'heading'}>
              {block.parts.map(({ text }) => text).join('')}
            </Text>
          ))}
        </Accordion>
      ) : null}
      {last ? drawn(last, 0) : null}
    </>
  )
}

function drawn({ kind, level, parts }: ComparedBlock, index: number): ReactNode {
  const words = parts.map((part, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a difference never changes its order
    <Marked key={place} part={part} />
  ))
  if (kind === 'heading') {
    return (
      <Heading key={index} level={level ?? 2}>
        {words}
      </Heading>
    )
  }
  return (
    <Text key={index} className={kind === 'item' ? 'ps-6' : undefined}>
      {kind === 'item' ? <span aria-hidden="true">– </span> : null}
      {words}
    </Text>
  )
}

function Marked({ part: { mark, text } }: { part: ComparedPart }) {
  if (mark === 'same') return text
  const Mark = mark === 'added' ? 'ins' : 'del'
  const name = mark === 'added' ? 'neu' : 'gestrichen'
  return (
    <Mark className={mark === 'added' ? 'font-semibold underline' : 'text-muted line-through'}>
      <ScreenReaderText>{` [${name}: `}</ScreenReaderText>
      {text}
      <ScreenReaderText>{'] '}</ScreenReaderText>
    </Mark>
  )
}

function isSame(run: ComparedBlock[]): boolean {
  return run[0]?.mark === 'same'
}

function runsOf(blocks: readonly ComparedBlock[]): ComparedBlock[][] {
  const runs: ComparedBlock[][] = []
  for (const block of blocks) {
    const run = runs.at(-1)
    if (run && isSame(run) === (block.mark === 'same')) run.push(block)
    else runs.push([block])
  }
  return runs
}
