import { Badge } from '@/components/kern/badge'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'

export type Task = { href: string; title: string; text: string; urgent?: boolean }

/** What waits for a person, one line each. */
export function TaskList({ tasks }: { tasks: readonly Task[] }) {
  return (
    <ul className="flex flex-col border-t border-line">
      {tasks.map(({ href, title, text, urgent }) => (
        <li
          key={href + title}
          className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 border-b border-line py-4"
        >
          <div className="flex min-w-0 flex-col gap-1">
            <Text>
              <Link href={href}>{title}</Link>
            </Text>
            {text ? <Text muted>{text}</Text> : null}
          </div>
          {urgent ? <Badge variant="danger">Dringend</Badge> : null}
        </li>
      ))}
    </ul>
  )
}
