import { provePage } from '@/app/_edge/page'
import { ButtonLink } from '@/components/kern/button-link'
import { Text } from '@/components/kern/text'

/** In place of a form that asks for a second factor first: before anything is typed (DS-06). Afterwards the person is back at `weiter`. */
export function ProveFirst({ weiter }: { weiter: string }) {
  return (
    <>
      <Text>
        Ihr Konto ist mit einem zweiten Faktor geschützt. Bitte bestätigen Sie ihn zuerst. Danach haben Sie 15 Minuten
        Zeit.
      </Text>
      <p>
        <ButtonLink href={provePage(weiter)} variant="secondary">
          Zweiten Faktor bestätigen
        </ButtonLink>
      </p>
    </>
  )
}
