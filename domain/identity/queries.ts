import { type Selectable, sql } from 'kysely'
import { newId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { type Db, inTransaction } from '#store/index.ts'
import {
  type Address,
  type Customer,
  type Identifier,
  type IdentifierKind,
  normaliseIdentifier,
} from './identity.ts'
import type { IdentityTables } from './tables.ts'

const tables = (db: Db) => db.withTables<IdentityTables>()

export function toCustomer(row: Selectable<IdentityTables['customers']>): Customer {
  return {
    customerId: row.customer_id,
    name: row.name,
    locale: row.locale,
    address: row.address,
    createdAt: row.created_at,
  }
}

/** A new customer. Throws `bad-request` for a value that is no identifier, `conflict` for another's. */
export function createCustomer(
  db: Db,
  input: {
    name?: string | null
    locale?: string | null
    address?: Address | null
    identifiers?: Identifier[]
    source: string
  },
  now: Date,
): Promise<Customer> {
  return inTransaction(db, async (tx) => {
    const row = await tables(tx)
      .insertInto('customers')
      .values({
        customer_id: newId('customer', now),
        name: input.name ?? null,
        locale: input.locale ?? null,
        address: input.address ? JSON.stringify(input.address) : null,
        source: input.source,
        created_at: now,
        updated_at: now,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    const customer = toCustomer(row)
    for (const identifier of input.identifiers ?? [])
      await ownIdentifier(tx, customer.customerId, identifier, input.source, now)
    return customer
  })
}

async function ownIdentifier(
  tx: Db,
  customerId: string,
  identifier: Identifier,
  source: string,
  now: Date,
): Promise<void> {
  const value = normaliseIdentifier(identifier.kind, identifier.value)
  if (value === null) throw new Problem('bad-request', `That is no ${identifier.kind.replace('_', ' ')}`)
  if (!(await claimIdentifier(tx, customerId, { kind: identifier.kind, value }, source, now)))
    throw new Problem('conflict', `Another customer has that ${identifier.kind.replace('_', ' ')}`)
}

/** Writes a normalised identifier for this customer; false: somebody else has it, and keeps it. */
export async function claimIdentifier(
  tx: Db,
  customerId: string,
  identifier: Identifier,
  source: string,
  now: Date,
): Promise<boolean> {
  await tables(tx)
    .insertInto('identifiers')
    .values({
      ...identifier,
      customer_id: customerId,
      source,
      created_at: now,
      first_seen_at: now,
      last_seen_at: now,
      quarantined_at: null,
      quarantine_reason: null,
    })
    .onConflict((conflict) => conflict.columns(['kind', 'value']).doNothing())
    .execute()
  const owner = await ownerOf(tx, identifier)
  return owner === customerId
}

/** Who has this normalised identifier. */
export async function ownerOf(db: Db, { kind, value }: Identifier): Promise<string | null> {
  const row = await tables(db)
    .selectFrom('identifiers')
    .select('customer_id')
    .where('kind', '=', kind)
    .where('value', '=', value)
    .executeTakeFirst()
  return row?.customer_id ?? null
}

/** The customer of that very row, linked or not. */
export async function findCustomer(db: Db, customerId: string): Promise<Customer | null> {
  const row = await tables(db)
    .selectFrom('customers')
    .selectAll()
    .where('customer_id', '=', customerId)
    .executeTakeFirst()
  return row ? toCustomer(row) : null
}

/** The customer who has this identifier, however it is written. */
export async function findByIdentifier(
  db: Db,
  kind: IdentifierKind,
  value: string,
): Promise<Customer | null> {
  const normal = normaliseIdentifier(kind, value)
  const customerId = normal === null ? null : await ownerOf(db, { kind, value: normal })
  return customerId === null ? null : findCustomer(db, customerId)
}

export async function identifiersOf(
  db: Db,
  customerIds: string[],
): Promise<{ kind: IdentifierKind; value: string; customerId: string }[]> {
  if (customerIds.length === 0) return []
  const rows = await tables(db)
    .selectFrom('identifiers')
    .select(['kind', 'value', 'customer_id'])
    .where('customer_id', 'in', customerIds)
    .orderBy('created_at')
    .orderBy('kind')
    .execute()
  return rows.map((row) => ({ kind: row.kind, value: row.value, customerId: row.customer_id }))
}

/** Everything of this source, for a demo shop that leaves. */
export function removeSource(db: Db, source: string, _now: Date): Promise<void> {
  return inTransaction(db, async (tx) => {
    const mine = sql`select customer_id from customers where source = ${source}`
    await sql`delete from visitor_sessions where customer_id in (${mine}) or account_customer_id in (${mine})`.execute(
      tx,
    )
    await sql`delete from customer_links where customer_id in (${mine}) or root_id in (${mine})`.execute(tx)
    await sql`delete from identifiers where source = ${source} or customer_id in (${mine})`.execute(tx)
    await sql`delete from customers where source = ${source}`.execute(tx)
  })
}
