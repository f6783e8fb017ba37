import { sql } from 'kysely'
import type { CalendarEntry } from '#contract/calendar.ts'
import type { TriggerOf } from '#contract/journey-triggers.ts'
import { memberRelation, peopleOf } from '#domain/identity/index.ts'
import { orderLineRelation } from '#domain/orders/index.ts'
import { readSettings } from '#domain/settings/index.ts'
import { featuredRelation, sellableRelation } from '#knowledge/catalog/index.ts'
import type { Db } from '#store/index.ts'
import { byPerson, countryOf, countryOfLocale } from '../../calendar/country-of.ts'
import { addDays, type Day } from '../../calendar/day.ts'
import { type Occasion, occasionOn } from '../../calendar/occasions.ts'
import { listCalendar } from '../../calendar/queries.ts'
import { allCodes } from '../../quiet-hours/countries.ts'
import type { Inside, Newcomer, TriggerAsked, TriggerSource } from '../trigger-table.ts'
import { DAY_MS, dayOf, firstFew, newcomer } from './queries-page.ts'

type Trigger = TriggerOf<'calendar'>

export const calendar: TriggerSource<'calendar'> = {
  wakes: new Set(),
  everyMinutes: 24 * 60,
  causedBy: () => [],
  find,
  nextAt: async (_db, _trigger, now) => nextMorning(now),
  stillTrue,
}

/** At eight in the morning, UTC, seasons begin; each step finds the hour that suits its reader. */
const MORNING_HOUR = 8
const morningOf = (day: Day) => new Date(`${day}T0${MORNING_HOUR}:00:00Z`)

function nextMorning(now: Date): Date {
  const today = morningOf(dayOf(now))
  return today > now ? today : new Date(today.getTime() + DAY_MS)
}

interface Beginning {
  entry: CalendarEntry
  occasion: Occasion
  at: Date
}

/** What begins in a country between two looks: its morning has come, or the shop has only now said so. */
function beginningsIn(
  country: string,
  entries: readonly CalendarEntry[],
  { trigger, since, until }: Pick<TriggerAsked<'calendar'>, 'trigger' | 'since' | 'until'>,
): Beginning[] {
  const today = dayOf(until)
  return entries.flatMap((entry) => {
    const occasion = occasionOn(entry, country, today, trigger.daysBefore)
    if (!occasion) return []
    const morning = morningOf(addDays(occasion.from, -trigger.daysBefore))
    const at = new Date(Math.max(morning.getTime(), Date.parse(entry.updatedAt)))
    return at > since && at <= until ? [{ entry, occasion, at }] : []
  })
}

const meant = (entries: readonly CalendarEntry[], trigger: Trigger) =>
  entries.filter(
    ({ live, name }) => live && (trigger.entries === undefined || trigger.entries.includes(name)),
  )

async function find(db: Db, asked: TriggerAsked<'calendar'>): Promise<Newcomer[]> {
  const entries = meant(await listCalendar(db), asked.trigger)
  const mayBegin =
    nextMorning(asked.since) <= asked.until ||
    entries.some(({ updatedAt }) => new Date(updatedAt) > asked.since)
  if (!mayBegin) return []
  const byCountry = new Map<string, Beginning[]>()
  for (const country of allCodes()) {
    const beginnings = beginningsIn(country, entries, asked)
    if (beginnings.length > 0) byCountry.set(country, beginnings)
  }
  if (byCountry.size === 0) return []
  const shop = countryOfLocale((await readSettings(db)).locale)
  const goods = new Map<string, string[]>()
  for (const { entry } of [...byCountry.values()].flat())
    if (!goods.has(entry.name)) goods.set(entry.name, await featuredGoods(db, entry, asked.until))
  const found: Newcomer[] = []
  for (let after = asked.after ?? ''; found.length < asked.limit; ) {
    const roots = await rootsAfter(db, after, asked.limit)
    const people = byPerson(await peopleOf(db, roots))
    const bought = await boughtOf(db, [...people.values()].flat())
    for (const [root, members] of people)
      for (const beginning of byCountry.get(countryOf(members, shop)) ?? [])
        found.push(toNewcomer(root, beginning, goods.get(beginning.entry.name) ?? [], bought.get(root)))
    after = roots.at(-1) ?? ''
    if (roots.length < asked.limit) break
    await new Promise((resolve) => setImmediate(resolve))
  }
  return found
}

function toNewcomer(
  root: string,
  { entry, occasion, at }: Beginning,
  goods: readonly string[],
  bought: ReadonlySet<string> | undefined,
): Newcomer {
  const titles = Object.entries(entry.title)
  return newcomer(
    { customerId: root, since: at },
    {
      object: entry.name,
      occurrence: `season ${entry.name} ${occasion.year}`,
      values: {
        season: titles[0]?.[1] ?? entry.name,
        ...Object.fromEntries(titles.map(([language, title]) => [`season.${language}`, title])),
      },
      productIds: firstFew(goods.filter((productId) => !bought?.has(productId))),
    },
  )
}

async function rootsAfter(db: Db, after: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select m.root_id as id from (${memberRelation}) m where m.customer_id = m.root_id and m.root_id > ${after}
    order by m.root_id limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}

/** How many are looked through for those that somebody has not bought yet. */
const MOST_GOODS = 40
const POPULAR_DAYS = 90

/** What an entry features and can be bought, the most bought of the last three months first. */
async function featuredGoods(db: Db, entry: CalendarEntry, now: Date): Promise<string[]> {
  const since = new Date(now.getTime() - POPULAR_DAYS * DAY_MS)
  const { rows } = await sql<{ id: string }>`
    select f.product_id as id from ${featuredRelation(entry.categories, entry.attributes)} f
    where exists (select 1 from ${sellableRelation} s where s.product_id = f.product_id)
    order by (select count(*) from ${orderLineRelation} l where l.product_id = f.product_id
      and l.quantity > 0 and l.placed_at > ${since}) desc, f.product_id limit ${MOST_GOODS}`.execute(db)
  return rows.map(({ id }) => id)
}

async function boughtOf(
  db: Db,
  members: readonly { customerId: string; rootId: string }[],
): Promise<Map<string, Set<string>>> {
  const roots = new Map(members.map(({ customerId, rootId }) => [customerId, rootId]))
  const { rows } = await sql<{ customerId: string; productId: string }>`
    select distinct l.customer_id as "customerId", l.product_id as "productId" from ${orderLineRelation} l
    where l.customer_id = any(${[...roots.keys()]}::text[]) and l.quantity > 0`.execute(db)
  const bought = new Map<string, Set<string>>()
  for (const { customerId, productId } of rows) {
    const root = roots.get(customerId) ?? customerId
    bought.set(root, (bought.get(root) ?? new Set()).add(productId))
  }
  return bought
}

/** Until the season is over where they live, or the shop takes it out of its calendar. */
async function stillTrue(
  db: Db,
  trigger: Trigger,
  inside: readonly Inside[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const entries = new Map(meant(await listCalendar(db), trigger).map((entry) => [entry.name, entry]))
  const shop = countryOfLocale((await readSettings(db)).locale)
  const roots = [...new Set(inside.map(({ rootId }) => rootId))]
  const people = byPerson(await peopleOf(db, roots))
  const holds = inside.filter(({ rootId, object }) => {
    const entry = entries.get(object ?? '')
    const country = countryOf(people.get(rootId) ?? [], shop)
    return entry && occasionOn(entry, country, dayOf(now), trigger.daysBefore) !== null
  })
  return new Set(holds.map(({ entryId }) => entryId))
}
