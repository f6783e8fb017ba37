import type { JourneyKind } from '#contract/journeys.ts'
import {
  type ContentRef,
  deliveryChannels,
  type MessageContent,
  type OutboundChannel,
} from '#contract/outbound.ts'
import { type LiveContent, liveContent } from '#domain/content/index.ts'
import type { Db } from '#store/index.ts'
import type { SendRequest } from '../outbox/outbox.ts'
import { endsAt, expiryOf, keyOfStep, type StepPlan } from './entry.ts'
import type { JourneysDeps } from './journeys.ts'

/** A step of somebody with all that the outbox is asked. */
export interface StepRequest {
  plan: StepPlan
  channels: readonly OutboundChannel[]
  content: MessageContent
  /** When it is to go: now, or at this person's best time. */
  dueAt: Date
  notBefore: Date | null
}

const DAY_MS = 86_400_000

/**
 * Service messages pass neither consent to marketing nor caps and quiet hours: what was written and checked as
 * marketing is not sent as one.
 */
export const isSaidBy = (kind: JourneyKind, { purpose }: Pick<LiveContent, 'purpose'>): boolean =>
  kind !== 'service' || purpose === 'service'

/**
 * What these people are told next. The content template's live version is taken at this moment; a plan whose
 * message is not there (any more) gets no request, which is logged.
 */
export async function stepRequests(
  tx: Db,
  deps: Pick<JourneysDeps, 'log' | 'channelOrders' | 'bestTimes'>,
  plans: readonly StepPlan[],
  now: Date,
): Promise<StepRequest[]> {
  if (plans.length === 0) return []
  const live = await liveContent(tx, [...new Set(plans.map(({ content }) => content))])
  const channelsOf = await channelsFor(tx, deps, plans, now)
  const timeOf = await timesFor(tx, deps, plans, now)
  return plans.flatMap((plan): StepRequest[] => {
    const design = live.get(plan.content)
    if (!design || !isSaidBy(plan.definition.kind, design)) {
      const { name } = plan.definition
      deps.log.warn({ journey: name, content: plan.content, step: 'journeys' }, 'a step has no live message')
      return []
    }
    const notBefore = timeOf(plan)
    const content = { text: '', parts: [], design: refOf(plan, design) }
    return [{ plan, channels: channelsOf(plan), content, notBefore, dueAt: notBefore ?? now }]
  })
}

/** As the step names them, or the person's own order; asked once for each kind and value of message. */
async function channelsFor(
  tx: Db,
  { channelOrders }: Pick<JourneysDeps, 'channelOrders'>,
  plans: readonly StepPlan[],
  now: Date,
): Promise<(plan: StepPlan) => readonly OutboundChannel[]> {
  const groups = new Map<string, StepPlan[]>()
  for (const plan of plans)
    if (plan.step.channels === 'best') {
      const key = groupOf(plan)
      groups.set(key, [...(groups.get(key) ?? []), plan])
    }
  const orders = new Map<string, ReadonlyMap<string, readonly OutboundChannel[]>>()
  for (const [key, group] of groups) {
    const [first] = group
    if (!first) continue
    const { kind, expectedValue } = first.definition
    const customerIds = [...new Set(group.map(({ entry }) => entry.customerId))]
    orders.set(key, await channelOrders(tx, { customerIds, kind, expectedValue }, now))
  }
  return (plan) => {
    if (plan.step.channels !== 'best') return plan.step.channels
    const own = orders.get(groupOf(plan))?.get(plan.entry.customerId) ?? []
    return own.length > 0 ? own : deliveryChannels
  }
}

const groupOf = ({ definition: { kind, expectedValue } }: StepPlan) => `${kind} ${expectedValue}`

/** The best moment of the day that follows; null: at once. */
async function timesFor(
  tx: Db,
  { bestTimes }: Pick<JourneysDeps, 'bestTimes'>,
  plans: readonly StepPlan[],
  now: Date,
): Promise<(plan: StepPlan) => Date | null> {
  const waiting = plans.filter(({ step }) => step.when === 'best_time')
  const customerIds = [...new Set(waiting.map(({ entry }) => entry.customerId))]
  const until = new Date(now.getTime() + DAY_MS)
  const times =
    customerIds.length === 0
      ? new Map<string, Date>()
      : await bestTimes(tx, { customerIds, from: now, until }, now)
  return (plan) => {
    const best = plan.step.when === 'best_time' ? times.get(plan.entry.customerId) : undefined
    if (!best || best <= now) return null
    const end = endsAt(plan.entry, plan.definition) // what comes after that reaches nobody
    return best < end ? best : null
  }
}

function refOf({ entry, step }: StepPlan, live: { contentTemplateId: string; version: number }): ContentRef {
  const { values, productIds, claims, orderId } = entry.feed
  const { contentTemplateId, version } = live
  return {
    contentTemplateId,
    version,
    values,
    productIds,
    claims,
    ...(orderId !== null && { orderId }),
    offer: step.offer === null ? null : { offerId: step.offer, required: step.offerRequired },
  }
}

/** As the outbox is asked. */
export function requestOf({ plan, channels, content, dueAt, notBefore }: StepRequest): SendRequest {
  const { entry, definition, step } = plan
  const { name, kind, holdout, priority, expectedValue } = definition
  return {
    key: keyOfStep(entry.entryId, entry.step),
    kind,
    customerId: entry.customerId,
    channels,
    sender: { type: 'journey', name, holdout },
    content,
    priority,
    expectedValue,
    expiresAt: expiryOf(plan, dueAt),
    ...(step.subject !== null && { subject: step.subject }),
    ...(notBefore && { notBefore }),
  }
}
