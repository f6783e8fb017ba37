import { type PersonUse, personUse, regionAmong } from '#domain/consent/index.ts'
import type { PersonMember } from '#domain/identity/index.ts'
import { addressesOf } from './facts-addresses.ts'
import { touchFrom } from './facts-touches.ts'
import type { PersonFacts } from './person-facts.ts'
import type { FactRow } from './queries-facts.ts'

/** What was read, as facts of a person; which purposes the ledger was read for, the reader adds. */
export type Gathered = Omit<PersonFacts, 'ledgerOf'>

/** One person's facts from the rows of all members. `hashes` says whose a suppressed address is. */
export function gather(
  members: readonly PersonMember[],
  rows: readonly FactRow[],
  hashes: ReadonlyMap<string, string>,
): Gathered[] {
  const byRoot = groupedBy(members, ({ rootId }) => rootId)
  const rootOf = new Map(members.map(({ customerId, rootId }) => [customerId, rootId]))
  const rowsOf = groupedBy(rows, ({ customer_id, part, fact }) =>
    part === 'suppressed' ? hashes.get(String(fact)) : rootOf.get(customer_id),
  )
  return [...byRoot].map(([rootId, own]) => personFrom(rootId, own, rowsOf.get(rootId) ?? []))
}

function groupedBy<T, K>(all: readonly T[], keyOf: (each: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const each of all) {
    const key = keyOf(each)
    const group = groups.get(key)
    if (group) group.push(each)
    else groups.set(key, [each])
  }
  return groups
}

function personFrom(rootId: string, members: readonly PersonMember[], rows: readonly FactRow[]): Gathered {
  const of = <Fact>(part: string) => rows.filter((row) => row.part === part) as (FactRow & { fact: Fact })[]
  return {
    rootId,
    members: members.map(({ customerId }) => customerId),
    exists: members.some(({ kept }) => kept),
    addresses: addressesOf(members, rows),
    consent: consentIn(members, rows),
    homes: members.flatMap(({ address }) => address ?? []),
    confirmedZone: latestZone(of<[unknown, string]>('zone').map(({ fact }) => fact)),
    touches: of('touch').map(touchFrom),
    exposures: of<[string, 'control' | 'treated']>('exposure').map(({ fact: [experiment, variation] }) => ({
      experiment,
      variation,
    })),
    withStaff: of<[string, string | null]>('with_staff').map(
      ({ customer_id: customerId, fact: [conversationId, staffId] }) => ({
        customerId,
        conversationId,
        staffId,
      }),
    ),
    openTickets: of<string>('ticket').map(({ fact }) => fact),
    engagedAt: null,
  }
}

function consentIn(members: readonly PersonMember[], rows: readonly FactRow[]): PersonUse {
  const identifiers = members.flatMap((member) => member.identifiers)
  return personUse(rows, {
    identifiers,
    region: regionAmong(
      members.map(({ address }) => address),
      identifiers,
    ),
    suppressed: rows.some(({ part }) => part === 'suppressed'),
  })
}

function latestZone(said: readonly [value: unknown, at: string][]): string | null {
  const zones = said.filter(([value]) => typeof value === 'string' && isZone(value))
  const latest = zones.sort(([, a], [, b]) => +new Date(b) - +new Date(a))[0]
  return latest ? String(latest[0]) : null
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
