import { type Random, randomFor } from '../random.ts'
import { attention, lifts, otherLift } from './chances.ts'
import type { Doing } from './doing.ts'
import type { Arrived } from './inbox.ts'
import { pickOf, productFields, purchaseDoings, type Taken } from './purchase.ts'
import { spellOn } from './shelf-plan.ts'
import { DAY, dayNumber, HOUR, type LivePerson, MINUTE, type World } from './world.ts'

/** What somebody does with a message: on the phone itself, or in the shop because of it. */
export type Answer =
  | { kind: 'doing'; at: number; doing: Doing }
  | { kind: 'reads' | 'follows' | 'stops'; at: number; message: Arrived; key: string }

/** Journeys whose message keeps something from happening; nobody buys because of them. */
const keeping = new Set(['post-purchase-care', 'subscription-save'])
/** Of several messages of one journey within so many days, only the first can make somebody buy. */
const ONE_STORY_DAYS = 10
/** Everything that a message makes somebody do is over after so long. */
export const ANSWER_MS = 4 * DAY

/**
 * What its owner does with this message, decided by the journey, the person and the day alone. `earlier` are the
 * messages that came before.
 */
export function answersTo(
  world: World,
  person: LivePerson,
  message: Arrived,
  earlier: readonly Arrived[],
): Answer[] {
  const { journey, userId, channel, at } = message
  const key = `${journey} ${channel} ${userId} ${dayNumber(at)}`
  const random = randomFor(`life:answer:${key}`)
  const { opens, clicks, leaves } = attention[channel]
  const lift = keeping.has(journey) || isTold(message, earlier) ? 0 : (lifts[journey] ?? otherLift)
  const buys = random.chance(lift)
  const sees = random.chance(opens) || buys
  const follows = (random.chance(clicks) && (opens === 0 || sees)) || buys
  const readsAt = at + random.next() ** 2 * 9 * HOUR + 5 * MINUTE
  const answers: Answer[] = channel === 'email' ? [arrived(message, key)] : []
  if (sees) answers.push(...seen(message, readsAt, key))
  if (follows) answers.push({ kind: 'follows', at: readsAt + MINUTE, message, key })
  if (!buys && random.chance(leaves)) return [...answers, leaving(message, readsAt + 2 * MINUTE, key)]
  if (buys) answers.push(...bought(world, person, message, readsAt + 2 * MINUTE, key, random))
  else if (follows) answers.push(...looked(world, person, message, readsAt + 2 * MINUTE, key, random))
  return answers
}

function isTold({ journey, userId, at }: Arrived, earlier: readonly Arrived[]): boolean {
  return earlier.some(
    (other) =>
      other.journey === journey &&
      other.userId === userId &&
      other.at < at &&
      at - other.at < ONE_STORY_DAYS * DAY,
  )
}

/** What the service that carries mails says of each. */
function arrived(message: Arrived, key: string): Answer {
  const at = message.at + MINUTE
  const properties = { email_id: message.outboxId, campaign_id: message.journey }
  return { kind: 'doing', at, doing: mailDoing(message, at, 'Email Delivered', properties, key) }
}

/** A mail says by its picture that it was opened; WhatsApp shows its blue ticks. */
function seen(message: Arrived, at: number, key: string): Answer[] {
  if (message.channel !== 'email') return [{ kind: 'reads', at, message, key }]
  const properties = { email_id: message.outboxId, campaign_id: message.journey }
  return [{ kind: 'doing', at, doing: mailDoing(message, at, 'Email Opened', properties, key) }]
}

/** On a phone by STOP, from a mail by its link. */
function leaving(message: Arrived, at: number, key: string): Answer {
  const properties = { email_id: message.outboxId, campaign_id: message.journey }
  return message.channel === 'email'
    ? { kind: 'doing', at, doing: mailDoing(message, at, 'Email Unsubscribed', properties, key) }
    : { kind: 'stops', at, message, key }
}

function mailDoing(
  { userId }: Arrived,
  at: number,
  name: string,
  properties: Doing['properties'],
  key: string,
): Doing {
  return { at, userId, name, properties, source: 'mail', key: `${key} ${name}` }
}

/** What the message showed, as it can be had then; else what they would take by themselves. */
function wanted(
  world: World,
  person: LivePerson,
  message: Arrived,
  at: number,
  random: Random,
): Taken | null {
  const can = (productId: string) => spellOn(world, productId, at)?.kind !== 'sold_out'
  const shown = (message.content.design?.productIds ?? [])
    .filter(can)
    .flatMap((id) => world.goods.get(id) ?? [])
  const draws = world.wares.map(({ goods }) => goods).filter(({ product }) => can(product.productId))
  const liked = draws.filter(({ category }) => (person.habits.interest.get(category) ?? 0) > 0.3)
  const goods = shown[0] ?? liked[random.between(0, liked.length - 1)] ?? draws[0]
  return goods ? pickOf(world, goods, at, random) : null
}

function looked(
  world: World,
  person: LivePerson,
  message: Arrived,
  at: number,
  key: string,
  random: Random,
): Answer[] {
  const taken = wanted(world, person, message, at, random)
  if (!taken) return []
  const doing: Doing = {
    at,
    userId: person.userId,
    name: 'Product Viewed',
    properties: productFields(taken),
    source: 'site',
    key: `${key} looks`,
  }
  return [{ kind: 'doing', at, doing }]
}

function bought(
  world: World,
  person: LivePerson,
  message: Arrived,
  began: number,
  key: string,
  random: Random,
): Answer[] {
  const at = began + random.next() ** 2 * 30 * HOUR
  const taken = wanted(world, person, message, at, random)
  if (!taken) return []
  const site = (when: number, name: string): Doing => ({
    at: when,
    userId: person.userId,
    name,
    properties: { ...productFields(taken), cart_id: key },
    source: 'site',
    key: `${key} ${name}`,
  })
  const orderNumber = `TW-M${dayNumber(message.at)}-${person.userId.replace(/^tw-/, '').toUpperCase()}-${message.journey.toUpperCase()}`
  const discount = discountOf(message, taken.price * taken.quantity)
  const order = purchaseDoings(
    { person, at: at + 5 * MINUTE, picks: [taken], orderNumber, ...(discount && { discount }) },
    random,
  )
  return [site(at, 'Product Viewed'), site(at + 2 * MINUTE, 'Product Added'), ...order].map((doing) => ({
    kind: 'doing',
    at: doing.at,
    doing,
  }))
}

/** What the code in the message takes off these goods, in cents. */
function discountOf({ offer, at }: Arrived, goods: number): { code: string; amount: number } | null {
  if (!offer || offer.expiresAt.getTime() < at + 2 * DAY) return null
  const { kind, value, minSubtotal, maxDiscount } = offer.terms
  if (minSubtotal !== null && goods < minSubtotal) return null
  const amount = kind === 'percent' ? Math.floor((goods * value) / 100) : kind === 'amount' ? value : 0
  return { code: offer.code, amount: Math.min(amount, goods, maxDiscount ?? amount) }
}
