import type { NextActionView, NextForCustomer } from '#contract/staff-next.ts'
import { MAX_OUTREACH_PRODUCTS } from '#contract/staff-outreach.ts'
import { conversationsOf } from '#domain/conversations/index.ts'
import { membersOf } from '#domain/identity/index.ts'
import type { ScoredAction } from '#orchestrator/index.ts'
import type { House } from '../house.ts'
import { readPerson } from './person.ts'

const OTHERS = 4
const LOOKED_AT = 20

/** What the shop could best do next for this customer, for who is to help them. Nothing is issued or sent by it. */
export async function nextFor(
  house: Pick<House, 'db' | 'nextBest'>,
  customerId: string,
  now: Date,
): Promise<NextForCustomer> {
  const { db, nextBest } = house
  const person = await readPerson(db, customerId)
  const all = await nextBest({ customerIds: [person.customerId], surface: 'associate' }, now)
  const found = all.get(person.customerId)
  const waiting = await waitingOf(db, person.customerId)
  const view = (scored: ScoredAction) => viewOf(scored, waiting)
  if (!found) return { best: null, others: [] }
  const seen = new Set(found.best ? [found.best.action.actionId] : [])
  // of each action the channel that serves it best
  const others = found.losers.filter(({ action }) => {
    const isNew = !seen.has(action.actionId)
    seen.add(action.actionId)
    return isNew
  })
  return { best: found.best && view(found.best), others: others.slice(0, OTHERS).map(view) }
}

async function waitingOf(db: House['db'], customerId: string): Promise<string | null> {
  const conversations = await conversationsOf(db, await membersOf(db, customerId), LOOKED_AT)
  const waits = conversations.find(({ status }) => status === 'queued' || status === 'with_staff')
  return waits?.conversationId ?? null
}

/** What is told and not sent has no channel, no hour and no cap to pass. */
const whatIsOnlyTold: ReadonlySet<string> = new Set([
  'suppression',
  'consent',
  'holdout',
  'open_ticket',
  'offer',
])

function viewOf(scored: ScoredAction, waiting: string | null): NextActionView {
  const { action, channel, gates, content, offer } = scored
  const hasOffer = offer !== null || action.source === 'offer'
  const isSent = action.source === 'journey'
  const asked = isSent ? gates : gates.filter(({ gate }) => whatIsOnlyTold.has(gate))
  const against = action.source === 'reply' ? undefined : asked.find(({ allowed }) => !allowed)
  const products = content.parts.flatMap((part) => (part.type === 'products' ? part.products : []))
  return {
    actionId: action.actionId,
    source: action.source,
    title: action.title,
    channel,
    dueAt: action.dueAt?.toISOString() ?? null,
    gates: asked.map(({ until, ...gate }) => ({ ...gate, until: until?.toISOString() ?? null })),
    against: against?.words ?? null,
    prepared: {
      // words that carry an offer name a code that looking has not issued
      text: hasOffer ? '' : withoutLinks(content.text),
      subject: content.subject ?? '',
      products: products.slice(0, MAX_OUTREACH_PRODUCTS),
    },
    hasOffer,
    conversationId: action.source === 'reply' ? waiting : null,
  }
}

/** Links are made when a message leaves: what stands here in their place leads nowhere. */
function withoutLinks(text: string): string {
  return text
    .split('\n\n')
    .filter((paragraph) => !/^\[[^\]]+\]\([^)]+\)$/.test(paragraph))
    .join('\n\n')
    .replace(/\*\*(.+?)\*\*/g, '$1')
    .replace(/\s*https?:\/\/\S+/g, '')
    .trim()
}
