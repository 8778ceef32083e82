import { type ReactNode } from 'react'

/** Opens and closes without scripts. */
export function Accordion({ title, open, children }: { title: string; open?: boolean; children: ReactNode }) {
  return (
    <details className="kern-accordion" open={open}>
      <summary className="kern-accordion__header">
        <span className="kern-title">{title}</span>
      </summary>
      <div className="kern-accordion__body">{children}</div>
    </details>
  )
}
