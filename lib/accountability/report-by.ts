/** Art. 33(1): the supervisory authority is told within 72 hours after the operator became aware. Hours. */
export const REPORT_WITHIN = 72

/** End of the 72 hours. */
export function reportByOf(noticedAt: Date): Date {
  return new Date(noticedAt.getTime() + REPORT_WITHIN * 3_600_000)
}
