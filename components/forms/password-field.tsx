'use client'

import { useEffect, useState } from 'react'
import { Button } from '../kern/button'
import { described, FormField, Input, InputGroup } from '../kern/form-field'
import { type FieldProps, fieldFacts } from './field-state'

type Props = Omit<FieldProps, 'defaultValue' | 'autoComplete'> & { autoComplete: 'current-password' | 'new-password' }

/** A password. Pasting and password managers work; what was typed can be shown (S-B5). The value is never sent back. */
export function PasswordField({ state, label, hint, name, autoComplete, optional }: Props) {
  const [isShown, setShown] = useState(false)
  // Without scripts there is nothing to press.
  const [isReady, setReady] = useState(false)
  useEffect(() => setReady(true), [])
  const { id, error, required } = fieldFacts({ name, label, state, optional })
  return (
    <FormField id={id} label={label} hint={hint} error={error} optional={optional}>
      <InputGroup>
        <Input
          id={id}
          name={name}
          type={isShown ? 'text' : 'password'}
          autoComplete={autoComplete}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          required={required}
          invalid={Boolean(error)}
          {...described(id, { hint, error })}
        />
        {isReady ? (
          <Button
            variant="secondary"
            type="button"
            icon={isShown ? 'visibility-off' : 'visibility'}
            aria-controls={id}
            aria-label={`${label} ${isShown ? 'verbergen' : 'anzeigen'}`}
            onClick={() => setShown(!isShown)}
          >
            {isShown ? 'Verbergen' : 'Anzeigen'}
          </Button>
        ) : null}
      </InputGroup>
    </FormField>
  )
}
