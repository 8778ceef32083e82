'use server'

import { memberAction } from '@/app/_edge/action'
import { saveNotification } from '@/lib/messaging/notification-setting'
import { notificationSchema } from '@/lib/messaging/schema'

export const saveNotifications = memberAction(notificationSchema, async ({ ctx, input }) => {
  await saveNotification(ctx, input)
  return { done: 'Ihre Auswahl ist gespeichert.', values: input }
})
