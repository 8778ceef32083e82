import facts from '@/config/operator.json'
import { type Occasion } from './define-letter'

/** Made-up values for the examples of the letters: what tests and previews show. */
const appUrl = 'http://portal.test'

export const sample = {
  appUrl,
  instant: '2026-11-23T12:00:00Z',
  link: { url: `${appUrl}/weg?token=abc&x=1`, expiresAt: '2026-11-30T12:00:00Z' },
  person: { givenName: 'Vera', surname: 'Muster' },
  caseId: '01930000-0000-7000-8000-00003f7a9c21',
  oneYear: 'P1Y',
  halfYear: 'P6M',
  fourWeeks: 'P28D',
  oneWeek: 'P7D',
}

export const sampleOccasion: Occasion = {
  addressee: { ...sample.person, email: 'vera@beispiel.test' },
  appUrl,
  day: '2026-11-23',
  operator: facts,
  endUrl: `${appUrl}/abmelden?konto=1&art=forum&token=abc`,
}
