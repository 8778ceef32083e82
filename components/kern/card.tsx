import { type ReactNode } from 'react'
import { classes } from './classes'

type Props = {
  title?: string
  level?: 2 | 3 | 4
  preline?: string
  /** Makes the whole card a link; the title is its name. */
  href?: string
  /** As high as its content instead of as its row. */
  hug?: boolean
  surface?: boolean
  footer?: ReactNode
  children?: ReactNode
}

export function Card({ title, level = 2, preline, href, hug, surface, footer, children }: Props) {
  const Title = `h${level}` as const
  return (
    <div
      className={classes(
        'kern-card',
        href && 'kern-card--interactive',
        hug && 'kern-card--hug',
        surface && 'kern-card--surface',
      )}
    >
      <div className="kern-card__container">
        {title ? (
          <div className="kern-card__header">
            {preline ? <p className="kern-preline">{preline}</p> : null}
            <Title className="kern-title wrap-anywhere">
              {href ? (
                <a href={href} className="kern-link--stretched">
                  {title}
                </a>
              ) : (
                title
              )}
            </Title>
          </div>
        ) : null}
        {children ? <div className="kern-card__body">{children}</div> : null}
        {footer ? <div className="kern-card__footer">{footer}</div> : null}
      </div>
    </div>
  )
}
