import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { PasswordField } from '@/components/forms/password-field'

const field = <PasswordField name="password" label="Passwort" autoComplete="current-password" />

test('what was typed can be shown and hidden again', async () => {
  render(field)
  const input = screen.getByLabelText('Passwort')
  await userEvent.type(input, 'drei rote Fahrräder')
  expect(input).toHaveAttribute('type', 'password')
  await userEvent.click(screen.getByRole('button', { name: 'Passwort anzeigen' }))
  expect(input).toHaveAttribute('type', 'text')
  expect(input).toHaveValue('drei rote Fahrräder')
  await userEvent.click(screen.getByRole('button', { name: 'Passwort verbergen' }))
  expect(input).toHaveAttribute('type', 'password')
})

test('the button does not send the form', () => {
  render(field)
  expect(screen.getByRole('button', { name: 'Passwort anzeigen' })).toHaveAttribute('type', 'button')
})

test('S-B5: pasting works and password managers know what is asked', async () => {
  render(field)
  const input = screen.getByLabelText('Passwort')
  await userEvent.click(input)
  await userEvent.paste('aus dem Passwortmanager')
  expect(input).toHaveValue('aus dem Passwortmanager')
  expect(input).toHaveAttribute('autocomplete', 'current-password')
})

test('without scripts there is no button that could not work', () => {
  const html = renderToString(field)
  expect(html).toContain('type="password"')
  expect(html).not.toContain('<button')
})
