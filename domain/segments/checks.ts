import type { SampleCount } from './sample-count.ts'

export type CheckName = 'size' | 'distinctiveness' | 'stability' | 'reachability' | 'freshness'

/** One look at a segment: whether it will do, in words, with the figures they come from. */
export interface Check {
  check: CheckName
  verdict: 'good' | 'fair' | 'poor' | 'unknown'
  words: string
}

/** Below, a test could only find effects that nobody has. */
export const LEAST_TO_TEST = 100
const EASY_TO_TEST = 1000

export function sizeCheck(members: number, customers: number): Check {
  const share = customers === 0 ? 0 : members / customers
  const check = 'size'
  if (members === 0) return { check, verdict: 'poor', words: 'nobody is in it' }
  if (share > 0.8) return { check, verdict: 'poor', words: 'nearly everybody is in it' }
  if (members < LEAST_TO_TEST) return { check, verdict: 'poor', words: 'too small to test' }
  if (members < EASY_TO_TEST) return { check, verdict: 'fair', words: 'only large effects will show' }
  return { check, verdict: 'good', words: 'large enough to test' }
}

/** How a behaviour of members differs from the others', in standard deviations of its logarithm (Cohen's d). */
export interface Effect {
  behaviour: string
  effect: number
  members: number
  others: number
}

const LEAST_TO_COMPARE = 10

export function distinctivenessCheck(
  effects: readonly Effect[],
  asked: { members: number; others: number },
): Check {
  const check = 'distinctiveness'
  if (Math.min(asked.members, asked.others) < LEAST_TO_COMPARE)
    return { check, verdict: 'unknown', words: 'too few to compare' }
  const most = [...effects].sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect))[0]
  const size = Math.abs(most?.effect ?? 0)
  if (!most || size < 0.2) return { check, verdict: 'poor', words: 'behave like everybody else' }
  const words = `${most.effect > 0 ? 'more' : 'fewer'} ${most.behaviour} than the others`
  return size < 0.5
    ? { check, verdict: 'fair', words: `slightly ${words}` }
    : { check, verdict: 'good', words: `clearly ${words}` }
}

/** Who was in it 30 days ago and is now; `either` is in one of the two. */
export interface Overlap {
  before: number
  now: number
  both: number
  either: number
}

export function stabilityCheck(overlap: Overlap | null): Check {
  const check = 'stability'
  if (overlap === null) return { check, verdict: 'unknown', words: 'too new to tell' }
  if (overlap.either === 0) return { check, verdict: 'unknown', words: 'nobody was in it' }
  const share = overlap.both / overlap.either
  const words = `${Math.round(share * 100)}% are the same as 30 days ago`
  return { check, verdict: share >= 0.7 ? 'good' : share >= 0.4 ? 'fair' : 'poor', words }
}

/** How many may be written to on a channel: an address, and consent for the segment's purpose. */
export interface Reach {
  channel: 'email' | 'sms' | 'whatsapp'
  members: number
  share: number
}

export function reachabilityCheck(reach: readonly Reach[], asked: number): Check {
  const check = 'reachability'
  if (asked === 0) return { check, verdict: 'unknown', words: 'nobody is in it' }
  const best = [...reach].sort((a, b) => b.share - a.share)[0]
  const share = best?.share ?? 0
  if (!best || share === 0) return { check, verdict: 'poor', words: 'nobody may be written to' }
  const words = `${Math.round(share * 100)}% may be written to by ${channelWords[best.channel]}`
  return { check, verdict: share >= 0.5 ? 'good' : share >= 0.1 ? 'fair' : 'poor', words }
}

const channelWords = { email: 'e-mail', sms: 'SMS', whatsapp: 'WhatsApp' }

export interface Freshness {
  evaluatedAt: Date | null
  /** The newest order or event of its members. */
  dataAt: Date | null
  /** When the models last scored, where the rule asks for scores. */
  scoredAt: Date | null
  asksForScores: boolean
}

const HOUR_MS = 3_600_000

export function freshnessCheck(fresh: Freshness, now: Date): Check {
  const check = 'freshness'
  const hours = (at: Date) => (now.getTime() - at.getTime()) / HOUR_MS
  if (fresh.evaluatedAt === null) return { check, verdict: 'unknown', words: 'being worked out' }
  if (fresh.asksForScores && fresh.scoredAt === null)
    return { check, verdict: 'poor', words: 'the models have not scored anybody yet' }
  if (hours(fresh.evaluatedAt) > 2)
    return { check, verdict: 'poor', words: 'last worked out over two hours ago' }
  if (fresh.asksForScores && fresh.scoredAt && hours(fresh.scoredAt) > 36)
    return { check, verdict: 'fair', words: 'its scores are older than a day and a half' }
  if (fresh.dataAt === null || hours(fresh.dataAt) > 24 * 30)
    return { check, verdict: 'fair', words: 'nothing was heard of its members for 30 days' }
  return { check, verdict: 'good', words: 'up to date' }
}

/** The figures beside the words. */
export interface SegmentChecks {
  size: Check & { members: number; customers: number; share: number }
  distinctiveness: Check & { effects: Effect[] }
  stability: Check & { overlap: Overlap | null }
  reachability: Check & { reach: Reach[]; asked: SampleCount['asked'] }
  freshness: Check & Freshness
}
