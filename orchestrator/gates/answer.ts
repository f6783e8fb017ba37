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
