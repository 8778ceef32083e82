import { Badge } from '../kern/badge'

/** A fact about the operator, or the visible mark that it has still to be entered in the file of OPERATOR_FILE. */
export function OperatorFact({ value }: { value: string | null }) {
  return value || <Badge variant="warning">wird vom Betreiber ergänzt</Badge>
}
