'use server'

import { ownAction } from '@/app/_edge/action'
import { saveNotification } from '@/lib/messaging/notification-setting'
import { notificationSchema } from '@/lib/messaging/schema'

export const saveNotifications = ownAction('saveNotifications', notificationSchema, async ({ ctx, input }) => {
  await saveNotification(ctx, input)
  return { done: 'Ihre Auswahl ist gespeichert.', values: input }
})
