import { type DemoAccount } from '@/prisma/seed'

/** What whoever filled the database with demo data is told, once: the passwords are stored nowhere (S-A6). */
export function demoLines(accounts: DemoAccount[]): string[] {
  if (accounts.length === 0) return []
  const lines = accounts.map(
    ({ role, email, password, hint }) => `  ${role.padEnd(10)} ${email.padEnd(36)} ${password}  ${hint}`,
  )
  return ['Demo accounts (the passwords are shown only now):', ...lines]
}
