/** When a member gets an e-mail about new messages (DS-08). */
export const notifications = ['at-once', 'daily', 'none'] as const

export type Notification = (typeof notifications)[number]
