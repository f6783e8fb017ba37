import { deliveryChannels, type OutboundChannel } from '#contract/outbound.ts'
import { answerForUse } from '#domain/consent/index.ts'
import type { Db } from '#store/index.ts'
import { answerRate } from '../channel-order/index.ts'
import type { Habits } from '../habits.ts'
import type { Candidate as JourneyCandidate } from '../journeys/candidates.ts'
import { COST_SCALE, costOf } from '../message-cost.ts'
import type { OfferAsked } from '../outbox/drafting.ts'
import { type Draft, draftAll } from '../outbox/drafts.ts'
import { judgeCarried } from '../outbox/offers.ts'
import type { OutboxDeps } from '../outbox/outbox.ts'
import { type Candidate, meetPeople, type People, templateIdsOf } from '../outbox/people.ts'
import type { PersonFacts } from '../person-facts.ts'
import type { Action, NextBestAction, ScoredAction, Surface } from './actions.ts'
import { barOn } from './barring.ts'
import { chooseBest } from './choose.ts'
import { journeyActions, offerActions, replyAction } from './find-actions.ts'
import { scoreOf, scoreWords } from './score.ts'

export interface NextBestActionDeps
  extends Pick<OutboxDeps, 'suppressionKey' | 'shop' | 'templates' | 'resolve'> {
  db: Db
  habits: Pick<Habits, 'engagement'>
  /** What the journeys would say next to these people. */
  journeys: (customerIds: readonly string[], now: Date) => Promise<readonly JourneyCandidate[]>
}

/** One action by one channel, on its way to being judged. */
interface Asked {
  key: string
  action: Action
  candidate: Candidate
}

/**
 * What the shop could best do next for each of these people, on a surface: every action by every channel is drawn
 * as of now, asked at every gate and scored, and the best that nothing bars is chosen; the others tell what they
 * lost to. Reads only, a constant number of statements for any number of people; nobody is exposed to a holdout by
 * it, nothing is issued and no link is made.
 */
export async function nextBestActions(
  deps: NextBestActionDeps,
  { customerIds, surface }: { customerIds: readonly string[]; surface: Surface },
  now: Date,
): Promise<Map<string, NextBestAction>> {
  if (customerIds.length === 0) return new Map()
  const { db } = deps
  const shop = await deps.shop(db)
  const kinds = ['reply', 'service', 'clienteling', 'marketing'] as const
  const candidates = customerIds.flatMap((customerId) => kinds.map((kind) => ({ customerId, kind })))
  const people = await meetPeople(db, deps, { candidates, shop, purposes: ['personalisation'] }, now)
  // 1. what could be done
  const given = await actionsFor(deps, people, { customerIds, surface }, now)
  const asked = given.flatMap(({ action }) => byChannel(action, people, surface, now))
  // 2. how each of it would look
  const drafts = await draftsOf(deps, { people, rules: shop.rules }, asked, given, now)
  const templates = await deps.templates(db, templateIdsOf([...drafts.values()]))
  // 3. how people answer
  const persons = [...new Set(customerIds.map(people.personOf))]
  const { of, everybody } = await deps.habits.engagement(db, persons, now)
  // 4. every gate, and what is to be expected
  const scored = asked.flatMap(({ key, action, candidate }): ScoredAction[] => {
    const draft = drafts.get(key)
    if (!draft) return []
    const person = people.personOf(action.customerId)
    const gates = people.gatesNow(candidate, draft, templates, now)
    const composed = people.draw(candidate, draft.content, templates)
    const pieces = composed.ok
      ? { segments: composed.segments, messages: composed.contents.length }
      : { segments: 1, messages: 1 }
    const isSent = surface === 'journey' || surface === 'associate'
    const figures = {
      rate: answerRate(candidate.channel, of(person), everybody),
      value: action.expectedValue,
      offerCost: draft.offer?.allowed ? draft.offerCost : 0,
      messageCost: isSent ? costOf(candidate.channel, pieces, shop.rules) / COST_SCALE : 0,
    }
    return [
      {
        action,
        channel: candidate.channel,
        score: scoreOf(figures),
        words: scoreWords(figures),
        gates,
        sendable: action.source === 'journey' && gates.every(({ allowed }) => allowed),
        barredBy: action.source === 'reply' ? null : barOn(surface, gates),
        content: draft.content,
        offer: draft.offer,
      },
    ]
  })
  return new Map(
    customerIds.map((customerId) => {
      const person = people.personOf(customerId)
      if (!mayPersonalise(person, surface, now))
        return [customerId, { best: null, losers: [], barred: 'no_personalisation' }]
      return [
        customerId,
        chooseBest(scored.filter(({ action }) => person.members.includes(action.customerId))),
      ]
    }),
  )
}

/** A page or the agent speaks to one person by what is known of them: that needs their leave. */
function mayPersonalise(person: PersonFacts, surface: Surface, now: Date): boolean {
  if (surface === 'journey' || surface === 'associate') return true
  return answerForUse(person.consent, { channel: 'web', purpose: 'personalisation' }, now).allowed
}

/** An action, and the offer where it is one. */
interface Given {
  action: Action
  offerId?: string
}

async function actionsFor(
  deps: NextBestActionDeps,
  people: People,
  { customerIds, surface }: { customerIds: readonly string[]; surface: Surface },
  now: Date,
): Promise<Given[]> {
  const journeys = await journeyActions(deps.db, await deps.journeys(customerIds, now))
  const offers = surface === 'journey' ? [] : await offerActions(deps.db, customerIds)
  const replies = customerIds.flatMap((customerId) => replyAction(people.personOf(customerId), surface))
  return [...journeys.map((action) => ({ action })), ...offers, ...replies.map((action) => ({ action }))]
}

/** What is shown is shown on the web; what is sent may go by several channels. */
function byChannel(action: Action, people: People, surface: Surface, now: Date): Asked[] {
  const shown = surface === 'slot' || surface === 'agent'
  const open = action.channels === 'best' ? deliveryChannels : action.channels
  const channels: readonly OutboundChannel[] = shown && action.source !== 'reply' ? ['web'] : open
  return channels.flatMap((channel) => {
    const candidate: Candidate = {
      customerId: action.customerId,
      kind: action.kind,
      channel,
      address: undefined,
      sender: action.sender,
      subject: action.subject,
      content: action.content,
      experiment: null,
      conversationId: null,
      priority: action.priority,
      expectedValue: action.expectedValue,
      createdAt: now,
      outboxId: null,
      winnerId: null,
    }
    // of all channels only those that lead somewhere
    if (!shown && action.channels === 'best' && people.addressOf(candidate, now) === null) return []
    return [{ key: `${action.customerId} ${action.actionId} ${channel}`, action, candidate }]
  })
}

async function draftsOf(
  deps: NextBestActionDeps,
  about: { people: People; rules: Parameters<typeof draftAll>[2]['rules'] },
  asked: readonly Asked[],
  given: readonly Given[],
  now: Date,
): Promise<Map<string, Draft>> {
  const toDraw = asked.map(({ key, candidate }) => {
    return { key, candidate, issuedKey: null, isUnderWay: false, onlyShown: true }
  })
  const drafts = await draftAll(deps.db, deps, about, toDraw, now)
  const offerOf = new Map(
    given.flatMap(({ action, offerId }) => (offerId ? [[action, offerId] as const] : [])),
  )
  const offers = asked.flatMap(({ key, action, candidate: { channel } }): OfferAsked[] => {
    const offerId = offerOf.get(action)
    return offerId ? [{ key, offerId, customerId: action.customerId, channel, messageCost: 0 }] : []
  })
  if (offers.length === 0) return drafts
  const judged = await judgeCarried(deps.db, offers, now)
  for (const { key, offerId } of offers) {
    const draft = drafts.get(key)
    const answer = judged.get(key)
    if (!draft || !answer) continue
    const offer = answer.allowed
      ? { offerId, required: true, allowed: true as const }
      : { offerId, required: true, allowed: false as const, reason: answer.reason }
    drafts.set(key, { ...draft, offer, offerCost: answer.allowed ? answer.mostCost : 0 })
  }
  return drafts
}
