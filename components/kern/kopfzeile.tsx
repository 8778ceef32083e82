import { type ReactNode } from 'react'

/** The line above the header that says whose service this is. */
export function Kopfzeile({ children }: { children: ReactNode }) {
  return (
    <div className="kern-kopfzeile">
      <div className="kern-kopfzeile__content mx-auto max-w-6xl px-4">
        <span className="kern-kopfzeile__label">{children}</span>
      </div>
    </div>
  )
}
