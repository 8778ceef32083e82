import { Heading } from '../kern/heading'
import { Text } from '../kern/text'
import { Band } from '../layout/page'
import { printed } from '../layout/printed'

const benefits = [
  {
    title: 'Veröffentlichen',
    text: 'Als Portalakteur stellen Sie anderen Ihre Informationen zur Verfügung, unter Ihrem Namen oder dem Ihrer Einrichtung.',
  },
  {
    title: 'In Kontakt kommen',
    text: 'Sie erreichen andere Mitglieder über das Portal. E-Mail-Adressen bleiben dabei verborgen, Ihre und die der anderen.',
  },
  {
    title: 'Sich verlassen können',
    text: 'Alle Mitglieder haben sich mit ihren Angaben registriert. Das schützt vor Missbrauch und sichert die Qualität der Inhalte.',
  },
]

export const Benefits = printed(() => (
  <Band surface>
    <Heading level={2}>Was Ihnen die Mitgliedschaft bringt</Heading>
    <div className="grid gap-8 lg:grid-cols-3">
      {benefits.map(({ title, text }) => (
        <div key={title} className="border-t-4 border-action pt-3">
          <Heading level={3}>{title}</Heading>
          <Text>{text}</Text>
        </div>
      ))}
    </div>
    <Text>Die Registrierung ist freiwillig. Öffentliche Seiten lesen Sie ohne Konto.</Text>
  </Band>
))
