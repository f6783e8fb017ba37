import type { Touch } from '../person-facts.ts'
import type { GateAnswer, GateDetail, GateReason } from '../reasons.ts'

export const allowed: GateAnswer = { allowed: true }

export const refused = (reason: GateReason, detail?: GateDetail): GateAnswer =>
  detail ? { allowed: false, reason, detail } : { allowed: false, reason }

/** Not now: asked again at `until`. */
export const heldUntil = (reason: GateReason, until: Date, detail: GateDetail): GateAnswer => ({
  allowed: false,
  reason,
  until,
  detail: { ...detail, until },
})

/** Looked at again after so long, where whoever settled the other could not reach it. */
const LOOK_AGAIN_MS = 3_600_000

/** Not before it is known what becomes of another message; whoever settles that one asks again at once. */
export function waitsFor(reason: GateReason, winner: Touch, now: Date): GateAnswer {
  const from = Math.max(winner.dueAt?.getTime() ?? 0, now.getTime())
  const until = new Date(from + LOOK_AGAIN_MS)
  return { allowed: false, reason, until, detail: { winnerId: winner.outboxId } }
}
