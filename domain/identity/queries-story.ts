import { sql } from 'kysely'
import type { Db } from '#store/index.ts'
import type { Customer, Identifier } from './identity.ts'
import { partsWithout } from './partition.ts'
import { customerView } from './queries.ts'
import { membersOf } from './queries-links.ts'
import { readGraph } from './queries-regroup.ts'
import { readRules } from './queries-rules.ts'
import { sidesOf } from './verdict-sides.ts'

export interface IdentifierDetail extends Identifier {
  /** The member whose it is. */
  customerId: string
  source: string
  firstSeenAt: Date
  lastSeenAt: Date
  /** Of which kind it was seen with too many, or `blocked`; null: it counts. */
  quarantine: { reason: string; at: Date } | null
}

/** A person with all its members and identifiers. */
export interface PersonView extends Customer {
  /** The root first. */
  memberIds: string[]
  identifiers: IdentifierDetail[]
  lastSeenAt: Date
}

/** The person that this customer is part of; null: there is none. */
export async function personView(db: Db, customerId: string): Promise<PersonView | null> {
  const view = await customerView(db, customerId)
  if (!view) return null
  const memberIds = await membersOf(db, view.customerId)
  const identifiers = await detailsOf(db, memberIds)
  const lastSeenAt = identifiers.reduce(
    (last, { lastSeenAt: at }) => (at > last ? at : last),
    identifiers[0]?.lastSeenAt ?? view.createdAt,
  )
  return { ...view, memberIds, identifiers, lastSeenAt }
}

async function detailsOf(db: Db, memberIds: string[]): Promise<IdentifierDetail[]> {
  const { rows } = await sql<
    Omit<IdentifierDetail, 'quarantine'> & { reason: string | null; at: Date | null }
  >`
    select kind, value, customer_id as "customerId", source, first_seen_at as "firstSeenAt",
      last_seen_at as "lastSeenAt", quarantine_reason as reason, quarantined_at as at
    from identifiers where customer_id = any(${memberIds})
    order by array_position(
      array['user_id', 'email', 'phone', 'loyalty_number', 'whatsapp_id', 'anonymous_id'], kind), value`.execute(
    db,
  )
  return rows.map(({ reason, at, ...detail }) => ({
    ...detail,
    quarantine: reason === null || at === null ? null : { reason, at },
  }))
}

export interface MemberStory {
  customerId: string
  name: string | null
  source: string
  createdAt: Date
  identifiers: IdentifierDetail[]
  /** Why and since when it belongs here; null for the root. */
  joined: { reason: string; at: Date } | null
}

export interface VerdictStory {
  verdictId: string
  verdict: 'same' | 'different'
  /**
   * Members on either side, of this person or of another. Of a merge in force the two whole parts that would
   * stand without it: what an un-merge is given.
   */
  sides: [string[], string[]]
  source: 'staff' | 'session' | 'duplicates'
  staffId: string | null
  reason: string
  at: Date
  withdrawnAt: Date | null
}

/** A pair that was seen together and does not join: refused by a rule or a verdict, or dropped with a quarantine. */
export interface RefusedPair {
  left: Identifier & { customerId: string }
  right: Identifier & { customerId: string }
  reason: string
  firstAt: Date
  source: string
  evidence: string
}

export interface IdentityStory {
  person: PersonView
  members: MemberStory[]
  /** The newest first. */
  verdicts: VerdictStory[]
  refused: RefusedPair[]
}

const MOST_PAIRS = 200

/** How a person has come together; null: there is no such customer. */
export async function identityStory(db: Db, customerId: string): Promise<IdentityStory | null> {
  const person = await personView(db, customerId)
  if (!person) return null
  return {
    person,
    members: await membersWithReasons(db, person),
    verdicts: await withWholeSides(db, person.memberIds, await verdictsOn(db, person.memberIds)),
    refused: await refusedPairs(db, person.memberIds),
  }
}

async function membersWithReasons(db: Db, { memberIds, identifiers }: PersonView): Promise<MemberStory[]> {
  const { rows } = await sql<
    Omit<MemberStory, 'identifiers' | 'joined'> & { reason: string | null; at: Date }
  >`
    select c.customer_id as "customerId", c.name, c.source, c.created_at as "createdAt", l.reason, l.linked_at as at
    from customers c left join customer_links l on l.customer_id = c.customer_id
    where c.customer_id = any(${memberIds}) order by array_position(${memberIds}::text[], c.customer_id)`.execute(
    db,
  )
  return rows.map(({ reason, at, ...member }) => ({
    ...member,
    identifiers: identifiers.filter((each) => each.customerId === member.customerId),
    joined: reason === null ? null : { reason, at },
  }))
}

/** One un-merge may be many pairs: they are one verdict with two sides. */
async function verdictsOn(db: Db, memberIds: string[]): Promise<VerdictStory[]> {
  const { rows } = await sql<Omit<VerdictStory, 'sides'> & { pairs: [string, string][] }>`
    select min(verdict_id) as "verdictId", verdict, source, staff_id as "staffId", reason, decided_at as at,
      withdrawn_at as "withdrawnAt",
      jsonb_agg(jsonb_build_array(customer_id, other_id) order by customer_id, other_id) as pairs
    from (
      select v.* from identity_verdicts v where v.customer_id = any(${memberIds})
      union select v.* from identity_verdicts v where v.other_id = any(${memberIds})
    ) said
    group by verdict, source, staff_id, reason, decided_at, withdrawn_at
    order by decided_at desc, 1`.execute(db)
  return rows.map(({ pairs, ...verdict }) => ({ ...verdict, sides: sidesOf(pairs) }))
}

async function withWholeSides(
  db: Db,
  memberIds: string[],
  verdicts: VerdictStory[],
): Promise<VerdictStory[]> {
  const isMerge = ({ verdict, source, withdrawnAt }: VerdictStory) =>
    verdict === 'same' && source !== 'session' && withdrawnAt === null
  if (!verdicts.some(isMerge)) return verdicts
  const graph = await readGraph(db, memberIds)
  const rules = await readRules(db)
  return verdicts.map((verdict) => {
    const [a, b] = [verdict.sides[0][0] ?? '', verdict.sides[1][0] ?? '']
    if (!isMerge(verdict) || !memberIds.includes(a) || !memberIds.includes(b)) return verdict
    return { ...verdict, sides: partsWithout(graph, a, b, rules) }
  })
}

async function refusedPairs(db: Db, memberIds: string[]): Promise<RefusedPair[]> {
  const { rows } = await sql<RefusedPair>`
    select jsonb_build_object('kind', a.kind, 'value', a.value, 'customerId', a.customer_id) as left,
      jsonb_build_object('kind', b.kind, 'value', b.value, 'customerId', b.customer_id) as right,
      e.reason, e.first_at as "firstAt", e.source, e.evidence
    from (
      select * from identity_edges where customer_id = any(${memberIds}) and state <> 'used'
      union select * from identity_edges where other_id = any(${memberIds}) and state <> 'used'
    ) e
    join identifiers a on a.customer_id = e.customer_id
    join identifiers b on b.customer_id = e.other_id
    order by e.first_at desc, e.customer_id, e.other_id limit ${MOST_PAIRS}`.execute(db)
  return rows
}
