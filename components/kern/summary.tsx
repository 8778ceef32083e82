import { type ReactNode } from 'react'
import { DescriptionList } from './description-list'

type Props = {
  title: string
  level?: 2 | 3
  items: readonly { term: string; value: ReactNode }[]
  /** Links or buttons that change what is shown. */
  actions?: ReactNode
}

/** A titled block of stored data, as on "Mein Profil". */
export function Summary({ title, level = 2, items, actions }: Props) {
  const Title = `h${level}` as const
  return (
    <section className="kern-summary">
      <div className="kern-summary__header">
        <Title className="kern-title">{title}</Title>
      </div>
      <div className="kern-summary__body">
        <DescriptionList items={items} />
        {actions ? <div className="kern-btn-wrapper">{actions}</div> : null}
      </div>
    </section>
  )
}
