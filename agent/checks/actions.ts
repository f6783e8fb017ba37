import type { DoneAction, Fact } from '#tools/index.ts'
import { type Check, fail, type Known, pass } from './check.ts'
import { plain } from './plain.ts'

interface Claim {
  pattern: RegExp
  /** A deed of this turn that makes it true. */
  deed: DoneAction | null
  /** Order statuses that make it true as a description. */
  statuses: string[]
}

const did =
  "(?:i(?:'ve| have| just|'m)?|we(?:'ve| have| just)?)(?: just| now| already| successfully| gone ahead and)*"
const been = '(?:has|have|is|was|are|were|been|being|got)(?: now| already| just| successfully| been)*'

const claims: Claim[] = [
  {
    pattern: new RegExp(
      `\\b${did} cancell?ed\\b|\\bcancell?ation (?:${been} )?(?:done|complete[d]?|confirmed|successful)|\\b${been} cancell?ed\\b|\\bcancell?ed (?:your|the) order`,
    ),
    deed: 'order_cancelled',
    statuses: ['cancelled'],
  },
  {
    pattern: new RegExp(
      `\\b${did} (?:refunded|reimbursed|credited)\\b|\\b${been} (?:refunded|reimbursed|credited)\\b|\\brefund (?:${been} )?(?:issued|processed|approved|on its way|sent)`,
    ),
    deed: null,
    statuses: ['refunded'],
  },
  {
    pattern: new RegExp(
      `\\b${did} (?:placed|ordered|bought|purchased)\\b|\\border (?:${been} )?(?:placed|confirmed) for you|\\byour (?:new )?order (?:is|has been) (?:confirmed|complete)`,
    ),
    deed: null,
    statuses: [],
  },
  {
    pattern: new RegExp(
      `\\b${did} (?:added|put|placed|moved|removed|taken|updated|changed)\\b.{0,80}\\b(?:cart|basket|bag)\\b|\\b${been} (?:added to|put in|removed from|taken out of)\\b.{0,30}\\b(?:cart|basket|bag)\\b|\\b(?:added|in) (?:it |them )?to your (?:cart|basket|bag)\\b`,
    ),
    deed: 'cart_changed',
    statuses: [],
  },
  {
    pattern: new RegExp(
      `\\b${did} (?:changed|updated|corrected|set|edited|saved|deleted|closed|created|opened|reset)\\b.{0,50}\\b(?:address|account|password|order|profile|e-?mail|payment)\\b|\\byour (?:address|account|password|profile|payment method) ${been} (?:changed|updated|deleted|closed|created|reset|saved)`,
    ),
    deed: null,
    statuses: [],
  },
  {
    pattern: new RegExp(
      `\\b${did} (?:sent|e-?mailed|mailed|texted|called|applied|activated|reserved|booked|scheduled|charged|upgraded|issued|exchanged|shipped)\\b|\\b(?:e-?mail|sms|text|label|code) ${been} sent\\b`,
    ),
    deed: null,
    statuses: [],
  },
  {
    pattern:
      /\bi(?:'ll| will| shall) (?:always |now )?(?:remember|keep (?:that |this |it |your \w+ )?in mind|make a note)\b|\bi(?:'ve| have) (?:now |just )?(?:remembered|kept (?:that|this|it) in mind)\b/,
    deed: 'preference_kept',
    statuses: [],
  },
  {
    pattern:
      /\bi(?:'ve| have) (?:now |just )?(?:forgotten|erased|deleted) (?:it|that|this|everything|your|what)\b/,
    deed: 'preference_forgotten',
    statuses: [],
  },
  {
    pattern: new RegExp(
      `\\b${did} (?:recorded|registered|unsubscribed|subscribed|opted you|signed you up|taken you off|removed you from)\\b|\\byou(?:'re| are| have been) (?:now |already |successfully )*(?:unsubscribed|subscribed|opted (?:in|out)|signed up)\\b`,
    ),
    deed: 'consent_recorded',
    statuses: [],
  },
  {
    pattern: new RegExp(`\\b${been} shipped\\b|\\bis on its way\\b|\\bout for delivery\\b`),
    deed: null,
    statuses: ['shipped', 'delivered'],
  },
  {
    pattern: new RegExp(`\\b${been} delivered\\b`),
    deed: null,
    statuses: ['delivered', 'returned', 'refunded'],
  },
]

const noClaim =
  /\?|\b(?:not|never|cannot|can't|couldn't|could not|haven't|hasn't|isn't|once|if|when|after|until|before|as soon as|will be|can be|must be|may be|would be|only be)\b|n't\b/

/** Nothing is said to be done unless a tool of this turn, or an executed proposal, has done it. */
export const actions: Check = (sentence, known) => {
  const text = plain(sentence)
  for (const { pattern, deed, statuses } of claims) {
    if (!pattern.test(text) || noClaim.test(text)) continue
    if (!isTrue(deed, statuses, text, known)) return fail('not_done')
  }
  return pass
}

function isTrue(deed: DoneAction | null, statuses: string[], text: string, known: Known): boolean {
  if (deed && known.facts.some((fact) => fact.kind === 'done' && fact.what === deed)) return true
  const orders = known.facts.filter((fact): fact is Extract<Fact, { kind: 'order' }> => fact.kind === 'order')
  const named = orders.filter((order) => text.includes(plain(order.orderNumber)))
  const meant = named.length > 0 ? named : orders
  return meant.some((order) => statuses.includes(order.status)) && !/^(?:i|we)\b/.test(text)
}
