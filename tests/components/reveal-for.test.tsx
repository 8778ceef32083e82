import { readFileSync } from 'node:fs'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import { RevealFor } from '@/components/forms/reveal-for'
import { SelectField } from '@/components/forms/select-field'
import { TextField } from '@/components/forms/text-field'

// The rules as the portal ships them; jsdom knows neither layers nor nesting, these rules need neither.
beforeEach(() => {
  const css = readFileSync('app/globals.css', 'utf8')
  const rules = css.match(/@supports selector\(:has\(a\)\) \{([\s\S]*?)\n {2}\}/)?.[1]
  expect(rules).toContain('.reveal')
  document.head.innerHTML = `<style>${rules}</style>`
})

test('fields that only some groups need appear with the choice, by CSS alone (DS-03)', async () => {
  render(
    <form>
      <SelectField
        name="memberGroup"
        label="Nutzergruppe"
        options={[
          { value: 'private_person', label: 'Privatperson' },
          { value: 'company', label: 'Unternehmen', reveals: true },
        ]}
      />
      <RevealFor>
        <TextField name="organisation" label="Unternehmen/Institution" />
      </RevealFor>
    </form>,
  )
  const field = screen.getByLabelText('Unternehmen/Institution')
  expect(field).not.toBeVisible()
  await userEvent.selectOptions(screen.getByLabelText('Nutzergruppe'), 'Unternehmen')
  expect(field).toBeVisible()
  await userEvent.selectOptions(screen.getByLabelText('Nutzergruppe'), 'Privatperson')
  expect(field).not.toBeVisible()
})
