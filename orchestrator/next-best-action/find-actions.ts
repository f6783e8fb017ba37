import { type LiveContent, liveContent } from '#domain/content/index.ts'
import { listOffers } from '#domain/offers/index.ts'
import type { Db } from '#store/index.ts'
import type { Candidate } from '../journeys/candidates.ts'
import type { PersonFacts } from '../person-facts.ts'
import type { Action, Surface } from './actions.ts'

/** What the journeys would say, with the live version of their messages; one without a live message is left out. */
export async function journeyActions(db: Db, candidates: readonly Candidate[]): Promise<Action[]> {
  const live = await liveContent(
    db,
    candidates.map(({ contentTemplate }) => contentTemplate),
  )
  return candidates.flatMap((candidate) => {
    const content = live.get(candidate.contentTemplate)
    return content ? [journeyAction(candidate, content)] : []
  })
}

function journeyAction(candidate: Candidate, { contentTemplateId, version }: LiveContent): Action {
  const { journey: name, entryId, step, holdout, values, productIds, offer, ...rest } = candidate
  const design = { contentTemplateId, version, values, productIds: [...productIds], offer }
  return {
    actionId: `journey:${entryId}:${step}`,
    source: 'journey',
    customerId: rest.customerId,
    title: rest.title,
    kind: rest.kind,
    sender: { type: 'journey', name, holdout },
    channels: rest.channels,
    content: { text: '', parts: [], design },
    subject: rest.subject,
    priority: rest.priority,
    expectedValue: rest.expectedValue,
    dueAt: rest.dueAt,
    journey: name,
  }
}

/** Live offers that could be mentioned where something is shown: alone they are never sent. */
export async function offerActions(
  db: Db,
  customerIds: readonly string[],
): Promise<{ action: Action; offerId: string }[]> {
  const live = (await listOffers(db)).filter(({ status }) => status === 'live')
  return customerIds.flatMap((customerId) =>
    live.map(({ offerId, title, stacking }) => ({
      offerId,
      action: {
        ...shown,
        actionId: `offer:${offerId}`,
        source: 'offer' as const,
        customerId,
        title,
        kind: 'marketing' as const,
        content: { text: title, parts: [] },
        // among offers the shop's own order; every journey's message comes before
        priority: OFFER_PRIORITY + stacking.priority / 10_000,
      },
    })),
  )
}

const OFFER_PRIORITY = -1

/** Somebody waits for an answer of ours: nothing else comes first. */
export function replyAction(person: PersonFacts, surface: Surface): Action[] {
  const [waiting] = person.withStaff
  if (surface !== 'associate' || !waiting) return []
  const heard = person.addresses.reduce(
    (latest, each) =>
      (each.lastInboundAt?.getTime() ?? 0) > (latest.lastInboundAt?.getTime() ?? 0) ? each : latest,
    person.addresses[0] ?? { channel: 'web' as const, lastInboundAt: null },
  )
  return [
    {
      ...shown,
      actionId: 'reply',
      source: 'reply',
      customerId: waiting.customerId,
      title: 'Answer them',
      kind: 'reply',
      channels: [heard.channel],
      content: { text: '', parts: [] },
      priority: Number.MAX_SAFE_INTEGER,
    },
  ]
}

const shown = {
  sender: { type: 'agent' },
  channels: ['web'],
  subject: null,
  expectedValue: 0,
  dueAt: null,
  journey: null,
} as const
