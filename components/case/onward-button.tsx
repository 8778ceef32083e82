import { Button } from '../kern/button'

/** Beside the button of a decision: decides, and goes on with the next of the same kind. */
export function OnwardButton({ label = 'Entscheiden und weiter' }: { label?: string }) {
  return (
    <Button variant="secondary" name="onward" value="next">
      {label}
    </Button>
  )
}
