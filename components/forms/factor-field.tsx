import { Link } from '../kern/link'
import { Text } from '../kern/text'
import { FACTOR_FIELD, type FieldState } from './field-state'
import { TextField } from './text-field'

/** Drawn in a form whose act asks for the second factor once more (app/_edge/prove-in-form.ts); with a passkey it is proved beside it. */
export function FactorField({ state }: { state: FieldState }) {
  if (!state.errors?.[FACTOR_FIELD]) return null
  return (
    <div className="flex flex-col gap-2">
      <TextField
        name={FACTOR_FIELD}
        label="Code"
        hint="Sechs Ziffern aus Ihrer App, oder einer Ihrer Wiederherstellungscodes."
        state={state}
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
      />
      <Text>
        Mit Passkey:{' '}
        <Link href="/mein-profil/sicherheit/zweiter-faktor/bestaetigen" target="_blank">
          In einem neuen Fenster bestätigen
        </Link>
        , dann hier ohne Code noch einmal senden.
      </Text>
    </div>
  )
}
