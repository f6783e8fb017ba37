import { type Selectable, sql } from 'kysely'
import { newId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { type Db, inTransaction } from '#store/index.ts'
import { type StoredCustomer, viewOf } from './customer-view.ts'
import {
  type Address,
  type Customer,
  type Identifier,
  type IdentifierKind,
  normaliseIdentifier,
} from './identity.ts'
import { membersOf } from './queries-links.ts'
import { observe } from './queries-observe.ts'
import { writeNameWords } from './queries-words.ts'
import type { IdentityTables } from './tables.ts'

const tables = (db: Db) => db.withTables<IdentityTables>()

export function toCustomer(row: Selectable<IdentityTables['customers']>): StoredCustomer {
  return {
    customerId: row.customer_id,
    name: row.name,
    locale: row.locale,
    address: row.address,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

interface NewCustomer {
  name?: string | null
  locale?: string | null
  address?: Address | null
  identifiers?: Identifier[]
  source: string
}

/** A new customer. Throws `bad-request` for a value that is no identifier, `conflict` for another's. */
export function createCustomer(db: Db, input: NewCustomer, now: Date): Promise<Customer> {
  return inTransaction(db, async (tx) => {
    const identifiers = (input.identifiers ?? []).map(toNormal)
    for (const identifier of identifiers) if (await ownerOf(tx, identifier)) throw taken(identifier)
    const [member] = await memberOf(tx, identifiers, input.source, now)
    const customerId = member ?? newId('customer', now)
    const { name = null, locale = null, address = null, source } = input
    const row = { name, locale, address: address && JSON.stringify(address), updated_at: now }
    await tables(tx)
      .insertInto('customers')
      .values({ customer_id: customerId, source, created_at: now, ...row })
      .onConflict((conflict) => conflict.column('customer_id').doUpdateSet(row))
      .execute()
    await writeNameWords(tx, [{ customerId, name }])
    const made = await customerView(tx, customerId)
    if (!made) throw new Error('a customer that was just written is there')
    return made
  })
}

function toNormal({ kind, value }: Identifier): Identifier {
  const normal = normaliseIdentifier(kind, value)
  if (normal === null) throw new Problem('bad-request', `That is no ${kind.replace('_', ' ')}`)
  return { kind, value: normal }
}

const taken = ({ kind }: Identifier) =>
  new Problem('conflict', `Another customer has that ${kind.replace('_', ' ')}`)

/** The member of the strongest of these identifiers, joined with those of the others; none without any. */
async function memberOf(tx: Db, identifiers: Identifier[], source: string, now: Date): Promise<string[]> {
  if (identifiers.length === 0) return []
  const seen = { identifiers, occurredAt: now, source, evidence: 'customer record' }
  const { people, refused } = await observe(tx, [seen], now)
  const [first] = refused
  if (first) throw new Problem('bad-request', `That is no ${first.kind.replace('_', ' ')}`)
  return people.flatMap((person) => person?.customerId ?? [])
}

/** Whose this normalised identifier is: its member. */
export async function ownerOf(db: Db, { kind, value }: Identifier): Promise<string | null> {
  const row = await tables(db)
    .selectFrom('identifiers')
    .select('customer_id')
    .where('kind', '=', kind)
    .where('value', '=', value)
    .executeTakeFirst()
  return row?.customer_id ?? null
}

/** The member with this identifier, however it is written; null: nobody. One indexed read. */
export async function memberWith(db: Db, kind: IdentifierKind, value: string): Promise<string | null> {
  const normal = normaliseIdentifier(kind, value)
  return normal === null ? null : ownerOf(db, { kind, value: normal })
}

/** The customer of that very row, linked or not. */
export async function findCustomer(db: Db, customerId: string): Promise<Customer | null> {
  const row = await tables(db)
    .selectFrom('customers')
    .selectAll()
    .where('customer_id', '=', customerId)
    .executeTakeFirst()
  return row ? withoutTime(toCustomer(row)) : null
}

function withoutTime({ updatedAt: _, ...customer }: StoredCustomer): Customer {
  return customer
}

/** The person that this customer is part of, under the root's id; null: there is none. */
export async function customerView(db: Db, customerId: string): Promise<Customer | null> {
  const members = await membersOf(db, customerId)
  const rows = await tables(db)
    .selectFrom('customers')
    .selectAll()
    .where('customer_id', '=', sql<string>`any(${members})`)
    .execute()
  const root = rows.find((row) => row.customer_id === members[0])
  return root ? viewOf([root, ...rows.filter((row) => row !== root)].map(toCustomer)) : null
}

/** The person who has this identifier, however it is written. */
export async function findByIdentifier(
  db: Db,
  kind: IdentifierKind,
  value: string,
): Promise<Customer | null> {
  const normal = normaliseIdentifier(kind, value)
  const customerId = normal === null ? null : await ownerOf(db, { kind, value: normal })
  return customerId === null ? null : customerView(db, customerId)
}

/** The identifiers of these very customers; of a whole person give its members. */
export async function identifiersOf(
  db: Db,
  customerIds: string[],
): Promise<{ kind: IdentifierKind; value: string; customerId: string }[]> {
  if (customerIds.length === 0) return []
  const rows = await tables(db)
    .selectFrom('identifiers')
    .select(['kind', 'value', 'customer_id'])
    .where('customer_id', '=', sql<string>`any(${customerIds})`)
    .orderBy('created_at')
    .orderBy('kind')
    .execute()
  return rows.map((row) => ({ kind: row.kind, value: row.value, customerId: row.customer_id }))
}

export interface CustomerChange {
  name?: string | null | undefined
  locale?: string | null | undefined
  address?: Address | null | undefined
}

/** Writes what is given of this very customer; answers whether it is different from before. */
export function updateCustomer(
  db: Db,
  customerId: string,
  change: CustomerChange,
  now: Date,
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const { name, locale, address } = change
    const { rows } = await sql`
      update customers c set updated_at = ${now},
        name = case when ${name !== undefined}::boolean then ${name ?? null}::text else c.name end,
        locale = case when ${locale !== undefined}::boolean then ${locale ?? null}::text else c.locale end,
        address = case when ${address !== undefined}::boolean then ${address ? JSON.stringify(address) : null}::jsonb
          else c.address end
      where c.customer_id = ${customerId} and (
        (${name !== undefined}::boolean and c.name is distinct from ${name ?? null}::text)
        or (${locale !== undefined}::boolean and c.locale is distinct from ${locale ?? null}::text)
        or (${address !== undefined}::boolean
          and c.address is distinct from ${address ? JSON.stringify(address) : null}::jsonb))
      returning 1`.execute(tx)
    if (rows.length > 0 && name !== undefined) await writeNameWords(tx, [{ customerId, name }])
    return rows.length > 0
  })
}
