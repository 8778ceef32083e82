import { Button } from '@/components/kern/button'

/** Shows the text as others will see it; works without scripts. Stands behind the main button, so that Enter never presses it. */
export function PreviewButton() {
  return (
    <Button variant="secondary" name="intent" value="preview">
      Vorschau
    </Button>
  )
}
