import { type ReactNode } from 'react'

/**
 * Fields that only some choices need. Shown as soon as an option with `reveals` is chosen in the same form, by CSS alone
 * (globals.css). What stands in hidden fields is still sent: the action ignores it.
 */
export function RevealFor({ children }: { children: ReactNode }) {
  return (
    <div className="reveal">
      <div className="flex flex-col gap-6">{children}</div>
    </div>
  )
}
