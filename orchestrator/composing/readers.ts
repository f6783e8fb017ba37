import { answerForUse, personUse, regionAmong } from '#domain/consent/index.ts'
import { namesOf, type PersonMember, peopleOf } from '#domain/identity/index.ts'
import { type Loyalty, loyaltyEntriesFrom, loyaltyOf, loyaltyProgram } from '#domain/profile/index.ts'
import { factsOfEach, type PersonFacts } from '#domain/recommendation/index.ts'
import { tierAccess } from '#domain/segments/index.ts'
import type { Access } from '#knowledge/catalog/index.ts'
import type { Db } from '#store/index.ts'
import type { Plan } from './plan.ts'
import { readReaderFacts } from './queries-people.ts'

/** Who a message is for, as far as it may say. */
export interface Reader {
  rootId: string
  members: readonly string[]
  name: string | null
  locale: string | null
  loyalty: Loyalty | null
  /** What lets them in before a release. */
  access: Access
  /** null: they have not allowed that their history is used, or nothing asks for it. */
  facts: PersonFacts | null
}

type FactRow = Awaited<ReturnType<typeof readReaderFacts>>[number]

/** Each person of these messages once, by root. */
export async function readReaders(tx: Db, plans: readonly Plan[], now: Date): Promise<Map<string, Reader>> {
  const people = new Map(plans.map(({ asked }) => [asked.rootId, asked.members]))
  const ids = [...new Set([...people].flatMap(([rootId, members]) => [rootId, ...members]))]
  const names = await namesOf(tx, [...people.keys()])
  const rows = await readReaderFacts(tx, ids, [...people.keys()])
  const program = await loyaltyProgram(tx)
  const picking = plans.filter(({ needs }) => needs.has('picks')).map(({ asked }) => asked.rootId)
  const allowed = await whoAllows(tx, new Set(picking), people, rows, now)
  const facts = await factsOfEach(
    tx,
    allowed.map((key) => ({ key, customerIds: people.get(key) ?? [] })),
    now,
  )
  const rowsOf = byPerson(people, rows)
  return new Map(
    [...people].map(([rootId, members]) => {
      const own = rowsOf.get(rootId) ?? []
      const loyalty = loyaltyOf(loyaltyEntriesFrom(own), program, now)
      const segments = own.flatMap(({ part, fact }) => (part === 'segment' ? [(fact as [string])[0]] : []))
      const access = { segmentIds: new Set(segments), tiers: tierAccess(loyalty) }
      const { name = null, locale = null } = names.get(rootId) ?? {}
      return [rootId, { rootId, members, name, locale, loyalty, access, facts: facts.get(rootId) ?? null }]
    }),
  )
}

/** Of these people those whose history may choose what they are shown, by the law of where they live. */
async function whoAllows(
  tx: Db,
  rootIds: ReadonlySet<string>,
  people: ReadonlyMap<string, readonly string[]>,
  rows: readonly FactRow[],
  now: Date,
): Promise<string[]> {
  if (rootIds.size === 0) return []
  const membersOf = new Map<string, PersonMember[]>()
  for (const member of await peopleOf(tx, [...rootIds]))
    membersOf.set(member.rootId, [...(membersOf.get(member.rootId) ?? []), member])
  const rowsOf = byPerson(people, rows)
  return [...rootIds].filter((rootId) => {
    const members = membersOf.get(rootId) ?? []
    const identifiers = members.flatMap((member) =>
      member.identifiers.filter(({ quarantined }) => !quarantined),
    )
    const region = regionAmong(
      members.map(({ address }) => address),
      identifiers,
    )
    const person = personUse(rowsOf.get(rootId) ?? [], { identifiers, region, suppressed: false })
    return answerForUse(person, { channel: 'web', purpose: 'personalisation' }, now).allowed
  })
}

function byPerson(
  people: ReadonlyMap<string, readonly string[]>,
  rows: readonly FactRow[],
): Map<string, FactRow[]> {
  const rootOf = new Map(
    [...people].flatMap(([rootId, members]) => [rootId, ...members].map((id) => [id, rootId] as const)),
  )
  const groups = new Map<string, FactRow[]>()
  for (const row of rows) {
    const rootId = rootOf.get(row.customer_id)
    if (rootId === undefined) continue
    const group = groups.get(rootId)
    if (group) group.push(row)
    else groups.set(rootId, [row])
  }
  return groups
}
