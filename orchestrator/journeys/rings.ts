import type { JourneyDefinition } from '#contract/journeys.ts'
import type { OutboundChannel } from '#contract/outbound.ts'
import { conditionsOf, type Rule } from '#contract/segments.ts'
import { channelsOf } from './reach.ts'
import { sourceOf, type TriggerTable } from './trigger-table.ts'

/** Events that a message of ours brings about by itself: that it went, arrived, was opened or tapped. */
const causes: Record<OutboundChannel, readonly string[]> = {
  web: [],
  email: [
    'Email Delivered',
    'Email Opened',
    'Email Link Clicked',
    'Email Bounced',
    'Email Marked as Spam',
    'Unsubscribed',
  ],
  sms: ['SMS Delivered', 'SMS Link Clicked'],
  whatsapp: ['WhatsApp Message Delivered', 'WhatsApp Message Read', 'WhatsApp Link Clicked'],
  push: [
    'Push Notification Received',
    'Push Notification Tapped',
    'Push Notification Bounced',
    'Deep Link Opened',
    'Deep Link Clicked',
  ],
}

/** By a link from any message. */
const byAnyLink = ['Deep Link Opened', 'Deep Link Clicked']

/** What a prediction learns from our own messages being answered. */
const engagementOf: Partial<Record<string, OutboundChannel>> = {
  engages_email: 'email',
  engages_sms: 'sms',
  engages_whatsapp: 'whatsapp',
  engages_push: 'push',
}

export type RuleOf = (segmentId: string) => Rule | null

function causedByMessagesOf(definition: JourneyDefinition): Set<string> {
  return new Set([...channelsOf(definition).flatMap((channel) => causes[channel]), ...byAnyLink])
}

/** Names of events that can let somebody in: of the triggers themselves, and of the segments they watch. */
function letsIn({ triggers: all }: JourneyDefinition, triggers: TriggerTable, ruleOf: RuleOf): Set<string> {
  return new Set(
    all.flatMap((trigger) => [
      ...sourceOf(triggers, trigger).causedBy(trigger),
      ...(trigger.type === 'segment_entered' ? eventsOfSegment(trigger.segmentId, ruleOf, new Set()) : []),
    ]),
  )
}

function eventsOfSegment(segmentId: string, ruleOf: RuleOf, seen: Set<string>): string[] {
  const rule = seen.has(segmentId) ? null : ruleOf(segmentId)
  seen.add(segmentId)
  if (rule === null) return []
  return conditionsOf(rule).flatMap((condition): readonly string[] => {
    if (condition.type === 'event') return [condition.name]
    if (condition.type === 'segment') return eventsOfSegment(condition.segmentId, ruleOf, seen)
    const channel = condition.type === 'prediction' ? engagementOf[condition.name] : undefined
    return channel ? causes[channel] : []
  })
}

/**
 * The shortest ring of journeys through this one, each of whose messages can let somebody into the next: its own
 * name alone where it would set itself off; null: there is none. What somebody does in the shop of their own
 * will after a message (looking, buying) closes no ring: that is what re-entry rules are for.
 */
export function ringThrough(
  definition: JourneyDefinition,
  others: readonly JourneyDefinition[],
  triggers: TriggerTable,
  ruleOf: RuleOf,
): string[] | null {
  const all = [definition, ...others.filter(({ name }) => name !== definition.name)]
  const opens = new Map(all.map((each) => [each.name, letsIn(each, triggers, ruleOf)]))
  const next = (from: JourneyDefinition) => {
    const caused = causedByMessagesOf(from)
    return all.filter(({ name }) => [...(opens.get(name) ?? [])].some((event) => caused.has(event)))
  }
  const reached = new Map<string, string[]>([[definition.name, [definition.name]]])
  const queue = [definition]
  for (let from = queue.shift(); from; from = queue.shift()) {
    const path = reached.get(from.name) ?? []
    for (const to of next(from)) {
      if (to.name === definition.name) return path
      if (reached.has(to.name)) continue
      reached.set(to.name, [...path, to.name])
      queue.push(to)
    }
  }
  return null
}
