import { Link } from '../kern/link'

/** First stop of the Tab key on every page (A-F3). */
export function SkipLink() {
  return (
    <Link href="#inhalt" standalone className="skip-link">
      Zum Inhalt springen
    </Link>
  )
}
