'use server'

import { ownAction } from '@/app/_edge/action'
import { saveNotification } from '@/lib/messaging/notification-setting'
import { notificationSchema } from '@/lib/messaging/schema'

export const saveNotifications = ownAction('saveNotifications', notificationSchema, async ({ ctx, input }) => {
  const { notify, answers } = input
  await saveNotification(ctx, { notify, answers: answers && answers === 'yes' })
  return { done: 'Ihre Auswahl ist gespeichert.', values: input }
})
