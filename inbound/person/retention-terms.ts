import { Problem } from '#contract/problem.ts'
import { audienceTerm } from '#domain/audiences/index.ts'
import { cartTerm } from '#domain/carts/index.ts'
import { evidenceTerm } from '#domain/consent/index.ts'
import { conversationTerm } from '#domain/conversations/index.ts'
import { eventTerm, setAsideTerm } from '#domain/events/index.ts'
import { handoffTerm } from '#domain/handoff/index.ts'
import { sessionTerm } from '#domain/identity/index.ts'
import { linkTerm } from '#domain/links/index.ts'
import { issuedOfferTerm } from '#domain/offers/index.ts'
import { orderTerm } from '#domain/orders/index.ts'
import { traitTerm } from '#domain/profile/index.ts'
import { requestTerm } from '#domain/rights/index.ts'
import { sandboxTerm } from '#domain/sandbox/index.ts'
import { membershipTerm } from '#domain/segments/index.ts'
import { readNote, writeNote } from '#domain/settings/index.ts'
import { exposureTerm } from '#domain/slots/index.ts'
import { ugcTerm } from '#domain/ugc/index.ts'
import { deliveryTerm } from '#domain/webhooks/index.ts'
import { journeyTerm, outboxTerm } from '#orchestrator/index.ts'
import { type Db, inTransaction, type Term } from '#store/index.ts'
import { unreturnedTerm } from './unreturned.ts'

interface RetentionTerm {
  what: string
  /** What a shop starts with; a law or a need of its own may want another. */
  days: number
  terms: Term[]
}

/** How long each kind of data is kept. */
export const retentionTerms: Record<string, RetentionTerm> = {
  events: { what: 'Events', days: 761, terms: [eventTerm] },
  'set-aside': { what: 'Events that could not be read', days: 90, terms: [setAsideTerm] },
  sessions: { what: 'Sessions of browsers, after their end', days: 30, terms: [sessionTerm] },
  anonymous: { what: 'Browsers that did not come back', days: 396, terms: [unreturnedTerm] },
  conversations: { what: 'Conversations', days: 731, terms: [conversationTerm, handoffTerm, sandboxTerm] },
  outbox: { what: 'Messages that were sent, refused or given up', days: 731, terms: [outboxTerm] },
  journeys: { what: 'Ways through journeys that are over', days: 1096, terms: [journeyTerm] },
  links: { what: 'Links in messages, and which were followed', days: 761, terms: [linkTerm] },
  ugc: { what: 'Photos and reviews that were refused or taken back', days: 396, terms: [ugcTerm] },
  offers: { what: 'Offers that were used or ran out', days: 761, terms: [issuedOfferTerm] },
  webhooks: { what: 'What other systems were told', days: 30, terms: [deliveryTerm] },
  audiences: { what: 'When lists for ads were sent', days: 396, terms: [audienceTerm] },
  carts: { what: 'Carts', days: 396, terms: [cartTerm] },
  traits: { what: 'Traits that nothing confirmed since', days: 1096, terms: [traitTerm] },
  segments: { what: 'Segments somebody has left', days: 761, terms: [membershipTerm] },
  slots: { what: 'What was shown in the slots of the site', days: 396, terms: [exposureTerm] },
  consent: { what: 'Consent that is not in force any more', days: 1096, terms: [evidenceTerm] },
  orders: { what: 'Orders', days: 3653, terms: [orderTerm] },
  requests: { what: 'Settled requests for a copy or an erasure', days: 1096, terms: [requestTerm] },
}

const NOTE = 'retention'

/** The days of every kind, as set or by default. */
export async function readTerms(db: Db): Promise<Record<string, number>> {
  const set = await readNote(db, NOTE)
  const given = new Map(typeof set === 'object' && set !== null ? Object.entries(set) : [])
  return Object.fromEntries(
    Object.entries(retentionTerms).map(([kind, { days }]) => {
      const own = given.get(kind)
      return [kind, typeof own === 'number' ? own : days]
    }),
  )
}

/** Sets the days of some kinds. Throws `bad-request` for an unknown kind or a number that cannot be. */
export function changeTerms(db: Db, changes: Record<string, number>, now: Date): Promise<void> {
  for (const [kind, days] of Object.entries(changes)) {
    if (!Object.hasOwn(retentionTerms, kind))
      throw new Problem('bad-request', `${kind} is none of ${Object.keys(retentionTerms).join(', ')}`)
    if (!Number.isInteger(days) || days < 1 || days > 36_525)
      throw new Problem('bad-request', `${kind}: from 1 to 36525 days`)
  }
  return inTransaction(db, async (tx) => writeNote(tx, NOTE, { ...(await readTerms(tx)), ...changes }, now))
}
