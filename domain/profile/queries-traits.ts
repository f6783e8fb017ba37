import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { type Db, inTransaction } from '#store/index.ts'
import type { Party, TraitPurpose, TraitRow, TraitValue } from './traits.ts'

/**
 * Writes values, all in one statement. A value that is known from this source only moves its times; its words
 * and purposes are those of the time it was heard last. Any order of the same rows leaves the same.
 */
export async function writeTraits(tx: Db, rows: readonly TraitRow[]): Promise<void> {
  const once = onePerKey(rows)
  if (once.length === 0) return
  const column = <T>(read: (row: TraitRow & { hash: string }) => T) => once.map(read)
  await sql`insert into trait_values as known
      (customer_id, name, party, source, value_hash, value, purposes, evidence, contract_id, first_at, last_at)
    select customer_id, name, party, source, value_hash, value::jsonb, string_to_array(purposes, ' '), evidence,
      contract_id, first_at, last_at
    from unnest(${column((row) => row.customerId)}::text[], ${column((row) => row.name)}::text[],
      ${column((row) => row.party)}::text[], ${column((row) => row.source)}::text[],
      ${column((row) => row.hash)}::text[], ${column((row) => JSON.stringify(row.value))}::text[],
      ${column((row) => row.purposes.join(' '))}::text[], ${column((row) => row.evidence)}::text[],
      ${column((row) => row.contractId)}::text[], ${column((row) => row.firstAt)}::timestamptz[],
      ${column((row) => row.lastAt)}::timestamptz[]) as heard
      (customer_id, name, party, source, value_hash, value, purposes, evidence, contract_id, first_at, last_at)
    on conflict (customer_id, name, party, source, value_hash) do update set
      purposes = case when (excluded.last_at, excluded.evidence) > (known.last_at, known.evidence)
        then excluded.purposes else known.purposes end,
      contract_id = case when (excluded.last_at, excluded.evidence) > (known.last_at, known.evidence)
        then excluded.contract_id else known.contract_id end,
      evidence = case when (excluded.last_at, excluded.evidence) > (known.last_at, known.evidence)
        then excluded.evidence else known.evidence end,
      first_at = least(known.first_at, excluded.first_at),
      last_at = greatest(known.last_at, excluded.last_at)
    where (excluded.last_at, excluded.evidence) > (known.last_at, known.evidence)
      or excluded.first_at < known.first_at`.execute(tx)
}

/** One statement may not touch a row twice: what is the same value here becomes one, in the order of the keys. */
function onePerKey(rows: readonly TraitRow[]): (TraitRow & { hash: string })[] {
  const found = new Map<string, TraitRow & { hash: string }>()
  for (const row of rows) {
    const hash = hashOf(row.value)
    const key = [row.customerId, row.name, row.party, row.source, hash].join('\u0000')
    const known = found.get(key)
    found.set(key, known ? { ...later(known, row), hash, ...span(known, row) } : { ...row, hash })
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}

function later(a: TraitRow, b: TraitRow): TraitRow {
  const order = a.lastAt.getTime() - b.lastAt.getTime()
  return order > 0 || (order === 0 && a.evidence > b.evidence) ? a : b
}

function span(a: TraitRow, b: TraitRow): Pick<TraitRow, 'firstAt' | 'lastAt'> {
  return {
    firstAt: a.firstAt < b.firstAt ? a.firstAt : b.firstAt,
    lastAt: a.lastAt > b.lastAt ? a.lastAt : b.lastAt,
  }
}

function hashOf(value: TraitValue): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22)
}

interface RawTrait {
  customer_id: string
  name: string
  party: Party
  source: string
  value: TraitValue
  purposes: TraitPurpose[]
  evidence: string
  contract_id: string | null
  first_at: Date
  last_at: Date
}

/** Every value that is kept for these customers, current or not. */
export async function traitRowsOf(db: Db, customerIds: readonly string[]): Promise<TraitRow[]> {
  const { rows } = await sql<RawTrait>`select * from trait_values
    where customer_id = any(${customerIds}) order by name, last_at desc, value_hash`.execute(db)
  return rows.map((row) => ({
    customerId: row.customer_id,
    name: row.name,
    party: row.party,
    source: row.source,
    value: row.value,
    purposes: row.purposes,
    evidence: row.evidence,
    contractId: row.contract_id,
    firstAt: row.first_at,
    lastAt: row.last_at,
  }))
}

/** What these customers asked us to forget, by name, and when they asked last. */
export async function withdrawalsOf(db: Db, customerIds: readonly string[]): Promise<Map<string, Date>> {
  const { rows } = await sql<{ name: string; at: Date }>`select name, max(at) as at from trait_withdrawals
    where customer_id = any(${customerIds}) group by name`.execute(db)
  return new Map(rows.map((row) => [row.name, row.at]))
}

/** Deletes every value of these names and notes that the customer wanted it so. Answers how many there were. */
export function withdrawTraits(
  db: Db,
  customerIds: readonly string[],
  names: readonly string[],
  at: Date,
): Promise<number> {
  return inTransaction(db, async (tx) => {
    const deleted = await sql`delete from trait_values
      where customer_id = any(${customerIds}) and name = any(${names})`.execute(tx)
    await sql`insert into trait_withdrawals as known (customer_id, name, at)
      select customer_id, name, ${at} from unnest(${customerIds}::text[]) customer_id, unnest(${names}::text[]) name
      on conflict (customer_id, name) do update set at = greatest(known.at, excluded.at)`.execute(tx)
    return Number(deleted.numAffectedRows ?? 0n)
  })
}
