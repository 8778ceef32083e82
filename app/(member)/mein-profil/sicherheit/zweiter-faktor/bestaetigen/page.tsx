import { redirect } from 'next/navigation'
import { FACTOR_PAGE, memberPage } from '@/app/_edge/page'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { ownFactors } from '@/lib/auth/factors'
import { askForPasskey } from '@/lib/auth/passkeys'
import { returnPath } from '@/lib/auth/return-path'
import { ProveForm, ProvePasskeyForm } from '../form'

/** Before a dangerous act: the second factor again, if it was proved more than 15 minutes ago (DS-06). */
export default memberPage(async ({ ctx, member, query }) => {
  const weiter = returnPath(query.weiter, FACTOR_PAGE)
  if (!member.factorAt) redirect(`${FACTOR_PAGE}?weiter=${encodeURIComponent(weiter)}`)
  const { passkeys } = await ownFactors(ctx)
  return (
    <>
      <ProveForm weiter={weiter} />
      {passkeys.length > 0 ? (
        <Section>
          <Text>Oder nutzen Sie Ihren Passkey:</Text>
          <ProvePasskeyForm options={await askForPasskey(ctx, member)} weiter={weiter} />
        </Section>
      ) : null}
    </>
  )
})
