import { sql } from 'kysely'
import { newId } from '#contract/ids.ts'
import { type Db, inTransaction, lock } from '#store/index.ts'
import {
  groupResidents,
  normaliseAddress,
  partName,
  placeOf,
  type Resident,
  surnameAsWritten,
} from './households/index.ts'
import type { Address } from './identity.ts'
import { membersRelationFor } from './queries-links.ts'

/** People of one surname at one address: a group, never one person. */
export interface Household {
  householdId: string
  surname: string
  /** Of one of its members, as it was given. */
  address: Address
  members: { customerId: string; name: string | null }[]
}

const PAGE = 500

/**
 * Reads what has changed of names and addresses since the last time, and groups anew whoever lives where it did.
 * Answers how many records were read.
 */
export async function refreshHouseholds(db: Db, now: Date): Promise<number> {
  let read = 0
  for (let after = ''; ; ) {
    const page = await changedResidents(db, after)
    const last = page.at(-1)
    if (!last) break
    after = last.customer_id
    await inTransaction(db, (tx) => settle(tx, page, now))
    read += page.length
    await new Promise((resolve) => setImmediate(resolve))
  }
  return read
}

interface ChangedResident {
  customer_id: string
  name: string | null
  address: Address | null
  updated_at: Date
}

/** Whoever has a name and an address that was not read yet, or has been read and has them no more. */
async function changedResidents(db: Db, after: string): Promise<ChangedResident[]> {
  const { rows } = await sql<ChangedResident>`
    select customer_id, name, address, updated_at from (
      (select c.customer_id, c.name, c.address, c.updated_at from customers c
        left join residences r on r.customer_id = c.customer_id
        where c.address is not null and c.name is not null and c.customer_id > ${after}
          and (r.customer_id is null or r.read_at <> c.updated_at)
        order by c.customer_id limit ${sql.lit(PAGE)})
      union all
      (select c.customer_id, c.name, c.address, c.updated_at from residences r
        join customers c on c.customer_id = r.customer_id
        where (c.address is null or c.name is null) and c.customer_id > ${after} and r.place <> ''
        order by c.customer_id limit ${sql.lit(PAGE)})
    ) changed order by customer_id limit ${sql.lit(PAGE)}`.execute(db)
  return rows
}

interface Home {
  id: string
  place: string
  unit: string
  surname: string
  city: string
  readAt: string
}

/** Where this record lives; a place of '' where that is not known. */
function homeOf({ customer_id, name, address, updated_at }: ChangedResident): Home {
  const readAt = updated_at.toISOString()
  const { surname } = partName(name ?? '')
  const normal = address ? normaliseAddress(address) : null
  const place = normal && surname !== '' ? placeOf(normal) : null
  if (!normal || place === null)
    return { id: customer_id, place: '', unit: '', surname: '', city: '', readAt }
  return {
    id: customer_id,
    place,
    unit: normal.unit,
    surname: surname.replace(/[^\p{L}]/gu, ''),
    city: normal.city,
    readAt,
  }
}

async function settle(tx: Db, changed: ChangedResident[], now: Date): Promise<void> {
  await lock(tx, 'budget', 'households')
  const homes = changed.map(homeOf)
  const ids = homes.map(({ id }) => id)
  const before = await sql<{ place: string }>`
    select distinct place from residences where customer_id = any(${ids})`.execute(tx)
  await sql`
    insert into residences (customer_id, place, unit, surname, city, read_at)
    select r.id, r.place, r.unit, r.surname, r.city, c.updated_at
    from jsonb_to_recordset(${JSON.stringify(homes)}::jsonb)
      as r(id text, place text, unit text, surname text, city text)
    join customers c on c.customer_id = r.id
    on conflict (customer_id) do update set place = excluded.place, unit = excluded.unit,
      surname = excluded.surname, city = excluded.city, read_at = excluded.read_at,
      household_id = null`.execute(tx)
  const places = new Set([...before.rows.map(({ place }) => place), ...homes.map(({ place }) => place)])
  places.delete('')
  if (places.size > 0) await groupPlaces(tx, [...places], now)
}

async function groupPlaces(tx: Db, places: string[], now: Date): Promise<void> {
  const { rows } = await sql<Resident & { place: string }>`
    select customer_id as "customerId", place, unit, surname, city, household_id as "householdId"
    from residences where place = any(${places}) order by customer_id`.execute(tx)
  const taken = new Set<string>()
  const assigned = new Map<string, string>()
  for (const place of places)
    for (const family of groupResidents(rows.filter((row) => row.place === place))) {
      const householdId = keptId(family, taken) ?? newId('household', now)
      taken.add(householdId)
      for (const { customerId } of family) assigned.set(customerId, householdId)
    }
  const changes = rows
    .map(({ customerId, householdId }) => ({
      id: customerId,
      was: householdId,
      is: assigned.get(customerId) ?? null,
    }))
    .filter(({ was, is }) => was !== is)
  await sql`update residences r set household_id = n.is
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as n(id text, "is" text)
    where r.customer_id = n.id`.execute(tx)
}

/** A household keeps its id while any of those who had it are in it; where it parts, one part does. */
function keptId(family: Resident[], taken: ReadonlySet<string>): string | null {
  const known = family.flatMap(({ householdId }) =>
    householdId && !taken.has(householdId) ? householdId : [],
  )
  return known.sort()[0] ?? null
}

/** The households that this person is of, with everybody in them: more than one where records live at two places. */
export async function householdOf(db: Db, customerId: string): Promise<Household[]> {
  const { rows } = await sql<{
    household_id: string
    surname: string
    address: Address
    members: { customerId: string; name: string | null }[]
  }>`
    with who as (${membersRelationFor([customerId])}), mine as (
      select distinct r.household_id from who join residences r on r.customer_id = who.customer_id
      where r.household_id is not null
    ), person as (
      select r.household_id, coalesce(l.root_id, r.customer_id) as root_id,
        min(c.name) as name, min(r.customer_id) as first_id
      from mine join residences r on r.household_id = mine.household_id
      join customers c on c.customer_id = r.customer_id
      left join customer_links l on l.customer_id = r.customer_id
      group by r.household_id, coalesce(l.root_id, r.customer_id)
    )
    select p.household_id, min(r.surname) as surname,
      (array_agg(c.address order by p.first_id))[1] as address,
      jsonb_agg(jsonb_build_object('customerId', p.root_id, 'name', p.name) order by p.name, p.root_id) as members
    from person p join customers c on c.customer_id = p.first_id
    join residences r on r.customer_id = p.first_id
    where c.address is not null
    group by p.household_id having count(*) > 1
    order by p.household_id`.execute(db)
  return rows.map((row) => ({
    householdId: row.household_id,
    surname: surnameAsWritten(row.members.map(({ name }) => name).find(Boolean) ?? row.surname),
    address: row.address,
    members: row.members,
  }))
}
