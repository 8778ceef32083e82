import { render, screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { Footer } from '@/components/layout/footer'
import { Header } from '@/components/layout/header'

const menu = () => within(screen.getByRole('navigation', { name: 'Hauptmenü' }))
const signOut = async () => {}

test('visitors can register and sign in', () => {
  render(<Header operator="GFAW" path="/anmelden" signOut={signOut} />)
  expect(
    menu()
      .getAllByRole('link')
      .map((link) => link.textContent),
  ).toEqual(['Angebote', 'Registrieren', 'Anmelden'])
  expect(menu().getByRole('link', { name: 'Anmelden' })).toHaveAttribute('aria-current', 'page')
  expect(menu().queryByRole('button')).not.toBeInTheDocument()
})

test('members reach their profile and can sign out from every page (DS-04)', () => {
  render(<Header operator="GFAW" member={{ role: 'member' }} path="/mein-profil/daten" signOut={signOut} />)
  expect(menu().getByRole('link', { name: 'Mein Profil' })).toHaveAttribute('aria-current', 'page')
  expect(menu().getByRole('button', { name: 'Abmelden' })).toHaveAttribute('type', 'submit')
  expect(menu().queryByRole('link', { name: 'Verwaltung' })).not.toBeInTheDocument()
})

test.each(['moderator', 'admin', 'approver', 'dpo'])('a %s reaches the administration', (role) => {
  render(<Header operator="GFAW" member={{ role }} signOut={signOut} />)
  expect(menu().getByRole('link', { name: 'Verwaltung' })).toHaveAttribute('href', '/admin')
})

test('DS-01, A-B1, A-B3: policy, legal notice, accessibility statement and contact are one click away', () => {
  render(<Footer operator="GFAW" />)
  const links = screen.getAllByRole('link').map((link) => [link.textContent, link.getAttribute('href')])
  expect(links).toEqual([
    ['Datenschutz', '/datenschutz'],
    ['Impressum', '/impressum'],
    ['Barrierefreiheit', '/barrierefreiheit'],
    ['Kontakt', '/kontakt'],
    ['Nutzungsregeln', '/nutzungsregeln'],
  ])
})
