import { type ReactNode } from 'react'
import { classes } from './classes'

type Size = 'display' | 'x-large' | 'large' | 'medium' | 'small'
type Props = { level: 1 | 2 | 3 | 4; size?: Size; id?: string; className?: string; children: ReactNode }

const usualSize = { 1: 'x-large', 2: 'large', 3: 'medium', 4: 'small' } as const

/** One level 1 on each page, no level skipped; the size may differ from the level. */
export function Heading({ level, size = usualSize[level], id, className, children }: Props) {
  const Tag = `h${level}` as const
  return (
    <Tag id={id} className={classes(`kern-heading-${size}`, className)}>
      {children}
    </Tag>
  )
}
