import { setImmediate as nextTick } from 'node:timers/promises'
import { type CustomerInput, memberWith, resolveCustomers } from '#domain/identity/index.ts'
import type { OrderInput } from '#domain/orders/index.ts'
import { sensitiveStatement } from '#domain/profile/index.ts'
import {
  erasePerson,
  moderateUgc,
  readPhoto,
  rightsVersion,
  submitUgc,
  ugcSubmission,
  warningsIn,
} from '#domain/ugc/index.ts'
import type { Db } from '#store/index.ts'
import type { Goods } from './goods/assortment.ts'
import { randomFor } from './random.ts'
import { paintedPhoto } from './ugc/painted.ts'
import { captions, said, waiting } from './ugc/words.ts'

const DAY = 86_400_000
const REVIEWS = 90
const AFTER_DAYS = 12

interface Given {
  userId: string
  productId: string
  at: Date
  piece: { displayName: string; text: string; stars?: number; photo?: Buffer }
  isShown: boolean
}

/**
 * What buyers of the demo shop gave it: reviews of what they really bought, three views from the hills, and a few
 * pieces that wait for a moderator. A seeding that was cut short does not write twice.
 */
export async function seedUgc(
  db: Db,
  people: readonly CustomerInput[],
  orders: readonly OrderInput[],
  goods: readonly Goods[],
  source: string,
  now: Date,
): Promise<void> {
  const resolved = await resolveCustomers(db, [...people], source, now)
  const ids = new Map(people.map(({ userId = '' }, at) => [userId, resolved[at]?.customerId ?? null]))
  await erasePerson(
    db,
    [...ids.values()].flatMap((id) => id ?? []),
    now,
  )
  for (const given of allGiven(people, orders, goods, now)) {
    const customerId = ids.get(given.userId)
    if (customerId) await give(db, customerId, given)
    await nextTick()
  }
}

/** Takes it out again, before the people themselves go. */
export async function removeUgcOfDemo(db: Db, people: readonly CustomerInput[], now: Date): Promise<void> {
  const theirs: string[] = []
  for (const { userId } of people) {
    const customerId = userId ? await memberWith(db, 'user_id', userId) : null
    if (customerId) theirs.push(customerId)
  }
  await erasePerson(db, theirs, now)
}

async function give(db: Db, customerId: string, { productId, at, piece, isShown }: Given): Promise<void> {
  const { photo, ...words } = piece
  const read = photo && readPhoto(photo)
  const submission = ugcSubmission.parse({
    ...words,
    ...{ productId, language: 'en', rightsAccepted: true, rightsVersion },
    ...(photo ? { kind: 'photo', photo: photo.toString('base64') } : { kind: 'review' }),
  })
  const isSensitive = (text: string) => sensitiveStatement(text) !== null
  const { ugcId } = await submitUgc(
    db,
    {
      ...{ customerId, members: [customerId], submission, verifiedBuyer: true },
      photo: read?.ok ? read.photo : null,
      warnings: warningsIn([piece.displayName, piece.text], isSensitive),
    },
    at,
  )
  if (isShown) await moderateUgc(db, ugcId, { state: 'approved' }, null, new Date(at.getTime() + DAY / 2))
}

function allGiven(
  people: readonly CustomerInput[],
  orders: readonly OrderInput[],
  goods: readonly Goods[],
  now: Date,
): Given[] {
  const bought = purchases(people, orders, goods, now)
  const reviews = bought
    .slice(0, REVIEWS)
    .map((each): Given => ({ ...each, piece: reviewOf(each), isShown: true }))
  const others = bought.slice(REVIEWS, REVIEWS + waiting.length)
  const open = others.flatMap((each, index): Given[] => {
    const piece = waiting[index]
    return piece ? [{ ...each, at: new Date(now.getTime() - (index + 1) * DAY), piece, isShown: false }] : []
  })
  const views = bought.filter(({ department }) => department === 'Outdoor').slice(-captions.length)
  const photos = views.map((each, index): Given => {
    const piece = { displayName: each.name, text: captions[index] ?? '', photo: paintedPhoto(index) }
    return { ...each, piece, isShown: index > 0 }
  })
  return [...reviews, ...open, ...photos]
}

type Department = keyof typeof said

interface Purchase {
  userId: string
  name: string
  productId: string
  department: Department
  at: Date
}

/** One of each person, of a thing that came long enough ago, in an order of its own. */
function purchases(
  people: readonly CustomerInput[],
  orders: readonly OrderInput[],
  goods: readonly Goods[],
  now: Date,
): Purchase[] {
  const firstNames = new Map(people.map(({ userId, name }) => [userId, name?.split(' ')[0] ?? 'A customer']))
  const departments = new Map(
    goods.map(({ product }) => [product.productId, departmentOf(product.categories ?? [])]),
  )
  const one = new Map<string, Purchase>()
  for (const { customer, lines, placedAt, status } of orders) {
    const [line] = lines
    const at = new Date(placedAt.getTime() + AFTER_DAYS * DAY)
    const userId = customer.userId ?? ''
    const department = departments.get(line?.productId ?? '')
    if (!line?.productId || !department || status !== 'delivered' || at > now || one.has(userId)) continue
    const name = firstNames.get(userId)
    if (name !== undefined) one.set(userId, { userId, name, productId: line.productId, department, at })
  }
  const place = ({ userId }: Purchase) => randomFor(`ugc ${userId}`).next()
  return [...one.values()].sort((a, b) => place(a) - place(b))
}

function departmentOf(categories: readonly string[]): Department | null {
  const first = categories[0]?.split('>')[0]?.trim()
  return first === 'Clothing' || first === 'Outdoor' || first === 'Home' ? first : null
}

function reviewOf({ userId, name, department }: Purchase): Given['piece'] {
  const random = randomFor(`review ${userId}`)
  const liked = random.chance(0.8)
  const texts = said[department][liked ? 'good' : 'middling']
  const text = texts[random.between(0, texts.length - 1)] ?? ''
  return { displayName: name, stars: liked ? random.pick([4, 5, 5]) : random.pick([2, 3, 3]), text }
}
