import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { renderToString } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { type FieldState } from '@/components/forms/field-state'
import { PortalForm } from '@/components/forms/portal-form'
import { Title } from '@/components/layout/title'

const groups = [
  { value: 'private_person', label: 'Privatperson' },
  { value: 'company', label: 'Unternehmen' },
]

type Action = (state: FieldState, form: FormData) => Promise<FieldState>

function form(
  action: Action,
  props: { title?: string; errorTitle?: string; prefix?: string } = { title: 'Registrieren' },
) {
  return (
    <PortalForm
      action={action}
      submit="Registrieren"
      {...props}
      known={{ policyVersion: '1' }}
      asks={[
        { kind: 'line', name: 'surname', label: 'Name', hint: 'Damit andere wissen, wer schreibt.' },
        { kind: 'email', name: 'email', label: 'E-Mail-Adresse' },
        { kind: 'list', name: 'memberGroup', label: 'Nutzergruppe', options: groups },
        { kind: 'choice', name: 'kind', label: 'Anlass', options: groups },
        { kind: 'lines', name: 'message', label: 'Nachricht', optional: true },
        { kind: 'password', name: 'password', label: 'Passwort', autoComplete: 'new-password' },
        { kind: 'tick', name: 'acceptPolicy', label: 'Ich stimme der Datenschutzerklärung zu.' },
      ]}
    />
  )
}

const answering = (answer: FieldState): Action => vi.fn(async () => answer)
const send = () => userEvent.click(screen.getByRole('button', { name: 'Registrieren' }))

test('A-F1: a form that came back has a summary first, with a link to each field, and takes the focus', async () => {
  const { container } = render(
    form(answering({ errors: { surname: 'Geben Sie Ihren Namen ein.', kind: 'Wählen Sie aus.' } })),
  )
  await send()
  const summary = await screen.findByRole('alert')
  expect(container.firstElementChild).toBe(summary)
  expect(summary).toHaveFocus()
  expect(summary).toHaveAccessibleName('Es gibt ein Problem')
  expect(screen.getByRole('heading', { name: 'Es gibt ein Problem', level: 2 })).toBeInTheDocument()
  expect(screen.getByRole('link', { name: 'Geben Sie Ihren Namen ein.' })).toHaveAttribute('href', '#surname')
  expect(screen.getByLabelText('Name')).toHaveAttribute('id', 'surname')
  // A group is reached through its first control.
  expect(screen.getByRole('link', { name: 'Wählen Sie aus.' })).toHaveAttribute('href', '#kind')
  expect(screen.getByRole('radio', { name: 'Privatperson' })).toHaveAttribute('id', 'kind')
})

test('A-F1: the message stands at its field too, is announced with it, and leaves the hint in place', async () => {
  render(form(answering({ errors: { surname: 'Geben Sie Ihren Namen ein.' } })))
  expect(screen.getByLabelText('Name')).not.toHaveAttribute('aria-invalid')
  await send()
  await screen.findByRole('alert')
  const field = screen.getByLabelText('Name')
  expect(field).toHaveAttribute('aria-invalid', 'true')
  expect(field).toHaveAccessibleDescription(
    /^Damit andere wissen, wer schreibt\. Fehler: ?Geben Sie Ihren Namen ein\.$/,
  )
  expect(screen.getByLabelText('E-Mail-Adresse')).not.toHaveAttribute('aria-invalid')
})

test('A-F1: the page title begins with "Fehler:" exactly while the form has a problem', async () => {
  render(form(answering({ problem: 'Zu viele Versuche.' })))
  expect(document.title).toBe('Registrieren – QualiService Thüringen')
  await send()
  await waitFor(() => expect(document.title).toBe('Fehler: Registrieren – QualiService Thüringen'))
  expect(screen.getByRole('alert')).toHaveTextContent('Zu viele Versuche.')
})

test('A-F1: entries are kept, in lists and boxes too; a password is not', async () => {
  const action: Action = async (_, data) => ({
    errors: { surname: 'Geben Sie Ihren Namen ein.' },
    values: Object.fromEntries([...data].filter(([name]) => name !== 'password')) as Record<string, string>,
  })
  render(form(action))
  await userEvent.type(screen.getByLabelText('E-Mail-Adresse'), 'name@beispiel.de')
  await userEvent.selectOptions(screen.getByLabelText('Nutzergruppe'), 'Unternehmen')
  await userEvent.click(screen.getByRole('radio', { name: 'Unternehmen' }))
  await userEvent.type(screen.getByLabelText(/^Nachricht/), 'Guten Tag')
  await userEvent.type(screen.getByLabelText('Passwort'), 'ein langes Passwort')
  await userEvent.click(screen.getByRole('checkbox'))
  await send()
  await screen.findByRole('alert')
  expect(screen.getByLabelText('E-Mail-Adresse')).toHaveValue('name@beispiel.de')
  expect(screen.getByLabelText('Nutzergruppe')).toHaveValue('company')
  expect(screen.getByRole('radio', { name: 'Unternehmen' })).toBeChecked()
  expect(screen.getByLabelText(/^Nachricht/)).toHaveValue('Guten Tag')
  expect(screen.getByRole('checkbox')).toBeChecked()
  expect(screen.getByLabelText('Passwort')).toHaveValue('')
})

test('A-F7: success is announced and has no summary', async () => {
  render(form(answering({ done: 'Ihre Änderungen sind gespeichert.' })))
  await send()
  const news = await screen.findByRole('status', { name: 'Ihre Änderungen sind gespeichert.' })
  expect(news).toHaveFocus()
  expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  expect(document.title).toBe('Registrieren – QualiService Thüringen')
})

test('a second press while the answer is under way sends nothing, and the button keeps the focus', async () => {
  let answer: (state: FieldState) => void = () => {}
  const action: Action = vi.fn(() => new Promise<FieldState>((resolve) => (answer = resolve)))
  render(form(action))
  await send()
  const button = screen.getByRole('button', { name: 'Registrieren' })
  await waitFor(() => expect(button).toHaveAttribute('aria-disabled', 'true'))
  expect(button).toBeEnabled()
  expect(button).toHaveFocus()
  await send()
  answer({})
  await waitFor(() => expect(button).not.toHaveAttribute('aria-disabled'))
  expect(action).toHaveBeenCalledTimes(1)
})

test('two forms on one page keep their ids apart and still say "Fehler:" in the title', async () => {
  render(
    <>
      {form(answering({}), { errorTitle: 'Sicherheit', prefix: 'first' })}
      <Title>Sicherheit</Title>
    </>,
  )
  expect(document.title).toBe('Sicherheit – QualiService Thüringen')
  expect(screen.getByLabelText('Name')).toHaveAttribute('id', 'first-surname')
})

test('a part of a page with a problem says so in the title before the page does, without scripts', () => {
  const html = renderToString(
    <html lang="de">
      <body>
        <Title error>Sicherheit</Title>
        <Title>Sicherheit</Title>
      </body>
    </html>,
  )
  expect(html.indexOf('Fehler: Sicherheit')).toBeLessThan(html.indexOf('<title>Sicherheit'))
})

test('browser validation is off and mandatory fields are marked for assistive technology', () => {
  const { container } = render(form(answering({})))
  expect(container.querySelector('form')).toHaveAttribute('novalidate')
  expect(screen.getByLabelText('Name')).toBeRequired()
  expect(screen.getByLabelText(/^Nachricht \(optional\)/)).not.toBeRequired()
})

test('A-F2: the e-mail field helps with typing and with filling in', () => {
  render(form(answering({})))
  const field = screen.getByLabelText('E-Mail-Adresse')
  expect(field).toHaveAttribute('type', 'email')
  expect(field).toHaveAttribute('autocomplete', 'email')
  expect(field).toHaveAttribute('spellcheck', 'false')
  expect(field).toHaveAttribute('maxlength', '254')
})

test('what is too large to be sent stays in the form, with a message (S-L2)', async () => {
  const action = answering({})
  render(form(action))
  const large = 'ä'.repeat(500_000)
  fireEvent.change(screen.getByLabelText(/^Nachricht/), { target: { value: large } })
  await send()
  expect(await screen.findByRole('alert')).toHaveTextContent('Ihre Eingabe ist zu groß')
  expect(screen.getByRole('alert')).toHaveFocus()
  expect(screen.getByLabelText(/^Nachricht/)).toHaveValue(large)
  expect(action).not.toHaveBeenCalled()
  fireEvent.change(screen.getByLabelText(/^Nachricht/), { target: { value: 'kurz' } })
  await send()
  await waitFor(() => expect(action).toHaveBeenCalled())
  expect(screen.queryByRole('alert')).toBeNull()
})

test('A-F1: the summary has the order of the fields, whatever was sent or found first', async () => {
  const errors = { acceptPolicy: 'Stimmen Sie zu.', kind: 'Wählen Sie aus.', surname: 'Geben Sie Ihren Namen ein.' }
  render(form(answering({ errors })))
  await send()
  const links = (await screen.findByRole('alert')).querySelectorAll('a')
  expect([...links].map((link) => link.textContent)).toEqual([errors.surname, errors.kind, errors.acceptPolicy])
})

test('what the page knows is sent with the form, and is no field for anybody', async () => {
  const action = answering({})
  render(form(action))
  await send()
  await waitFor(() => expect(action).toHaveBeenCalled())
  expect(vi.mocked(action).mock.calls[0]?.[1].get('policyVersion')).toBe('1')
  expect(screen.getByDisplayValue('1')).toHaveAttribute('type', 'hidden')
})

test('a form that asks for nothing is a button', () => {
  const { container } = render(<PortalForm action={answering({})} submit="Beenden" known={{ id: 'x' }} />)
  expect(screen.getByRole('button', { name: 'Beenden' })).toBeInTheDocument()
  expect(container.querySelectorAll('input:not([type=hidden]), textarea, select')).toHaveLength(0)
})
