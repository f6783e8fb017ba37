import { sql } from 'kysely'
import { type Db, inTransaction, rowsOfPerson } from '#store/index.ts'
import { ERASED } from './import-rules.ts'
import { personalTables } from './tables.ts'

/** All that this room keeps of these customers, by table. */
export function exportPerson(db: Db, customerIds: string[]): Promise<Record<string, unknown[]>> {
  return rowsOfPerson(db, personalTables, customerIds)
}

/**
 * Takes the person out of their orders. What was sold stays, because the books need it: lines, amounts paid
 * and returned, and days under an id that leads to nobody. No import writes the person back.
 */
export async function erasePerson(db: Db, customerIds: string[], now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    await sql`update orders set email = null, postcode = null, shipping_address = null, fulfilments = '[]',
      payments = coalesce((select jsonb_agg(jsonb_build_object(
          'kind', case when p ->> 'kind' = 'refund' then 'refund' else 'payment' end,
          'amount', p -> 'amount', 'method', null) order by place)
        from jsonb_array_elements(payments) with ordinality as paid(p, place)), '[]'),
      cancel_reason = null, hash = ${ERASED}, updated_at = ${now}
      where customer_id = any(${customerIds}) and hash <> ${ERASED}`.execute(tx)
    await sql`delete from order_signals where customer_id = any(${customerIds})`.execute(tx)
    await sql`update order_changes set detail = '{}' where customer_id = any(${customerIds})`.execute(tx)
  })
}
