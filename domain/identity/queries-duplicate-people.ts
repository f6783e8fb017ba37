import { sql } from 'kysely'
import type { Db } from '#store/index.ts'
import type { Field } from './duplicates/index.ts'
import { normaliseAddress, partName } from './households/index.ts'
import type { Address } from './identity.ts'

/** A person as the search for duplicates compares people. */
export interface ComparedPerson {
  rootId: string
  hasUserId: boolean
  /** One value per field of `personFields`; empty where it is not known. */
  values: string[]
}

/** What is compared, in the order of the values. */
export const personFields: readonly Field[] = [
  { name: 'given_name', kind: 'given_name' },
  { name: 'surname', kind: 'surname' },
  { name: 'email', kind: 'email' },
  { name: 'phone', kind: 'phone' },
  { name: 'street_number', kind: 'house_number' },
  { name: 'street', kind: 'street' },
  { name: 'line2', kind: 'place_line' },
  { name: 'city', kind: 'city' },
  { name: 'postcode', kind: 'postcode' },
  { name: 'country', kind: 'category' },
]

interface PersonRow {
  root_id: string
  name: string | null
  address: Address | null
  email: string | null
  phone: string | null
  has_user_id: boolean
}

const PAGE = 1000

/**
 * Everybody of whom a name, an e-mail or a phone is known, page by page. Of several values the latest counts; what
 * is in quarantine is a family's or a shop's, and is not compared.
 */
export async function* readComparedPeople(db: Db): AsyncGenerator<ComparedPerson[]> {
  let after = ''
  for (;;) {
    const { rows } = await pageOfPeople(db, after)
    const last = rows.at(-1)
    if (!last) return
    after = last.root_id
    yield rows.filter((row) => row.name || row.email || row.phone).map(toPerson)
  }
}

function pageOfPeople(db: Db, after: string) {
  return sql<PersonRow>`
    with page as (
      select c.customer_id from customers c
      where c.customer_id > ${after}
        and not exists (select 1 from customer_links l where l.customer_id = c.customer_id)
      order by c.customer_id limit ${sql.lit(PAGE)}
    ), member as (
      select customer_id as root_id, customer_id from page
      union all
      select l.root_id, l.customer_id from page join customer_links l on l.root_id = page.customer_id
    )
    select page.customer_id as root_id,
      (select c.name from member m join customers c on c.customer_id = m.customer_id
        where m.root_id = page.customer_id and c.name is not null
        order by c.updated_at desc, c.customer_id limit 1) as name,
      (select c.address from member m join customers c on c.customer_id = m.customer_id
        where m.root_id = page.customer_id and c.address is not null
        order by c.updated_at desc, c.customer_id limit 1) as address,
      (select i.value from member m join identifiers i on i.customer_id = m.customer_id
        where m.root_id = page.customer_id and i.kind = 'email' and i.quarantined_at is null
        order by i.last_seen_at desc, i.value limit 1) as email,
      (select i.value from member m join identifiers i on i.customer_id = m.customer_id
        where m.root_id = page.customer_id and i.kind = 'phone' and i.quarantined_at is null
        order by i.last_seen_at desc, i.value limit 1) as phone,
      exists (select 1 from member m join identifiers i on i.customer_id = m.customer_id
        where m.root_id = page.customer_id and i.kind = 'user_id') as has_user_id
    from page order by page.customer_id`.execute(db)
}

function toPerson(row: PersonRow): ComparedPerson {
  const { given, surname } = partName(row.name ?? '')
  const address = row.address ? normaliseAddress(row.address) : null
  return {
    rootId: row.root_id,
    hasUserId: row.has_user_id,
    values: [
      given,
      surname,
      row.email ?? '',
      row.phone ?? '',
      address?.number ?? '',
      address?.street ?? '',
      [address?.unit, row.address?.line2].find((line) => line) ?? '',
      row.address?.city ?? '',
      row.address?.postcode ?? '',
      row.address?.country ?? '',
    ],
  }
}
