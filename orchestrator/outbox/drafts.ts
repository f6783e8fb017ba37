import type { ContactRules } from '#contract/contact-rules.ts'
import type { MessageContent } from '#contract/outbound.ts'
import type { OfferFeed } from '#domain/offers/index.ts'
import type { Db } from '#store/index.ts'
import { DAY_MS, isTouch } from '../gates/touches.ts'
import { costInMinorUnits, costOf } from '../message-cost.ts'
import type { CarriedOffer, OutboundMessage } from '../outbound.ts'
import type { DrawAsked, Drawn, OfferAsked, OfferJudged } from './drafting.ts'
import { judgeCarried } from './offers.ts'
import type { OutboxDeps } from './outbox.ts'
import type { Candidate, People } from './people.ts'

/** What a message says as of now, before the gates are asked. */
export interface Draft {
  content: MessageContent
  resolved: OutboundMessage['resolved']
  offer: CarriedOffer | null
  /** What its offer may cost, in minor units; 0 where that is not known, or there is none. */
  offerCost: number
}

export interface DraftAsked {
  key: string
  candidate: Candidate
  /** An offer was issued for it already. */
  issuedKey: string | null
  /** A part of it has gone out: the rest is what was drawn then. */
  isUnderWay: boolean
  /** It is drawn also where a gate bars it: it is only to be looked at. */
  onlyShown?: boolean
}

const plain = (content: MessageContent): Draft => ({
  content,
  resolved: { ok: true },
  offer: null,
  offerCost: 0,
})

/** The design alone: what was drawn of it before is forgotten. */
export const designOf = ({ design }: MessageContent): MessageContent => ({
  text: '',
  parts: [],
  ...(design && { design }),
})

/**
 * The drafts of a group, by key. Messages of plain words are as they are; designs are drawn from what is true
 * now, with the offer that the rules would give. Nothing is drawn of what a gate bars anyway.
 */
export async function draftAll(
  tx: Db,
  deps: Pick<OutboxDeps, 'resolve'>,
  { people, rules }: { people: People; rules: ContactRules },
  given: readonly DraftAsked[],
  now: Date,
): Promise<Map<string, Draft>> {
  const drafts = new Map(given.map(({ key, candidate }) => [key, plain(candidate.content)]))
  const designed = given.filter(
    ({ candidate, isUnderWay, onlyShown }) =>
      candidate.content.design && !isUnderWay && (onlyShown || !people.isBarred(candidate, now)),
  )
  if (designed.length === 0) return drafts
  const offers = await judgeAll(tx, rules, designed, now)
  const drawn = await drawAll(
    tx,
    deps,
    people,
    designed.map(({ key, candidate }) => {
      const answer = offers.get(key)
      return { key, candidate, offer: answer?.allowed ? answer.feed : null, final: false }
    }),
    now,
  )
  for (const { key, candidate } of designed) {
    const offer = carriedBy(candidate, offers.get(key))
    const answer = offers.get(key)
    const offerCost = answer?.allowed ? answer.mostCost : 0
    drafts.set(key, { ...draftFrom(candidate, drawn.get(key)), offer, offerCost })
  }
  return drafts
}

function draftFrom({ content }: Candidate, drawn: Drawn | undefined): Pick<Draft, 'content' | 'resolved'> {
  if (!drawn) return { content, resolved: { ok: false, reason: 'unknown_version' } }
  if (drawn.ok) return { content: drawn.content, resolved: { ok: true } }
  const { ok: _, ...problem } = drawn
  return { content: designOf(content), resolved: { ok: false, ...problem } }
}

function carriedBy({ content }: Candidate, answer: OfferJudged | undefined): CarriedOffer | null {
  const offer = content.design?.offer
  if (!offer) return null
  if (!answer) return { ...offer, allowed: false, reason: 'unknown_offer' }
  return answer.allowed ? { ...offer, allowed: true } : { ...offer, allowed: false, reason: answer.reason }
}

/** What the offers' own rules say; one that was issued already stands as it was. */
async function judgeAll(
  tx: Db,
  rules: ContactRules,
  given: readonly DraftAsked[],
  now: Date,
): Promise<ReadonlyMap<string, OfferJudged>> {
  // what informs does not sell: a notice is drawn without
  const carrying = given.filter(({ candidate }) => candidate.content.design?.offer && isTouch(candidate))
  if (carrying.length === 0) return new Map()
  const most = { segments: rules.smsMaxSegments, messages: 1 }
  const judged = await judgeCarried(
    tx,
    carrying.map(({ key, candidate }) => offerAsked(key, candidate, costOf(candidate.channel, most, rules))),
    now,
  )
  return new Map(
    carrying.flatMap(({ key, issuedKey }) => {
      const answer = judged.get(key)
      if (!answer) return []
      const { allowed, feed } = answer
      return [
        [
          key,
          issuedKey !== null && !allowed && feed ? { allowed: true, feed, mostCost: 0 } : answer,
        ] as const,
      ]
    }),
  )
}

export function offerAsked(key: string, candidate: Candidate, cost: number): OfferAsked {
  const { customerId, channel, content } = candidate
  const offerId = content.design?.offer?.offerId ?? ''
  const messageCost = costInMinorUnits(cost)
  return { key, offerId, customerId, channel, messageCost }
}

export async function drawAll(
  tx: Db,
  { resolve }: Pick<OutboxDeps, 'resolve'>,
  people: People,
  given: readonly { key: string; candidate: Candidate; offer: OfferFeed | null; final: boolean }[],
  now: Date,
): Promise<ReadonlyMap<string, Drawn>> {
  if (!resolve || given.length === 0) return new Map()
  const asked = given.map(({ key, candidate, offer, final }): DrawAsked => {
    const { rootId, members } = people.personOf(candidate.customerId)
    const { kind, channel, sender } = candidate
    const campaign = sender.type === 'journey' ? sender.name : null
    const to = people.addressOf(candidate, now)
    const customerId = to?.customerId ?? candidate.customerId
    const heard = to?.lastInboundAt?.getTime() ?? Number.NEGATIVE_INFINITY
    const windowOpen = now.getTime() - heard < DAY_MS
    const content = designOf(candidate.content)
    const who = { customerId, rootId, members }
    return { key, kind, ...who, channel, campaign, content, offer, windowOpen, final }
  })
  return resolve(tx, asked, now)
}
