import {
  type ConsentChannel,
  type ConsentEntry,
  type ConsentPurpose,
  type Standing,
  standingOf,
} from './consent.ts'
import { ruleFor } from './region.ts'
import type { Default, Ground, RegionCode } from './region-rules.ts'

/** Why something may not be sent or used; closed, so that it can be counted and said in words. */
export const useRefusals = [
  'suppressed',
  'denied',
  'not_confirmed',
  'never_asked',
  'ground_expired',
  'no_address',
  'paused',
] as const
export type UseRefusal = (typeof useRefusals)[number]

/** What allows it: the customer's yes, a ground of the law, or that the law asks for no yes. */
export type Basis = 'granted' | 'implied' | 'not_required'

export type UseAnswer = { allowed: true; basis: Basis } | { allowed: false; reason: UseRefusal }

/** Everything the answer depends on. */
export interface UseFacts {
  channel: ConsentChannel
  purpose: ConsentPurpose
  /** The ledger of all members for this channel and purpose. */
  entries: readonly ConsentEntry[]
  /** Own addresses of the channel; null: the channel needs none. */
  addresses: readonly string[] | null
  suppressed: boolean
  region: RegionCode
  grounds: Partial<Record<Ground, Date>>
  pausedUntil: Date | null
}

const promotional: ReadonlySet<ConsentPurpose> = new Set(['clienteling', 'marketing'])

/** Whether this channel may be used for this purpose now: for one of the addresses at least. */
export function decideUse(facts: UseFacts, now: Date): UseAnswer {
  if (facts.suppressed) return { allowed: false, reason: 'suppressed' }
  const answers = facts.addresses?.length
    ? facts.addresses.map((address) => answerFor(standingOf(facts.entries, address), facts, now))
    : [answerFor(standingOf(facts.entries), facts, now)]
  const best = answers.find((answer) => answer.allowed) ?? answers[0]
  if (!best?.allowed) return best ?? { allowed: false, reason: 'never_asked' }
  if (facts.addresses?.length === 0) return { allowed: false, reason: 'no_address' }
  const paused = facts.pausedUntil !== null && facts.pausedUntil > now && promotional.has(facts.purpose)
  return paused ? { allowed: false, reason: 'paused' } : best
}

function answerFor({ state }: Standing, facts: UseFacts, now: Date): UseAnswer {
  if (state === 'granted') return { allowed: true, basis: 'granted' }
  if (state === 'denied') return { allowed: false, reason: 'denied' }
  const { default: rule } = ruleFor(facts.region, facts.channel, facts.purpose)
  if (rule.kind === 'opt_out') return { allowed: true, basis: 'not_required' }
  if (rule.kind === 'implied') return impliedAnswer(rule, facts.grounds, now)
  return { allowed: false, reason: state === 'pending' ? 'not_confirmed' : 'never_asked' }
}

function impliedAnswer(
  rule: Extract<Default, { kind: 'implied' }>,
  known: UseFacts['grounds'],
  now: Date,
): UseAnswer {
  const grounds = (['purchase', 'enquiry'] as const).flatMap((ground) => {
    const at = known[ground]
    const months = rule.grounds[ground]
    return at === undefined || months === undefined || at > now ? [] : [{ at, months }]
  })
  if (grounds.length === 0) return { allowed: false, reason: 'never_asked' }
  const lasts = grounds.some(({ at, months }) => months === null || monthsAfter(at, months) > now)
  return lasts ? { allowed: true, basis: 'implied' } : { allowed: false, reason: 'ground_expired' }
}

/** The same day so many months later; the last of the month where there is no such day. */
function monthsAfter(from: Date, months: number): Date {
  const then = new Date(from)
  then.setUTCDate(1)
  then.setUTCMonth(then.getUTCMonth() + months)
  const lastDay = new Date(Date.UTC(then.getUTCFullYear(), then.getUTCMonth() + 1, 0)).getUTCDate()
  then.setUTCDate(Math.min(from.getUTCDate(), lastDay))
  return then
}
