import { Link } from '../kern/link'
import { printed } from './printed'

/** First stop of the Tab key on every page (A-F3). */
export const SkipLink = printed(() => (
  <Link href="#inhalt" standalone className="skip-link">
    Zum Inhalt springen
  </Link>
))
