import { type ReactNode } from 'react'
import { Icon } from './icon'

type Props = { variant?: 'info' | 'success' | 'warning' | 'danger'; icon?: boolean; children: ReactNode }

/** A state in one or two words; the colour only underlines them. */
export function Badge({ variant = 'info', icon = false, children }: Props) {
  return (
    <span className={`kern-badge kern-badge--${variant}`}>
      {icon ? <Icon name={variant} /> : null}
      <span className="kern-label kern-label--small">{children}</span>
    </span>
  )
}
