import type { OutboundChannel } from '#contract/outbound.ts'
import { quietHoursFor } from '#domain/consent/index.ts'
import type { Gate, OutboundFacts, OutboundMessage } from '../outbound.ts'
import { quietUntil } from '../quiet-hours/index.ts'
import { regionsOf, zonesOf } from '../whereabouts.ts'
import { allowed, heldUntil, refused } from './answer.ts'

/** What rings or lights up; a mail waits, and a chat that is open is awake. */
const ringing: ReadonlySet<OutboundChannel> = new Set(['sms', 'whatsapp', 'push'])

/** Hours in which we may speak: the laws' of all places they may live in, and the shop's own. */
function windowsOf(message: OutboundMessage, { person, rules }: OutboundFacts) {
  const laws = regionsOf(message.to, person).flatMap((code) => quietHoursFor(code, message.channel) ?? [])
  return [...laws, ...(rules.quietHours ? [rules.quietHours] : [])].map(({ from, until }) => ({
    from,
    until,
  }))
}

/** Held until the window opens in every zone they may be in; then all gates are asked again. */
export const quietHours: Gate = (message, facts) => {
  if (!ringing.has(message.channel)) return allowed
  const windows = windowsOf(message, facts)
  if (windows.length === 0) return allowed
  const zones = zonesOf(message.to, facts)
  const opens = quietUntil({ zones, windows, now: facts.now })
  if (opens === null) return allowed
  return opens === 'never'
    ? refused('no_common_hours', { zones })
    : heldUntil('quiet_hours', opens, { zones })
}
