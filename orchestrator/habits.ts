import { deliveryChannels, type MessageKind, type OutboundChannel } from '#contract/outbound.ts'
import type { Db } from '#store/index.ts'
import { addressFor } from './address.ts'
import { orderChannels } from './channel-order/index.ts'
import { type Engagement, noEngagement, together } from './engagement/engagement.ts'
import { engagementOf, everybodysEngagement } from './engagement/queries.ts'
import { readPeople } from './facts.ts'
import { consentFor } from './gates/consent.ts'
import { DAY_MS } from './gates/touches.ts'
import { costOf } from './message-cost.ts'
import type { OutboxDeps } from './outbox/outbox.ts'
import type { OwnAddress, PersonFacts } from './person-facts.ts'
import { bestTime, everybodysHours } from './send-time/index.ts'
import { zonesOf } from './whereabouts.ts'

const LOOK_BACK_DAYS = 180
/** Everybody's habit changes slowly: it is read anew after so long, on the clock of whoever asks. */
const KEPT_MS = 6 * 3_600_000
/** Where a shop keeps no hours of its own. */
const USUAL_HOUR = 10

/** How people deal with what we send, for whoever plans a message. Set-based: a few statements for any number. */
export interface Habits {
  /** The delivery channels that reach each of these people, the best first. */
  channelOrders: (
    tx: Db,
    asked: { customerIds: readonly string[]; kind: MessageKind; expectedValue: number },
    now: Date,
  ) => Promise<ReadonlyMap<string, readonly OutboundChannel[]>>
  /** When each of them is best written to between two moments. */
  bestTimes: (
    tx: Db,
    asked: { customerIds: readonly string[]; from: Date; until: Date },
    now: Date,
  ) => Promise<ReadonlyMap<string, Date>>
  /** What both rest on, by customer and of everybody. */
  engagement: (
    tx: Db,
    people: readonly PersonFacts[],
    now: Date,
  ) => Promise<{ of: (person: PersonFacts) => Engagement; everybody: Engagement }>
}

export function createHabits(deps: Pick<OutboxDeps, 'suppressionKey' | 'shop'>): Habits {
  let usual: { at: Date; everybody: Engagement } | null = null
  const everybodyAt = async (tx: Db, now: Date): Promise<Engagement> => {
    const age = usual ? now.getTime() - usual.at.getTime() : Number.POSITIVE_INFINITY
    if (!usual || age < 0 || age >= KEPT_MS)
      usual = { at: now, everybody: await everybodysEngagement(tx, sinceOf(now)) }
    return usual.everybody
  }
  const engagement: Habits['engagement'] = async (tx, people, now) => {
    const read = await engagementOf(
      tx,
      people.flatMap(({ members }) => members),
      sinceOf(now),
    )
    const of = ({ members }: PersonFacts) => together(members.map((id) => read.get(id) ?? noEngagement))
    return { of, everybody: await everybodyAt(tx, now) }
  }
  const meet = async (tx: Db, customerIds: readonly string[], kinds: readonly MessageKind[], now: Date) => {
    const shop = await deps.shop(tx)
    const about = { suppressionKey: deps.suppressionKey, rules: shop.rules, kinds }
    const personOf = await readPeople(tx, about, customerIds, now)
    const people = [...new Set(customerIds.map(personOf))]
    return { shop, personOf, ...(await engagement(tx, people, now)) }
  }
  return {
    engagement,
    channelOrders: async (tx, { customerIds, kind, expectedValue }, now) => {
      if (customerIds.length === 0) return new Map()
      const { shop, personOf, of, everybody } = await meet(tx, customerIds, [kind], now)
      const one = { segments: 1, messages: 1 }
      return new Map(
        customerIds.map((customerId) => {
          const person = personOf(customerId)
          const asked = deliveryChannels.map((channel) => ({
            channel,
            reachable: isReachable(person, { kind, channel }, now),
            cost: costOf(channel, one, shop.rules),
          }))
          const ordered = orderChannels(asked, { own: of(person), everybody, value: expectedValue })
          return [customerId, ordered.map(({ channel }) => channel)]
        }),
      )
    },
    bestTimes: async (tx, { customerIds, from, until }, now) => {
      if (customerIds.length === 0) return new Map()
      const { shop, personOf, of, everybody } = await meet(tx, customerIds, [], now)
      const { timeZone: shopZone, rules } = shop
      const hours = rules.quietHours
      const usualHours = everybodysHours(everybody.signs, shopZone, usualHour(hours), now)
      return new Map(
        customerIds.map((customerId) => {
          const person = personOf(customerId)
          const [zone = shopZone] = zonesOf(null, { person, rules, shopZone, now })
          const asked = { own: of(person).signs, everybody: usualHours, zone, from, until, hours }
          return [customerId, bestTime(asked, now).at]
        }),
      )
    },
  }
}

const sinceOf = (now: Date) => new Date(now.getTime() - LOOK_BACK_DAYS * DAY_MS)

/** An hour after the shop begins to speak. */
const usualHour = (hours: { from: number } | null) => (hours ? (hours.from + 1) % 24 : USUAL_HOUR)

function isReachable(
  person: PersonFacts,
  asked: { kind: MessageKind; channel: OutboundChannel },
  now: Date,
): boolean {
  const to: OwnAddress | null = addressFor(person, asked, now)
  if (to === null || to.blocked !== null) return false
  if (to.restUntil !== null && to.restUntil > now) return false
  return consentFor(person, asked, to, now).allowed
}
