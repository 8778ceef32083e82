/** Subjects of further training: the same list for publications, the directory and their filters. Codes are stored, words are shown. */
export const subjects = {
  digital: 'Digitalisierung und IT',
  care: 'Gesundheit, Pflege und Soziales',
  crafts: 'Handwerk, Bau und Technik',
  industry: 'Produktion und Industrie',
  logistics: 'Verkehr und Logistik',
  commerce: 'Kaufmännisches, Recht und Verwaltung',
  leadership: 'Führung und Personal',
  language: 'Sprache und Integration',
  'basic-skills': 'Grundbildung und Schulabschluss',
  vocational: 'Ausbildung und Berufsorientierung',
  education: 'Pädagogik und Lehre',
  sustainability: 'Umwelt, Energie und Nachhaltigkeit',
  hospitality: 'Gastgewerbe und Tourismus',
  funding: 'Förderung und Beratung',
} as const

export type Subject = keyof typeof subjects

export const subjectKeys = Object.keys(subjects) as [Subject, ...Subject[]]
