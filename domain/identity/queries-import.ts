import { sql } from 'kysely'
import { newId } from '#contract/ids.ts'
import { type Db, inTransaction } from '#store/index.ts'
import {
  type Customer,
  type CustomerInput,
  type Identifier,
  type IdentifierKind,
  identifiersIn,
} from './identity.ts'
import { type ImportCounts, type ImportPlan, planImport, type Resolved } from './import-plan.ts'
import { identifierKey, type KnownIdentifiers } from './matching.ts'
import { toCustomer } from './queries.ts'
import type { IdentityTables } from './tables.ts'

const tables = (db: Db) => db.withTables<IdentityTables>()

const CHUNK = 500

/** Makes or brings up to date every customer of an import, by user id, else e-mail. Twice equals once. */
export async function upsertCustomers(
  db: Db,
  inputs: CustomerInput[],
  source: string,
  now: Date,
): Promise<ImportCounts> {
  const counts: ImportCounts = { created: 0, updated: 0, unchanged: 0 }
  for (let i = 0; i < inputs.length; i += CHUNK) {
    for (const { outcome } of await resolveCustomers(db, inputs.slice(i, i + CHUNK), source, now))
      counts[outcome]++
    await new Promise((resolve) => setImmediate(resolve)) // timers and sockets have their turn
  }
  return counts
}

/**
 * The customer of each input, found or made, in the order of the inputs; one transaction, so at most some
 * hundreds at a time. Safe beside other imports: an identifier stays with whoever wrote it first.
 */
export function resolveCustomers(
  db: Db,
  inputs: CustomerInput[],
  source: string,
  now: Date,
): Promise<Resolved[]> {
  return inTransaction(db, async (tx) => {
    const known = await readKnown(tx, inputs.flatMap(identifiersIn))
    const customers = await readCustomers(tx, [...new Set(known.owners.values())])
    const plan = planImport(inputs, known, customers, (input) => newCustomer(input, now))
    const owners = await writeClaims(tx, plan, source, now)
    await insertCustomers(
      tx,
      [...plan.created.values()].filter((one) => !owners.has(one.customerId)),
      source,
    )
    await updateCustomers(tx, [...plan.changed.values()])
    return plan.resolved.map(({ customerId, outcome }) => ({
      customerId: owners.get(customerId) ?? customerId,
      outcome: owners.has(customerId) ? 'unchanged' : outcome,
    }))
  })
}

function newCustomer(input: CustomerInput, now: Date): Customer {
  return {
    customerId: newId('customer', now),
    name: null,
    locale: null,
    address: null,
    createdAt: input.createdAt ?? now,
  }
}

async function readKnown(tx: Db, identifiers: Identifier[]): Promise<KnownIdentifiers> {
  const wanted = JSON.stringify(identifiers)
  const { rows } = await sql<{ kind: IdentifierKind; value: string; customer_id: string }>`
    select found.kind, found.value, found.customer_id
    from (select distinct kind, value from jsonb_to_recordset(${wanted}::jsonb) as r(kind text, value text)) wanted
    join identifiers found on found.kind = wanted.kind and found.value = wanted.value`.execute(tx)
  const owners = new Map(rows.map((row) => [identifierKey(row), row.customer_id]))
  const users = await tables(tx)
    .selectFrom('identifiers')
    .select(['customer_id', 'value'])
    .where('kind', '=', 'user_id')
    .where('customer_id', '=', sql<string>`any(${[...new Set(owners.values())]})`)
    .execute()
  return { owners, userIds: new Map(users.map((row) => [row.customer_id, row.value])) }
}

async function readCustomers(tx: Db, customerIds: string[]): Promise<Map<string, Customer>> {
  const rows = await tables(tx)
    .selectFrom('customers')
    .selectAll()
    .where('customer_id', '=', sql<string>`any(${customerIds})`)
    .execute()
  return new Map(rows.map((row) => [row.customer_id, toCustomer(row)]))
}

/**
 * Writes the plan's identifiers. Answers the new customers that are not needed after all, with who has
 * their deciding identifier: another import was quicker.
 */
async function writeClaims(
  tx: Db,
  plan: ImportPlan,
  source: string,
  now: Date,
): Promise<Map<string, string>> {
  const { rows } = await sql<{ kind: IdentifierKind; value: string; customer_id: string }>`
    insert into identifiers (kind, value, customer_id, source, created_at, first_seen_at, last_seen_at)
    select r.kind, r.value, r."customerId", ${source}, ${now}, ${now}, ${now}
    from jsonb_to_recordset(${JSON.stringify(plan.claims)}::jsonb) as r(kind text, value text, "customerId" text)
    order by r.kind, r.value
    on conflict (kind, value) do update set customer_id = identifiers.customer_id
    returning kind, value, customer_id`.execute(tx)
  const written = new Map(rows.map((row) => [identifierKey(row), row.customer_id]))
  const lost = new Map<string, string>()
  const decided = new Set<string>()
  for (const claim of plan.claims) {
    const owner = written.get(identifierKey(claim)) ?? claim.customerId
    const deciding = plan.created.has(claim.customerId) && !decided.has(claim.customerId)
    if (deciding && owner !== claim.customerId) lost.set(claim.customerId, owner)
    decided.add(claim.customerId)
  }
  return lost
}

async function insertCustomers(tx: Db, customers: Customer[], source: string): Promise<void> {
  if (customers.length === 0) return
  await sql`
    insert into customers (customer_id, name, locale, address, source, created_at, updated_at)
    select r."customerId", r.name, r.locale, r.address, ${source}, r."createdAt", r."createdAt"
    from jsonb_to_recordset(${JSON.stringify(customers)}::jsonb)
      as r("customerId" text, name text, locale text, address jsonb, "createdAt" timestamptz)`.execute(tx)
}

async function updateCustomers(tx: Db, customers: Customer[]): Promise<void> {
  if (customers.length === 0) return
  await sql`
    update customers set name = r.name, locale = r.locale, address = r.address
    from jsonb_to_recordset(${JSON.stringify(customers)}::jsonb)
      as r("customerId" text, name text, locale text, address jsonb)
    where customers.customer_id = r."customerId"`.execute(tx)
}
