import { type PortalContext } from '../context'
import { type MailHooks } from './hooks'
import { declareOutage, isInARow, isOutageAfter, noteLoneRefusal } from './outage'
import { type Result } from './settle-mail'

/** Calls in a row without a clear answer that count as an outage. */
const CALLS_WITHOUT_ANSWER = 3
const OUTAGE_PAUSE_MS = 60_000

export type Brake = {
  /** Nothing more is begun in this run. */
  isOn(): boolean
  /** Sees the answers of one call as they come: stops before hundreds are refused alike. */
  look(recipients: string[], results: Result[]): void
  /** Decides when the answers are recorded, by what the rows of all processes say. */
  decide(results: Result[]): Promise<void>
}

/** When the provider takes nothing, all workers wait, and the rest of the claim goes back untouched (R-M2, R-M6). */
export function watchRefusals(ctx: PortalContext, hooks: MailHooks): Brake {
  let isOn = false
  let withoutAnswer = 0
  let row = { error: '', recipients: new Set<string>() }
  return {
    isOn: () => isOn,
    look(recipients, results) {
      withoutAnswer = results.every(({ answer }) => answer.outcome === 'unknown') ? withoutAnswer + 1 : 0
      if (withoutAnswer >= CALLS_WITHOUT_ANSWER) isOn = true
      results.forEach(({ answer }, index) => {
        if (answer.outcome === 'unavailable') isOn = true
        if (answer.outcome === 'accepted') row = { error: '', recipients: new Set() }
        if (answer.outcome !== 'refused' || answer.pauseMs === 0) return
        if (answer.error !== row.error) row = { error: answer.error, recipients: new Set() }
        row.recipients.add(recipients[index] ?? '')
        if (row.recipients.size >= isOutageAfter(answer)) isOn = true
      })
    },
    async decide(results) {
      for (const group of Map.groupBy(results, ({ answer }) => ('error' in answer ? answer.error : '')).values()) {
        const first = group[0]?.answer
        if (first?.outcome === 'unavailable' || (first?.outcome === 'refused' && (await isRow(first)))) {
          isOn = true
          await declareOutage(ctx, first, hooks)
        } else if (first?.outcome === 'refused' && first.fault === 'relay') {
          const spared = group.map(({ mail }) => mail.sparedAt).filter((at) => at !== null)
          await noteLoneRefusal(ctx, first, spared)
        }
        if (first?.outcome === 'unknown' && withoutAnswer >= CALLS_WITHOUT_ANSWER) {
          await declareOutage(ctx, { cause: 'server-trouble', error: first.error, pauseMs: OUTAGE_PAUSE_MS }, hooks)
        }
      }
    },
  }

  // A pause of nothing: the portal itself refused it, not the provider.
  function isRow(answer: Parameters<typeof isInARow>[1] & { pauseMs: number }): Promise<boolean> | false {
    return answer.pauseMs > 0 && isInARow(ctx, answer)
  }
}
