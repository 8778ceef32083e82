import { type ReactNode, type Ref } from 'react'
import { Icon } from './icon'

type Props = {
  variant?: 'info' | 'success' | 'warning' | 'danger'
  title: string
  /** Level of the title where it is a heading; without it the title is plain text. */
  level?: 2 | 3
  /** `status` for "gespeichert", `alert` for what went wrong just now; nothing for text that is simply part of the page. */
  role?: 'status' | 'alert'
  id?: string
  /** Can receive the focus by script; `autoFocus` gives it the focus on arrival, without scripts too. */
  focusable?: boolean
  autoFocus?: boolean
  ref?: Ref<HTMLDivElement>
  children?: ReactNode
}

export function Alert({
  variant = 'info',
  title,
  level,
  role,
  id,
  focusable = false,
  autoFocus,
  ref,
  children,
}: Props) {
  const Title = level ? (`h${level}` as const) : 'p'
  const titleId = id ? `${id}-titel` : undefined
  return (
    <div
      id={id}
      ref={ref}
      {...(role ? { role, 'aria-labelledby': titleId } : {})}
      tabIndex={focusable ? -1 : undefined}
      // biome-ignore lint/a11y/noAutofocus: an error summary takes the focus, so that its news is heard first (A-F1)
      autoFocus={autoFocus}
      className={`kern-alert kern-alert--${variant}`}
    >
      <div className="kern-alert__header">
        <Icon name={variant} size="large" />
        <Title id={titleId} className="kern-title">
          {title}
        </Title>
      </div>
      {children ? <div className="kern-alert__body">{children}</div> : null}
    </div>
  )
}
