import { resealAuthenticators } from '@/lib/auth/authenticator'
import { settings } from '@/lib/env'
import { ringSecrets, secretId } from '@/lib/secret-ring'
import { newSecret, rotateSecrets } from '../lib/environment'
import { type Verb } from '../lib/verb'

/** In two steps, because every server must know the new secret before anything depends on it (decision 0049). */
export const verb: Verb = {
  summary: 'Changes the secret of the portal without voiding second factors, sessions or evidence (DS-06)',
  usage: '[--finish]',
  does: 'writes',
  options: { finish: { type: 'boolean' } },
  run: async (ctx, values) => {
    if (values.finish) {
      console.log(`${await resealAuthenticators(ctx)} apps sealed anew with the secret ${presentId()}.`)
      console.log(
        'Earlier secrets are still needed for unused recovery codes, lines of erasures.log and evidence packages that were made with them.',
      )
      return 0
    }
    const { dataDir, nextAuthSecret } = settings()
    if (rotateSecrets(dataDir, nextAuthSecret)) console.log('The new secret is in secrets.json of DATA_DIR.')
    else
      console.log(`Set on every server:
  NEXTAUTH_SECRET_OLD  the present NEXTAUTH_SECRET (${presentId()}), then a space and what stood there
  NEXTAUTH_SECRET      ${newSecret()}`)
    console.log('Start every server again, then: npm run portal -- secret:rotate --finish')
    return 0
  },
}

function presentId(): string {
  const [present = ''] = ringSecrets()
  return secretId(present)
}
