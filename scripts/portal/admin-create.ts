import { appointStaff } from '@/lib/accounts/appoint-staff'
import { emailField } from '@/lib/accounts/schema'
import { Role } from '@/lib/db/generated/enums'
import { text, UsageError, type Verb } from '../lib/verb'

const roles = Object.values(Role).filter((role) => role !== 'member')

export const verb: Verb = {
  summary:
    'Gives a person a staff role; without an account one is created, and a link to set its password is sent and shown',
  usage: `--email ADDRESS [--role ${roles.join('|')}] [--given-name NAME --surname NAME]`,
  does: 'writes',
  options: {
    email: { type: 'string' },
    role: { type: 'string', default: 'admin' },
    'given-name': { type: 'string' },
    surname: { type: 'string' },
  },
  run: async (ctx, values) => {
    const email = emailField.safeParse(text(values, 'email') ?? '')
    if (!email.success) throw new UsageError('--email needs an e-mail address')
    const role = roles.find((known) => known === values.role)
    if (!role) throw new UsageError(`--role is one of ${roles.join(', ')}`)
    const result = await appointStaff(ctx, {
      email: email.data,
      role,
      givenName: text(values, 'given-name'),
      surname: text(values, 'surname'),
    })
    switch (result.outcome) {
      case 'created':
        console.log(
          `Account created: ${email.data} (${role})\nThe person sets the password here, within a day; the link is on its way by mail too:\n${result.link}`,
        )
        return 0
      case 'appointed':
        console.log(`${email.data} has the role ${role} now; open sessions have ended.`)
        return 0
      case 'unchanged':
        console.log(`${email.data} has the role ${role} already.`)
        return 0
      case 'not-confirmed':
        console.error(`${email.data} has registered, but not confirmed the address yet.`)
        return 1
      case 'restricted':
        console.error(
          `Processing of the account of ${email.data} is restricted (GDPR Art. 18): no role until that has ended.`,
        )
        return 1
      case 'last-one':
        console.error(`${email.data} is the last one with this role and keeps it.`)
        return 1
    }
  },
}
