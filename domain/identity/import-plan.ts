import type { CustomerInput } from './identity.ts'
import { pairKey, type Sight } from './observation.ts'

export interface ImportCounts {
  created: number
  updated: number
  unchanged: number
}

export interface Resolved {
  /** The member of the record's strongest identifier. */
  customerId: string
  outcome: keyof ImportCounts
}

/** What a record says of a customer beside its identifiers. */
export type Details = Pick<CustomerInput, 'name' | 'locale' | 'address'>

/** The details of one member after all of a group's records, each over what those before it said. */
export function lastDetails(
  records: readonly { customerId: string; input: CustomerInput }[],
): Map<string, Details> {
  const last = new Map<string, Details>()
  for (const { customerId, input } of records) {
    const before = last.get(customerId)
    last.set(customerId, {
      name: input.name ?? before?.name,
      locale: input.locale ?? before?.locale,
      address: input.address ?? before?.address,
    })
  }
  return last
}

/** What has become of a group of records' identifiers, by their keys. */
export interface Outcome {
  /** The roots after. */
  rootOf(key: string): string | undefined
  /** Identifiers that nobody had seen before. */
  made: ReadonlySet<string>
  /** Pairs of the sight that nobody had seen before. */
  newPairs: ReadonlySet<string>
}

/**
 * What each record has done, in turn, its details left aside: made a person whom neither the house nor an
 * earlier record knew, added something to a person, or nothing.
 */
export function outcomesOf({ perObservation, identifiers }: Sight, outcome: Outcome): Resolved['outcome'][] {
  const known = new Set<string | undefined>()
  for (const key of identifiers.keys()) if (!outcome.made.has(key)) known.add(outcome.rootOf(key))
  const told = new Set<string>()
  return perObservation.map((keys) => {
    const news = newsIn(keys, outcome).filter((entry) => !told.has(entry))
    const isNew = !known.has(outcome.rootOf(keys[0] ?? ''))
    for (const entry of news) told.add(entry)
    for (const key of keys) known.add(outcome.rootOf(key))
    return news.length === 0 ? 'unchanged' : isNew ? 'created' : 'updated'
  })
}

function newsIn(keys: readonly string[], { made, newPairs }: Outcome): string[] {
  const pairs = keys.flatMap((a, i) => keys.slice(i + 1).map((b) => pairKey(a, b)))
  return [...keys.filter((key) => made.has(key)), ...pairs.filter((pair) => newPairs.has(pair))]
}
