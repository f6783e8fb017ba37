import fc from 'fast-check'
import { sql } from 'kysely'
import type { OfferInput } from '#contract/offers.ts'
import { createCustomer, linkCustomer, rootsOf } from '#domain/identity/index.ts'
import {
  expireDue,
  issueOffers,
  type Redeemed,
  redeemCodes,
  releaseIssued,
  saveOffer,
  setOfferStatus,
} from '#domain/offers/index.ts'
import { writeSettings } from '#domain/settings/index.ts'
import { type Db, inTransaction } from '#store/index.ts'

/** 32 workers give, use and take back offers of the same few people, as fast as the database lets them. */
export const WORKERS = 32
export const raceNow = new Date('2026-03-02T06:00:00Z')

type Limits = Required<NonNullable<OfferInput['budgets']>>
export interface RaceOffer {
  kind: 'percent' | 'amount'
  most: number
  budgets: Limits
  counts: Limits
  cooldownDays: number
  loyaltyCost: number | null
}

type Deed =
  | { do: 'issue'; keys: number[]; hours: number }
  | { do: 'release'; key: number; hours: number }
  | { do: 'redeem'; nth: number; order: number; hours: number }
  | { do: 'expire'; hours: number }

export interface Race {
  offers: RaceOffer[]
  /** Members of each person: one row, or two that were joined. */
  people: number[]
  deeds: Deed[][]
}

const limit = (least: number, most: number) => fc.option(fc.integer({ min: least, max: most }), { nil: null })

const anyOffer: fc.Arbitrary<RaceOffer> = fc.integer({ min: 50, max: 900 }).chain((most) =>
  fc.record({
    kind: fc.constantFrom('percent' as const, 'amount' as const),
    most: fc.constant(most),
    budgets: fc.record({
      total: fc.integer({ min: most, max: most * 12 }),
      perDay: limit(most, most * 6),
      perCustomer: limit(most, most * 3),
    }),
    counts: fc.record({ total: limit(3, 20), perDay: limit(2, 10), perCustomer: limit(1, 3) }),
    cooldownDays: fc.constantFrom(0, 0, 1),
    loyaltyCost: fc.constantFrom(null, null, 100),
  }),
)

const hours = fc.integer({ min: 0, max: 40 })
const anyDeed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('issue' as const),
      keys: fc.array(fc.integer({ min: 0, max: 150 }), { minLength: 1, maxLength: 5 }),
      hours,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('release' as const),
      key: fc.integer({ min: 0, max: 150 }),
      hours,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('redeem' as const),
      nth: fc.integer({ min: 0, max: 30 }),
      order: fc.integer({ min: 0, max: 99 }),
      hours,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('expire' as const), hours }) },
)

export const anyRace: fc.Arbitrary<Race> = fc.record({
  offers: fc.array(anyOffer, { minLength: 1, maxLength: 3 }),
  people: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 2, maxLength: 6 }),
  deeds: fc.array(fc.array(anyDeed, { minLength: 4, maxLength: 8 }), {
    minLength: WORKERS,
    maxLength: WORKERS,
  }),
})

export interface Ran {
  offerIds: string[]
  customerIds: string[]
  /** Every answer to a code, with the order that brought it. */
  redeemed: { answer: Redeemed; orderId: string }[]
  /** What each key was answered, in no order. */
  issued: { key: string; issuedId: string }[]
  /** Budgets that were seen to be over while it ran. */
  seenOver: string[]
}

let races = 0

/** Runs a race and answers what it has brought about; the rows are the database's to tell. */
export async function run(db: Db, { offers, people, deeds }: Race): Promise<Ran> {
  const race = ++races
  await writeSettings(db, { timeZone: 'America/Denver' }, null, raceNow)
  const offerIds: string[] = []
  for (const [at, offer] of offers.entries()) offerIds.push(await makeOffer(db, offer, `race-${race}-${at}`))
  const customerIds = await makePeople(db, people)
  const ran: Ran = { offerIds, customerIds, redeemed: [], issued: [], seenOver: [] }
  const codes: string[] = []
  const doOne = async (deed: Deed) => {
    const now = new Date(raceNow.getTime() + deed.hours * 3_600_000)
    if (deed.do === 'issue') await issue(db, race, deed.keys, ran, codes, now)
    else if (deed.do === 'release')
      await inTransaction(db, (tx) => releaseIssued(tx, [`${race} ${deed.key}`], now))
    else if (deed.do === 'redeem') await redeem(db, codes[codes.length - 1 - deed.nth], deed, ran, now)
    else await expireDue(db, now)
  }
  let done = false
  const watching = watch(db, offerIds, ran, () => done)
  await Promise.all(
    deeds.map(async (own) => {
      for (const deed of own) await doOne(deed)
    }),
  )
  done = true
  await watching
  return ran
}

async function makeOffer(db: Db, offer: RaceOffer, name: string): Promise<string> {
  const { kind, most, budgets, counts, cooldownDays, loyaltyCost } = offer
  const input: OfferInput = {
    name,
    title: name,
    kind,
    value: kind === 'percent' ? 10 : most,
    maxDiscount: kind === 'percent' ? most : null,
    currency: 'USD',
    budgets: {
      ...budgets,
      perDay: under(budgets.perDay, budgets.total),
      perCustomer: under(budgets.perCustomer, budgets.total),
    },
    counts: {
      ...counts,
      perDay: under(counts.perDay, counts.total),
      perCustomer: under(counts.perCustomer, counts.total),
    },
    cooldownDays,
    loyaltyCost,
    marginFloor: 20,
    stacking: { combinable: true },
    validDays: 1,
  }
  const { offerId } = await saveOffer(db, input, { by: null }, raceNow)
  await setOfferStatus(db, offerId, 'live', null, raceNow)
  return offerId
}

const under = (limit: number | null, total: number | null) =>
  limit === null || total === null ? limit : Math.min(limit, total)

async function makePeople(db: Db, people: readonly number[]): Promise<string[]> {
  const members: string[] = []
  for (const count of people) {
    const { customerId } = await createCustomer(db, { identifiers: [], source: 'test' }, raceNow)
    members.push(customerId)
    await givePoints(db, customerId, 350)
    if (count === 1) continue
    const other = await createCustomer(db, { identifiers: [], source: 'test' }, raceNow)
    await linkCustomer(db, other.customerId, customerId, 'test', raceNow)
    members.push(other.customerId)
  }
  return members
}

async function givePoints(db: Db, customerId: string, points: number): Promise<void> {
  await sql`insert into loyalty_entries (customer_id, entry_id, kind, points, source, at, recorded_at)
    values (${customerId}, 'start', 'earned', ${points}, 'test', ${raceNow}, ${raceNow})`.execute(db)
}

async function issue(
  db: Db,
  race: number,
  keys: readonly number[],
  ran: Ran,
  codes: string[],
  now: Date,
): Promise<void> {
  const asked = keys.map((key) => ({
    // one key, one offer and one customer, as a message has them
    key: `${race} ${key}`,
    offerId: ran.offerIds[key % ran.offerIds.length] ?? '',
    customerId: ran.customerIds[(key * 7) % ran.customerIds.length] ?? '',
    channel: 'sms',
    messageCost: { amount: 1, currency: 'USD' },
  }))
  const answers = await inTransaction(db, (tx) => issueOffers(tx, asked, now))
  for (const [key, answer] of answers) {
    if (!answer.ok) continue
    ran.issued.push({ key, issuedId: answer.issued.issuedId })
    if (answer.issued.code !== null) codes.push(answer.issued.code)
  }
}

async function redeem(
  db: Db,
  code: string | undefined,
  { order }: { order: number },
  ran: Ran,
  now: Date,
): Promise<void> {
  if (code === undefined) return
  const basket = {
    currency: 'USD',
    lines: [
      {
        productId: 'mug',
        variantId: 'mug-1',
        title: 'Mug',
        brand: null,
        categories: [],
        quantity: 1 + (order % 3),
        unitPrice: 2500,
        unitCost: order % 4 === 0 ? 2100 : 900,
      },
    ],
  }
  const orderId = `order ${order}`
  const [answer] = await redeemCodes(db, { codes: [code], orderId, customerId: null, basket, at: now }, now)
  if (answer) ran.redeemed.push({ answer, orderId })
}

/** Looks at the budgets again and again while they are being used. */
async function watch(db: Db, offerIds: readonly string[], ran: Ran, done: () => boolean): Promise<void> {
  while (!done()) {
    const { rows } = await sql<{ offer_id: string }>`select b.offer_id from offer_budgets b
      join offers o on o.offer_id = b.offer_id where b.offer_id = any(${offerIds}::text[]) and (
        b.reserved_amount + b.spent_amount > (o.definition->'budgets'->>'total')::bigint
        or b.open_count + b.redeemed_count > (o.definition->'counts'->>'total')::bigint
        or b.open_count < 0 or b.reserved_amount < 0)`.execute(db)
    for (const { offer_id } of rows) ran.seenOver.push(offer_id)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

interface Row {
  offer_id: string
  issued_id: string
  customer_id: string
  state: string
  issued_day: string
  issued_at: Date
  expires_at: Date
  reserved_amount: number
  cost_amount: number | null
  order_id: string | null
  points: number
  issue_key: string
  definition: { budgets: Limits; counts: Limits }
}

/** Everything that is wrong with what a race has left; empty: nothing. */
export async function wrongs(db: Db, ran: Ran): Promise<string[]> {
  const { rows } = await sql<Row>`select i.*, o.definition from issued_offers i
    join offers o on o.offer_id = i.offer_id where i.offer_id = any(${ran.offerIds}::text[])`.execute(db)
  const roots = await rootsOf(db, ran.customerIds)
  return [
    ...ran.seenOver.map((offerId) => `${offerId} was over its budget while it ran`),
    ...overLimits(rows, roots),
    ...(await wrongCounters(db, ran.offerIds, rows)),
    ...usedTwice(ran),
    ...twoUnderOneKey(rows),
    ...(await wrongPoints(db, rows, roots)),
  ]
}

function grouped<T>(all: readonly T[], of: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) groups.set(of(one), [...(groups.get(of(one)) ?? []), one])
  return groups
}

const money = (row: Row) =>
  row.state === 'open' ? row.reserved_amount : row.state === 'redeemed' ? (row.cost_amount ?? Number.NaN) : 0
const live = (row: Row) => row.state === 'open' || row.state === 'redeemed'

/** One that ran out may stand open until it is swept; the next may have been given from that moment on. */
function heldTogether(open: readonly Row[]): boolean {
  const byEnd = [...open].sort((a, b) => a.expires_at.getTime() - b.expires_at.getTime())
  return byEnd.some((row, at) => at > 0 && row.issued_at < (byEnd[at - 1]?.expires_at ?? row.issued_at))
}

function overLimits(rows: readonly Row[], roots: ReadonlyMap<string, string>): string[] {
  const groups = (of: (row: Row) => string) => [...grouped(rows, of).values()]
  const over = (name: keyof Limits, some: Row[], counted: (row: Row) => boolean): string[] => {
    const { budgets, counts } = some[0]?.definition ?? {}
    const spent = some.reduce((sum, row) => sum + money(row), 0)
    const count = some.filter(counted).length
    const [budget, most] = [budgets?.[name] ?? null, counts?.[name] ?? null]
    const which = `${name} of ${some[0]?.offer_id}`
    return [
      ...(budget !== null && !(spent <= budget) ? [`${which}: ${spent} of ${budget}`] : []),
      ...(most !== null && count > most ? [`${which}: ${count} of ${most} issues`] : []),
    ]
  }
  const person = (row: Row) => `${row.offer_id} ${roots.get(row.customer_id)}`
  return [
    ...groups((row) => row.offer_id).flatMap((some) => over('total', some, live)),
    ...groups((row) => `${row.offer_id} ${row.issued_day}`).flatMap((some) => over('perDay', some, live)),
    ...groups(person).flatMap((some) => over('perCustomer', some, (row) => row.state !== 'released')),
    ...groups(person).flatMap((some) =>
      heldTogether(some.filter((row) => row.state === 'open'))
        ? [`two open ones of ${some[0]?.offer_id}`]
        : [],
    ),
    ...rows.flatMap((row) =>
      row.state === 'redeemed' && (row.cost_amount ?? 0) > row.reserved_amount
        ? [`${row.issued_id} cost more than was reserved`]
        : [],
    ),
  ]
}

/** Sums of the rows are the counters, in total and day by day. */
async function wrongCounters(db: Db, offerIds: readonly string[], rows: readonly Row[]): Promise<string[]> {
  type Counter = { key: string; open: number; redeemed: number; reserved: number; spent: number }
  const kept = await sql<Counter>`
    select offer_id as key, open_count as open, redeemed_count as redeemed, reserved_amount as reserved,
      spent_amount as spent from offer_budgets where offer_id = any(${offerIds}::text[])
    union all select offer_id || ' ' || day, open_count, redeemed_count, reserved_amount, spent_amount
    from offer_budget_days where offer_id = any(${offerIds}::text[])`.execute(db)
  const sums = new Map<string, Counter>()
  for (const row of rows)
    for (const key of [row.offer_id, `${row.offer_id} ${row.issued_day}`]) {
      const sum = sums.get(key) ?? { key, open: 0, redeemed: 0, reserved: 0, spent: 0 }
      if (row.state === 'open')
        sums.set(key, { ...sum, open: sum.open + 1, reserved: sum.reserved + money(row) })
      else if (row.state === 'redeemed')
        sums.set(key, { ...sum, redeemed: sum.redeemed + 1, spent: sum.spent + money(row) })
      else sums.set(key, sum)
    }
  return kept.rows.flatMap((counter) => {
    const sum = sums.get(counter.key)
    return JSON.stringify(sum) === JSON.stringify(counter)
      ? []
      : [`the counter ${JSON.stringify(counter)} is not the sum ${JSON.stringify(sum)}`]
  })
}

/** A code was good for one order, and for that one it was used up once. */
function usedTwice({ redeemed }: Ran): string[] {
  const good = redeemed.flatMap(({ answer, orderId }) => (answer.ok ? [{ ...answer, orderId }] : []))
  return [...grouped(good, ({ code }) => code)].flatMap(([code, uses]) => [
    ...(new Set(uses.map(({ orderId }) => orderId)).size > 1 ? [`${code} was good for two orders`] : []),
    ...(uses.filter(({ repeated }) => !repeated).length !== 1 ? [`${code} was used up more than once`] : []),
  ])
}

/** What was not taken back has a key of its own. */
function twoUnderOneKey(rows: readonly Row[]): string[] {
  const kept = rows.filter((row) => row.state !== 'released')
  return [...grouped(kept, (row) => row.issue_key)].flatMap(([key, some]) =>
    some.length > 1 ? [`${some.length} under the key ${key}`] : [],
  )
}

/** Rewards that are open or used have been paid for, nobody has paid with points that were not theirs. */
async function wrongPoints(
  db: Db,
  rows: readonly Row[],
  roots: ReadonlyMap<string, string>,
): Promise<string[]> {
  const customerIds = [...roots.keys()]
  const { rows: entries } = await sql<{ customer_id: string; points: number; source: string }>`
    select customer_id, points, source from loyalty_entries where customer_id = any(${customerIds}::text[])`.execute(
    db,
  )
  const rootOf = (id: string) => roots.get(id) ?? id
  return [...new Set(roots.values())].flatMap((root) => {
    const own = entries.filter((entry) => rootOf(entry.customer_id) === root)
    const balance = own.reduce((sum, { points }) => sum + points, 0)
    const paid = -own.reduce((sum, { points, source }) => sum + (source === 'offers' ? points : 0), 0)
    const held = rows.filter((row) => rootOf(row.customer_id) === root && live(row))
    const due = held.reduce((sum, { points }) => sum + points, 0)
    return [
      ...(balance < 0 ? [`${root} has ${balance} points`] : []),
      // one that ran out and was used by an order of before that was given its points back
      ...(paid > due ? [`${root} paid ${paid} points for ${due}`] : []),
    ]
  })
}
