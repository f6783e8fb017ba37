import { sql } from 'kysely'
import { newId } from '#contract/ids.ts'
import { type Db, inTransaction } from '#store/index.ts'
import { type CustomerInput, identifiersIn } from './identity.ts'
import {
  type Details,
  type ImportCounts,
  lastDetails,
  type Outcome,
  outcomesOf,
  type Resolved,
} from './import-plan.ts'
import { type Observation, pairKey, readObservations, type Sight } from './observation.ts'
import { type Taken, takeIn } from './queries-observe.ts'
import { readRules } from './queries-rules.ts'
import { writeNameWords } from './queries-words.ts'

const CHUNK = 500

export interface ImportOptions {
  /** Called inside the transaction of each chunk with the customers that were made or changed. */
  onCustomers?: (tx: Db, customerIds: string[]) => Promise<void>
}

/** Makes or brings up to date every customer of an import. Twice equals once. */
export async function upsertCustomers(
  db: Db,
  inputs: CustomerInput[],
  source: string,
  now: Date,
  { onCustomers }: ImportOptions = {},
): Promise<ImportCounts> {
  const counts: ImportCounts = { created: 0, updated: 0, unchanged: 0 }
  for (let i = 0; i < inputs.length; i += CHUNK) {
    const chunk = inputs.slice(i, i + CHUNK)
    const resolved = await inTransaction(db, async (tx) => {
      const done = await resolveCustomers(tx, chunk, source, now)
      const changed = done
        .filter(({ outcome }) => outcome !== 'unchanged')
        .map(({ customerId }) => customerId)
      if (changed.length > 0) await onCustomers?.(tx, [...new Set(changed)])
      return done
    })
    for (const { outcome } of resolved) counts[outcome]++
    await new Promise((resolve) => setImmediate(resolve)) // timers and sockets have their turn
  }
  return counts
}

/**
 * The customer of each input, found or made, in the order of the inputs; one transaction, so at most some
 * hundreds at a time. A record is an observation like any other: the same people come of it before or after
 * the events that show its identifiers. One without any usable identifier gets a customer of its own.
 */
export function resolveCustomers(
  db: Db,
  inputs: CustomerInput[],
  source: string,
  now: Date,
): Promise<Resolved[]> {
  return inTransaction(db, async (tx) => {
    const rules = await readRules(tx)
    const sight = readObservations(
      inputs.map((input) => toObservation(input, source, now)),
      rules,
    )
    const taken = await takeIn(tx, sight, rules, now)
    const unnamed = await makeUnnamed(tx, inputs, sight, source, now)
    const records = inputs.map((input, i) => {
      const [strongest = ''] = sight.perObservation[i] ?? []
      return { customerId: taken.known.get(strongest)?.customerId ?? unnamed.get(i) ?? '', input }
    })
    const rewritten = await writeDetails(tx, lastDetails(records), now)
    const outcomes = outcomesOf(sight, toOutcome(taken))
    return records.map(({ customerId }, i) => {
      const isRewritten = rewritten.delete(customerId) // by the first record that names it
      if (unnamed.has(i)) return { customerId, outcome: 'created' }
      const outcome = outcomes[i] ?? 'unchanged'
      return { customerId, outcome: outcome === 'unchanged' && isRewritten ? 'updated' : outcome }
    })
  })
}

function toObservation(input: CustomerInput, source: string, now: Date): Observation {
  const occurredAt = input.createdAt ?? now
  return { identifiers: identifiersIn(input), occurredAt, source, evidence: 'customer record' }
}

function toOutcome({ known, made, edges }: Taken): Outcome {
  const newPairs = new Set(edges.map(({ pair }) => pairKey(pair.a, pair.b)))
  return { rootOf: (key) => known.get(key)?.rootId, made, newPairs }
}

/** A row each for the records that nobody can be recognised by, by their place. */
async function makeUnnamed(
  tx: Db,
  inputs: CustomerInput[],
  { perObservation }: Sight,
  source: string,
  now: Date,
): Promise<Map<number, string>> {
  const made = inputs.flatMap((input, place) =>
    perObservation[place]?.length === 0
      ? [{ place, customerId: newId('customer', now), createdAt: input.createdAt ?? now }]
      : [],
  )
  if (made.length > 0)
    await sql`
      insert into customers (customer_id, source, created_at, updated_at)
      select "customerId", ${source}, "createdAt", "createdAt"
      from jsonb_to_recordset(${JSON.stringify(made)}::jsonb) as r("customerId" text, "createdAt" timestamptz)`.execute(
      tx,
    )
  return new Map(made.map(({ place, customerId }) => [place, customerId]))
}

/** Writes what records say beside identifiers; answers the customers of whom something is different now. */
async function writeDetails(tx: Db, details: Map<string, Details>, now: Date): Promise<Set<string>> {
  const rows = [...details]
    .map(([customerId, { name, locale, address }]) => ({ customerId, name, locale, address }))
    .filter(({ name, locale, address }) => name ?? locale ?? address)
  if (rows.length === 0) return new Set()
  const changed = await sql<{ customerId: string; name: string | null }>`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r("customerId" text, name text, locale text, address jsonb)
    ), held as (
      select c.customer_id from customers c where c.customer_id in (select "customerId" from given)
      order by c.customer_id for update
    )
    update customers c set updated_at = ${now}, name = coalesce(r.name, c.name),
      locale = coalesce(r.locale, c.locale), address = coalesce(r.address, c.address)
    from given r join held on held.customer_id = r."customerId"
    where c.customer_id = r."customerId" and (
      (r.name is not null and r.name is distinct from c.name)
      or (r.locale is not null and r.locale is distinct from c.locale)
      or (r.address is not null and r.address is distinct from c.address))
    returning c.customer_id as "customerId", c.name`.execute(tx)
  await writeNameWords(tx, changed.rows)
  return new Set(changed.rows.map(({ customerId }) => customerId))
}
