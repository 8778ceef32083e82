import { type Ref } from 'react'
import { Alert } from '../kern/alert'
import { Link } from '../kern/link'
import { Text } from '../kern/text'

type Props = {
  /** Id of the control → message, in the order of the form. */
  errors: Record<string, string>
  /** A failure that belongs to no field. */
  problem?: string
  id?: string
  ref?: Ref<HTMLDivElement>
}

/** First element of `main` when a form came back: what is wrong, each with a link to its field (A-F1). */
export function ErrorSummary({ errors, problem, id = 'fehler', ref }: Props) {
  const entries = Object.entries(errors)
  return (
    <Alert variant="danger" title="Es gibt ein Problem" level={2} role="alert" id={id} focusable autoFocus ref={ref}>
      {problem ? <Text>{problem}</Text> : null}
      {entries.length > 0 ? (
        <ul className="flex flex-col gap-1">
          {entries.map(([control, message]) => (
            <li key={control}>
              <Link href={`#${control}`} standalone>
                {message}
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
    </Alert>
  )
}
