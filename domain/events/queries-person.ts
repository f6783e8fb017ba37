import { sql } from 'kysely'
import { identifiersOf } from '#domain/identity/index.ts'
import { type Db, deleteRowsOfPerson, inTransaction, rowsOfPerson } from '#store/index.ts'

const written = ['events', 'event_conversions'] as const

/**
 * All that this room keeps of these customers, by table; of what was set aside, whatever names one of their
 * identifiers.
 */
export async function exportPerson(db: Db, customerIds: string[]): Promise<Record<string, unknown[]>> {
  const found = await rowsOfPerson(db, written, customerIds)
  const { rows } =
    await sql`select * from events_set_aside where ${await namesThem(db, customerIds)}`.execute(db)
  return { ...found, events_set_aside: rows }
}

/** Forgets these customers. Runs before identity forgets who they were. */
export function erasePerson(db: Db, customerIds: string[], _now: Date): Promise<void> {
  return inTransaction(db, async (tx) => {
    await sql`delete from events_set_aside where ${await namesThem(tx, customerIds)}`.execute(tx)
    await deleteRowsOfPerson(tx, written, customerIds)
  })
}

/** A number is found however it is written, with a country code or without: by its last digits. */
const NATIONAL_DIGITS = 9

/** Where a body names an identifier of theirs, in its fields or anywhere in its text. */
async function namesThem(db: Db, customerIds: string[]) {
  const identifiers = await identifiersOf(db, customerIds)
  const names = identifiers.map(({ kind, value }) => `${kind} ${value}`)
  // as JSON writes it; short ids alone would be found in any number
  const texts = identifiers
    .filter(({ value }) => value.length >= 5)
    .map(({ value }) => JSON.stringify(value).slice(1, -1).toLowerCase())
  const numbers = identifiers
    .filter(({ kind }) => kind === 'phone' || kind === 'whatsapp_id')
    .map(({ value }) => value.replace(/\D/g, ''))
    .filter((digits) => digits.length >= NATIONAL_DIGITS)
    .map((digits) => digits.slice(-NATIONAL_DIGITS))
  return sql<boolean>`(identifiers && ${names}::text[]
    or exists (select 1 from unnest(${texts}::text[]) as t(value) where strpos(lower(body), t.value) > 0)
    or exists (select 1 from unnest(${numbers}::text[]) as n(digits)
      where strpos(regexp_replace(body, '[^0-9]', '', 'g'), n.digits) > 0))`
}
