import { sql } from 'kysely'
import { type Db, lock, lockAll, tryLocks } from '#store/index.ts'

/**
 * All customers, each with its root: itself where it is not linked. For set-based reads: `from (…) m`. In two
 * halves, so that a join on either column goes by an index.
 */
export const memberRelation = sql<{ customer_id: string; root_id: string; created_at: Date }>`
  select c.customer_id, c.customer_id as root_id, c.created_at
  from customers c where not exists (select 1 from customer_links l where l.customer_id = c.customer_id)
  union all
  select l.customer_id, l.root_id, c.created_at
  from customer_links l join customers c on c.customer_id = l.customer_id`

/** Which kinds of identifiers each customer has that still count; quarantined ones are left out. */
export const identifierRelation = sql<{ customer_id: string; kind: string }>`
  select customer_id, kind from identifiers where quarantined_at is null`

/** The same of these customers' people only: all members of each, by index. */
export function membersRelationFor(customerIds: readonly string[]) {
  return sql<{ customer_id: string; root_id: string }>`
    select r.root_id as customer_id, r.root_id from (
      select distinct coalesce(l.root_id, given.id) as root_id
      from unnest(${customerIds}::text[]) as given(id) left join customer_links l on l.customer_id = given.id
    ) r
    union all
    select l.customer_id, l.root_id from customer_links l where l.root_id in (
      select coalesce(o.root_id, given.id)
      from unnest(${customerIds}::text[]) as given(id) left join customer_links o on o.customer_id = given.id)`
}

/** The customer that stands for this person; itself when not linked. Links are flat: one step is all. */
export async function rootOf(db: Db, customerId: string): Promise<string> {
  return (await rootsOf(db, [customerId])).get(customerId) ?? customerId
}

/** The root of each of these customers, in one read. */
export async function rootsOf(db: Db, customerIds: readonly string[]): Promise<Map<string, string>> {
  const roots = new Map(customerIds.map((id) => [id, id]))
  if (roots.size === 0) return roots
  const { rows } = await sql<{ customer_id: string; root_id: string }>`
    select w.id as customer_id, l.root_id from unnest(${[...roots.keys()]}::text[]) as w(id)
    cross join lateral (select o.root_id from customer_links o where o.customer_id = w.id limit 1) l`.execute(
    db,
  )
  for (const { customer_id, root_id } of rows) roots.set(customer_id, root_id)
  return roots
}

/** Everybody who is one person with this customer: the root first, then all that are linked to it. */
export async function membersOf(db: Db, customerId: string): Promise<string[]> {
  const { rows } = await sql<{ root: string; members: string[] }>`
    with own as (
      select coalesce((select root_id from customer_links where customer_id = ${customerId}), ${customerId}) as root)
    select own.root, array(select l.customer_id from customer_links l where l.root_id = own.root order by 1) as members
    from own`.execute(db)
  const { root = customerId, members = [] } = rows[0] ?? {}
  return [root, ...members]
}

/**
 * Those members of an account's person for whom its owner may act: the account itself and whoever a verdict
 * of staff or a sign-in has joined with it. What was only seen with it (an e-mail that somebody typed, a
 * shared computer) tells us who it may be, and opens nothing.
 */
export async function accountMembers(db: Db, accountCustomerId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive trusted (id) as (
      select ${accountCustomerId}::text
      union
      select next.id from trusted cross join lateral (
        select v.other_id as id from identity_verdicts v where v.customer_id = trusted.id
          and v.verdict = 'same' and v.source <> 'duplicates' and v.withdrawn_at is null
        union all
        select v.customer_id from identity_verdicts v where v.other_id = trusted.id
          and v.verdict = 'same' and v.source <> 'duplicates' and v.withdrawn_at is null
      ) next
    )
    select t.id from trusted t left join customer_links l on l.customer_id = t.id
    where coalesce(l.root_id, t.id) = coalesce(
      (select own.root_id from customer_links own where own.customer_id = ${accountCustomerId}), ${accountCustomerId})
    order by t.id <> ${accountCustomerId}, t.id`.execute(db)
  return rows.map(({ id }) => id)
}

/**
 * Holds the lock of a customer's root until the transaction ends, and answers the root: until then the
 * person is neither joined with another nor parted. Call nothing that joins people afterwards.
 */
export async function lockCustomer(tx: Db, customerId: string): Promise<string> {
  return (await lockCustomers(tx, [customerId])).get(customerId) ?? customerId
}

/** The same for many, in one order everywhere: who holds some of them never waits for another out of order. */
export async function lockCustomers(tx: Db, customerIds: readonly string[]): Promise<Map<string, string>> {
  if (!tx.isTransaction) throw new Error('a lock needs an open transaction')
  const roots = new Map(customerIds.map((id) => [id, id]))
  if (roots.size === 0) return roots
  const { rows } = await sql<{ customer_id: string; root_id: string }>`
    select customer_id, root_id from lock_customers(${[...roots.keys()]}::text[])`.execute(tx)
  for (const { customer_id, root_id } of rows) roots.set(customer_id, root_id)
  return roots
}

/**
 * Those of these customers whose root's lock is free, with the root: held until the transaction ends. It never
 * waits, so it may be called while holding anything.
 */
export async function lockFreeCustomers(
  tx: Db,
  customerIds: readonly string[],
): Promise<Map<string, string>> {
  const before = await rootsOf(tx, customerIds)
  const free = await tryLocks(tx, 'customer', [...new Set(before.values())])
  const now = await rootsOf(
    tx,
    [...before].flatMap(([id, root]) => (free.has(root) ? [id] : [])),
  )
  return new Map([...now].filter(([id, root]) => before.get(id) === root)) // the others were joined or parted
}

/** People are joined and parted one transaction at a time. Taken before the roots' own locks. */
export async function lockStructure(tx: Db): Promise<void> {
  await lock(tx, 'customer', 'links')
}

/** The roots whose members are about to change, in one order everywhere. */
export async function lockRoots(tx: Db, roots: Iterable<string>): Promise<void> {
  await lockAll(tx, 'customer', [...roots])
}
