import { type ContactRules, contactRulesInput } from '#contract/contact-rules.ts'
import { Problem } from '#contract/problem.ts'

const DAY = 24
const WEEK = 7 * DAY

/**
 * What a shop starts with. No law counts messages outside Florida; these are our own choice, on the side of
 * silence, because a customer who has said STOP is lost for every later message. Three a week in all, two of
 * them on a phone; pushes are short and easily overlooked, and get their limit per day; nine in the morning
 * until eight in the evening lies within every law we know but India's, which begins at ten.
 */
export const defaultContactRules: ContactRules = {
  caps: [
    { channel: 'all', purpose: 'all', limit: 3, hours: WEEK },
    { channel: 'sms', purpose: 'all', limit: 2, hours: WEEK },
    { channel: 'whatsapp', purpose: 'all', limit: 2, hours: WEEK },
    { channel: 'email', purpose: 'all', limit: 3, hours: WEEK },
    { channel: 'push', purpose: 'all', limit: 2, hours: DAY },
  ],
  onePromotionADay: true,
  quietHours: { from: 9, until: 20 },
  // about three a week over two months are 26; six without an answer is enough of a sign
  fatigue: { touches: 6, days: 60, restDays: 30 },
  arbitrationMinutes: 60,
  holdouts: { global: 5, associates: 0, journeys: 10 },
  // carriers' advice is 320 characters: two segments of 153 hold 306, so three
  smsMaxSegments: 3,
  maxAttempts: 8,
  giveUpHours: 24,
  // of a shop in dollars, in cents, by the list prices of the large providers: an SMS part with the carrier's
  // fee, a marketing template of WhatsApp in North America, a mail at a dollar a thousand. To be set right by
  // whoever has another contract
  messageCosts: { web: 0, sms: 1.1, whatsapp: 2.5, email: 0.1, push: 0 },
}

/** Stored rules as a whole: a field that is missing, or no longer valid, has its default. */
export function rulesWithDefaults(stored: unknown): ContactRules {
  const given = typeof stored === 'object' && stored !== null ? stored : {}
  const known = Object.entries(given).filter(([field]) => field in defaultContactRules)
  const whole = { ...defaultContactRules, ...Object.fromEntries(known) }
  const parsed = contactRulesInput.safeParse(whole)
  if (parsed.success) return parsed.data
  const bad = new Set(parsed.error.issues.map((issue) => issue.path[0]))
  const good = known.filter(([field]) => !bad.has(field))
  return contactRulesInput.parse({ ...defaultContactRules, ...Object.fromEntries(good) })
}

/** The fields of a change, checked. Throws `bad-request` with one entry per wrong field. */
export function checkedRules(patch: unknown): Partial<ContactRules> {
  const parsed = contactRulesInput.partial().safeParse(patch)
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
  throw new Problem('bad-request', 'Some contact rules are not valid', { errors })
}
