import { sql } from 'kysely'
import {
  type ConsentFact,
  consentFacts,
  type PersonUse,
  personUse,
  regionAmong,
  suppressionHashes,
} from '#domain/consent/index.ts'
import { type PersonMember, peopleOf } from '#domain/identity/index.ts'
import type { Db } from '#store/index.ts'

/** What may be done with the data of these customers' people, by root: two statements for any number. */
export async function usesOf(
  db: Db,
  customerIds: readonly string[],
  suppressionKey: string,
): Promise<Map<string, PersonUse>> {
  const members = (await peopleOf(db, customerIds)).filter(({ kept }) => kept)
  if (members.length === 0) return new Map()
  const people = new Map<string, Person>()
  for (const member of members) {
    const person = people.get(member.rootId) ?? { members: [], hashes: [], rows: [] }
    person.members.push(member)
    person.hashes.push(...suppressionHashes(suppressionKey, member.identifiers))
    people.set(member.rootId, person)
  }
  const rootOf = new Map(members.map(({ customerId, rootId }) => [customerId, rootId]))
  const suppressed = new Set<string>()
  const hashes = [...people.values()].flatMap((person) => person.hashes)
  for (const row of await factRows(db, [...rootOf.keys()], hashes)) {
    if (row.part === 'suppressed') suppressed.add(String(row.fact))
    else people.get(rootOf.get(row.customer_id) ?? '')?.rows.push(row)
  }
  return new Map([...people].map(([rootId, person]) => [rootId, useOf(person, suppressed)]))
}

interface Person {
  members: PersonMember[]
  hashes: string[]
  rows: ConsentFact[]
}

function useOf({ members, hashes, rows }: Person, suppressed: ReadonlySet<string>): PersonUse {
  const identifiers = members.flatMap((member) =>
    member.identifiers.filter(({ quarantined }) => !quarantined).map(({ kind, value }) => ({ kind, value })),
  )
  return personUse(rows, {
    identifiers,
    suppressed: hashes.some((hash) => suppressed.has(hash)),
    region: regionAmong(
      members.map(({ address }) => address),
      identifiers,
    ),
  })
}

async function factRows(db: Db, members: string[], hashes: string[]): Promise<ConsentFact[]> {
  const asked = {
    channels: ['web' as const, 'email' as const, 'sms' as const],
    purposes: ['marketing' as const, 'personalisation' as const],
    hashes,
  }
  const { rows } = await sql<ConsentFact>`
    with given as (select ${members}::text[] as ids)
    ${consentFacts(sql`((select ids from given)::text[])`, asked)}`.execute(db)
  return rows
}
