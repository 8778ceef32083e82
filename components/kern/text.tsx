import { type ReactNode } from 'react'
import { classes } from './classes'

type Props = {
  size?: 'small' | 'default' | 'large'
  strong?: boolean
  muted?: boolean
  as?: 'p' | 'div' | 'span' | 'address'
  id?: string
  className?: string
  children: ReactNode
}

/** Running text. */
export function Text({ size = 'default', strong, muted, as: Tag = 'p', id, className, children }: Props) {
  return (
    <Tag
      id={id}
      className={classes(
        'kern-body',
        size !== 'default' && `kern-body--${size}`,
        strong && 'kern-body--bold',
        muted && 'kern-body--muted',
        Tag === 'address' && 'not-italic',
        className,
      )}
    >
      {children}
    </Tag>
  )
}

/** The short line above a heading. */
export function Preline({ children }: { children: ReactNode }) {
  return <p className="kern-preline">{children}</p>
}

/** For screen readers only. */
export function ScreenReaderText({ children }: { children: ReactNode }) {
  return <span className="kern-sr-only">{children}</span>
}
