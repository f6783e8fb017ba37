import { sql } from 'kysely'
import type { Db } from '#store/index.ts'

/** All that this room keeps of these customers, by table. */
export async function exportPerson(db: Db, customerIds: string[]): Promise<Record<string, unknown[]>> {
  const { rows } = await sql`select * from handoffs where customer_id = any(${customerIds})`.execute(db)
  return { handoffs: rows }
}

/** Forgets the handoffs of these customers. */
export async function erasePerson(db: Db, customerIds: string[], _now: Date): Promise<void> {
  await sql`delete from handoffs where customer_id = any(${customerIds})`.execute(db)
}
