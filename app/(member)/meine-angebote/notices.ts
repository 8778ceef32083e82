/** What an act of this part of the portal says on the page after it. */
const notices = {
  veroeffentlicht: 'Veröffentlicht. Ab jetzt können alle es finden.',
  eingereicht: 'Eingereicht. Wir prüfen Ihren Text und schreiben Ihnen eine E-Mail.',
  bestaetigt: 'Danke. Ihre Veröffentlichung bleibt sichtbar.',
  zurueckgezogen: 'Zurückgezogen. Außer Ihnen sieht es niemand mehr.',
  'wieder-entwurf': 'Zurückgenommen. Sie können den Text wieder ändern.',
  geloescht: 'Gelöscht.',
  'korrektur-verworfen': 'Die Änderungen sind verworfen. Veröffentlicht bleibt der bisherige Text.',
  'nichts-zu-tun': 'Hier war nichts mehr zu tun.',
} as const

export type Notice = keyof typeof notices

export function noticePath(path: string, notice: Notice): string {
  return `${path}?meldung=${notice}`
}

export function noticeText(code: string | undefined): string | undefined {
  return code !== undefined && Object.hasOwn(notices, code) ? notices[code as Notice] : undefined
}
