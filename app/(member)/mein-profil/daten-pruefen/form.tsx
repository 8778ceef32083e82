'use client'

import { type ReactNode } from 'react'
import { PortalForm } from '@/components/forms/portal-form'
import { confirmCurrent } from './actions'

export function DataCurrentForm({ account, change }: { account: string; change: ReactNode }) {
  return (
    <PortalForm action={confirmCurrent} errorTitle="Daten prüfen" submit="Meine Daten sind aktuell" aside={change}>
      {() => <input type="hidden" name="account" value={account} />}
    </PortalForm>
  )
}
