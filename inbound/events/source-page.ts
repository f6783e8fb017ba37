import { type Outcome, recentSenders, type Sender, sourceStats } from '#domain/events/index.ts'
import { identifiersOf } from '#domain/identity/index.ts'
import type { Db } from '#store/index.ts'
import { consentKnownOf, personsOf } from './queries-senders.ts'

const DAY_MS = 86_400_000
const SHARE_DAYS = 7
const CUSTOMERS_PER_SOURCE = 500

/** A share and of how many it was computed: an estimate where they are a sample. */
export interface Share {
  share: number
  of: number
}

/** What there is to know of one source. */
export interface SourceView {
  source: string
  /** When the last event came, refused ones too. */
  lastAt: Date
  days: { day: string; stored: number; duplicates: number; refused: number }[]
  refusals: { code: Outcome; events: number }[]
  /** Events of the last week whose customer is known by more than an anonymous id. */
  identified: Share | null
  /** Customers of the last week of whom a yes or no is on record. */
  consent: Share | null
}

const taken = new Set<Outcome>(['stored', 'duplicate', 'repeated'])

/** Every source that sent something in the last `days`, the latest first. */
export async function sourcePage(db: Db, days: number, now: Date): Promise<SourceView[]> {
  const stats = await sourceStats(db, new Date(now.getTime() - (days - 1) * DAY_MS))
  const shares = await sharesOf(db, now)
  const sources = new Map<string, SourceView>()
  for (const { source, day, outcome, events, lastAt } of stats) {
    const view = sources.get(source) ?? emptyView(source, lastAt, shares)
    sources.set(source, view)
    if (lastAt > view.lastAt) view.lastAt = lastAt
    const row = dayOf(view, day)
    if (outcome === 'stored') row.stored += events
    else if (taken.has(outcome)) row.duplicates += events
    else {
      row.refused += events
      addRefusal(view, outcome, events)
    }
  }
  return [...sources.values()].sort((a, b) => b.lastAt.getTime() - a.lastAt.getTime())
}

type Shares = Map<string, Pick<SourceView, 'identified' | 'consent'>>

function emptyView(source: string, lastAt: Date, shares: Shares): SourceView {
  return { source, lastAt, days: [], refusals: [], identified: null, consent: null, ...shares.get(source) }
}

function dayOf({ days }: SourceView, day: string): SourceView['days'][number] {
  const last = days.at(-1)
  if (last?.day === day) return last
  const row = { day, stored: 0, duplicates: 0, refused: 0 }
  days.push(row)
  return row
}

function addRefusal({ refusals }: SourceView, code: Outcome, events: number): void {
  const known = refusals.find((each) => each.code === code)
  if (known) known.events += events
  else refusals.push({ code, events })
}

async function sharesOf(db: Db, now: Date): Promise<Shares> {
  const since = new Date(now.getTime() - SHARE_DAYS * DAY_MS)
  const senders = await recentSenders(db, since, CUSTOMERS_PER_SOURCE)
  const members = await personsOf(db, [...new Set(senders.map(({ customerId }) => customerId))])
  const ids = members.map(({ customerId }) => customerId)
  const rootOf = new Map(members.map(({ customerId, rootId }) => [customerId, rootId]))
  const personsWith = (customers: Iterable<string>) =>
    new Set([...customers].map((customerId) => rootOf.get(customerId) ?? customerId))
  const strong = (await identifiersOf(db, ids)).filter(({ kind }) => kind !== 'anonymous_id')
  const identified = personsWith(strong.map(({ customerId }) => customerId))
  const consented = personsWith(await consentKnownOf(db, ids))
  const bySource = new Map<string, Sender[]>()
  for (const sender of senders) {
    const others = bySource.get(sender.source)
    if (others) others.push(sender)
    else bySource.set(sender.source, [sender])
  }
  const isOf = (persons: Set<string>, { customerId }: Sender) =>
    persons.has(rootOf.get(customerId) ?? customerId)
  return new Map(
    [...bySource].map(([source, mine]) => [
      source,
      {
        identified: share(
          mine,
          ({ events }) => events,
          (one) => isOf(identified, one),
        ),
        consent: share(
          mine,
          () => 1,
          (one) => isOf(consented, one),
        ),
      },
    ]),
  )
}

function share(
  senders: readonly Sender[],
  weightOf: (sender: Sender) => number,
  counts: (sender: Sender) => boolean,
): Share {
  const of = senders.reduce((sum, each) => sum + weightOf(each), 0)
  const part = senders.filter(counts).reduce((sum, each) => sum + weightOf(each), 0)
  return { share: of === 0 ? 0 : part / of, of }
}
