import { sql } from 'kysely'
import {
  answerForUse,
  type ConsentFact,
  type ConsentPurpose,
  consentFacts,
  personUse,
  regionAmong,
  suppressionHashes,
} from '#domain/consent/index.ts'
import {
  accountMembers,
  memberRelation,
  memberWith,
  type PersonMember,
  peopleOf,
} from '#domain/identity/index.ts'
import { type Loyalty, loyaltyEntriesFrom, loyaltyFacts, loyaltyOf } from '#domain/profile/index.ts'
import { membershipFacts, tierAccess } from '#domain/segments/index.ts'
import type { Access } from '#knowledge/catalog/index.ts'
import type { Db } from '#store/index.ts'
import type { Visitor, VisitorAsk, VisitorDeps } from './visitor.ts'

/**
 * Who asks, and what may be used of them. A browser's own id opens the record of that browser alone; only an
 * identity token opens the account. Consent is asked of the whole person: the strictest record wins.
 */
export async function readVisitor(
  db: Db,
  ask: VisitorAsk,
  deps: VisitorDeps,
  now: Date,
): Promise<Visitor | null> {
  const { anonymousId, userId } = ask
  const account = userId === null ? null : await memberWith(db, 'user_id', userId)
  const browser = anonymousId === null ? null : await memberWith(db, 'anonymous_id', anonymousId)
  const customerId = account ?? browser
  if (customerId === null) return null
  const trusted = account === null ? [] : await accountMembers(db, account)
  const own = [...new Set([...trusted, ...(browser === null ? [] : [browser])])]
  const people = await peopleOf(db, own)
  const members = people.map((member) => member.customerId)
  const roots = people.filter((member) => member.rootId === member.customerId)
  // what a person is known for is shown to whoever has shown to be that person, or to a browser that is all of them
  const open = account === null && people.length > 1 ? [] : roots.map((member) => member.customerId)
  const rows = await factRows(db, { own, members, open, people }, deps)
  const may = mayOf(people, rows, ask, deps, now)
  const visitor = { customerId, members, known: null, facts: null, access: null, person: null }
  if (!may('personalisation')) return visitor
  const loyalty = loyaltyOf(loyaltyEntriesFrom(rows), deps.program(), now)
  const facts = await deps.factsOf(own, now)
  return {
    ...visitor,
    facts,
    access: account === null ? null : accessIn(rows, loyalty),
    person:
      open.length === 0 ? null : (people.find((each) => each.customerId === customerId)?.rootId ?? null),
    known: {
      segments: segmentsIn(rows, may('marketing')),
      loyaltyTier: loyalty?.tier?.name ?? null,
      favouriteCategories: [...facts.categories].sort(([, a], [, b]) => b - a).map(([path]) => path),
      returning: isReturning(rows, now),
    },
  }
}

interface Read {
  /** Whose history may be looked at. */
  own: string[]
  members: string[]
  /** Roots whose segments may be looked at. */
  open: string[]
  people: readonly PersonMember[]
}

function hashesOf(people: readonly PersonMember[], { suppressionKey }: VisitorDeps): string[] {
  return suppressionHashes(
    suppressionKey,
    people.flatMap(({ identifiers }) => identifiers),
  )
}

/** All that is asked of the person beside their history, in one statement. */
async function factRows(
  db: Db,
  { own, members, open, people }: Read,
  deps: VisitorDeps,
): Promise<ConsentFact[]> {
  const asked = {
    channels: ['web' as const],
    purposes: ['personalisation' as const, 'marketing' as const],
    hashes: hashesOf(people, deps),
  }
  const { rows } = await sql<ConsentFact>`
    with given as (select ${members}::text[] as ids)
    ${consentFacts(sql`((select ids from given)::text[])`, asked)}
    union all ${membershipFacts(sql`${open}::text[]`)}
    ${deps.wantsTier() ? sql`union all ${loyaltyFacts(sql`${own}::text[]`)}` : sql``}
    union all select 'since', m.customer_id, to_json(m.created_at)
      from (${memberRelation}) m where m.customer_id = any(${own}::text[])`.execute(db)
  return rows
}

function mayOf(
  people: readonly PersonMember[],
  rows: readonly ConsentFact[],
  { country, region }: VisitorAsk,
  deps: VisitorDeps,
  now: Date,
): (purpose: ConsentPurpose) => boolean {
  const identifiers = people.flatMap((member) =>
    member.identifiers.filter(({ quarantined }) => !quarantined).map(({ kind, value }) => ({ kind, value })),
  )
  const person = personUse(rows, {
    identifiers,
    suppressed: hashesOf(people, deps).length > 0 && rows.some(({ part }) => part === 'suppressed'),
    region: regionAmong([...people.map(({ address }) => address), { country, region }], identifiers),
  })
  return (purpose) => answerForUse(person, { channel: 'web', purpose }, now).allowed
}

/** Whatever a segment was made for: whom it lets in early is not what it may be used for. */
function accessIn(rows: readonly ConsentFact[], loyalty: Loyalty | null): Access {
  const segments = rows.filter(({ part }) => part === 'segment').map(({ fact }) => (fact as [string])[0])
  return { segmentIds: new Set(segments), tiers: tierAccess(loyalty) }
}

/** Segments made for marketing count where the person may be shown marketing on the site. */
function segmentsIn(rows: readonly ConsentFact[], mayMarket: boolean): Set<string> {
  const found = new Set<string>()
  for (const { part, fact } of rows) {
    if (part !== 'segment') continue
    const [segmentId, purpose] = fact as [string, string]
    if (purpose === 'personalisation' || (purpose === 'marketing' && mayMarket)) found.add(segmentId)
  }
  return found
}

/** A visit does not last longer than this: who was seen before it has come back. */
const VISIT_MS = 4 * 3_600_000

function isReturning(rows: readonly ConsentFact[], now: Date): boolean {
  const since = rows.filter(({ part }) => part === 'since').map(({ fact }) => Date.parse(String(fact)))
  return since.some((at) => now.getTime() - at > VISIT_MS)
}
