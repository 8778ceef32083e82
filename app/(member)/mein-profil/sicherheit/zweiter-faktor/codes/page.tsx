import { redirect } from 'next/navigation'
import { FACTOR_PAGE, memberPage, provePage } from '@/app/_edge/page'
import { PrintButton } from '@/components/case/print-button'
import { Button } from '@/components/kern/button'
import { ButtonLink } from '@/components/kern/button-link'
import { Check } from '@/components/kern/form-field'
import { Heading } from '@/components/kern/heading'
import { List } from '@/components/kern/list'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { pendingCodes } from '@/lib/auth/recovery-codes'
import { returnPath } from '@/lib/auth/return-path'
import { mustProve } from '@/lib/auth/step-up'
import { keepRecoveryCodes, newRecoveryCodes } from '../actions'

/** Recovery codes, for the day when app and passkey are lost: shown until the person says that they are kept, and never again (DS-06). */
export default memberPage(async ({ ctx, member, query }) => {
  if (!member.factorAt) redirect(FACTOR_PAGE)
  const weiter = returnPath(query.weiter, FACTOR_PAGE)
  const codes = await pendingCodes(ctx, member)
  if (codes && mustProve(member, ctx.now()))
    redirect(provePage(`${FACTOR_PAGE}/codes?weiter=${encodeURIComponent(weiter)}`))
  return (
    <>
      <Title>Wiederherstellungscodes</Title>
      <Heading level={1}>Wiederherstellungscodes</Heading>
      <Text>Wenn Ihnen App und Passkey fehlen, kommen Sie mit einem dieser Codes in Ihr Konto. Jeder gilt einmal.</Text>
      {codes ? <Pending codes={codes} weiter={weiter} /> : <Anew weiter={weiter} />}
    </>
  )
})

function Pending({ codes, weiter }: { codes: string[]; weiter: string }) {
  const file = `Wiederherstellungscodes für das Portal QualiService Thüringen\r\n\r\n${codes.join('\r\n')}\r\n`
  return (
    <>
      <Text>Wir zeigen Ihnen die Codes nur jetzt. Bewahren Sie sie getrennt von Ihrem Passwort und Telefon auf.</Text>
      <List items={codes.map((code) => <code key={code}>{code}</code>)} />
      <div className="no-print flex flex-wrap gap-4">
        <ButtonLink
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(file)}`}
          download="Wiederherstellungscodes.txt"
          variant="secondary"
        >
          Als Datei speichern
        </ButtonLink>
        <PrintButton />
      </div>
      <form action={keepRecoveryCodes} className="no-print flex flex-col gap-6">
        <input type="hidden" name="weiter" value={weiter} />
        <Check
          kind="checkbox"
          id="kept"
          name="kept"
          value="yes"
          required
          label="Ich habe die Codes ausgedruckt, gespeichert oder abgeschrieben."
        />
        <div>
          <Button>Weiter</Button>
        </div>
      </form>
    </>
  )
}

function Anew({ weiter }: { weiter: string }) {
  return (
    <>
      <Text>Neue Codes machen die alten ungültig.</Text>
      <form action={newRecoveryCodes}>
        <input type="hidden" name="weiter" value={weiter} />
        <Button variant="secondary">Neue Codes erzeugen</Button>
      </form>
    </>
  )
}
