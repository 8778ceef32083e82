import { type Ask } from '@/components/forms/asked-fields'
import { type Option } from '@/components/forms/select-field'
import { optionsOf, refusalGroundLabels } from '@/lib/codes'

/** Grounds of Art. 12(4), after the choice that nothing is refused. */
export function groundOptions(none: string): Option[] {
  return [{ value: '', label: none }, ...optionsOf(refusalGroundLabels)]
}

/** No mail leaves then: the mailbox may not be the person's any more. */
export const byLetter: Ask = {
  kind: 'tick',
  name: 'byLetter',
  label: 'Ich schicke das per Brief',
  hint: 'Dann geht keine E-Mail an die gespeicherte Adresse.',
  optional: true,
}
