import { sql } from 'kysely'
import type { Db } from '#store/index.ts'
import type { Identifier } from './identity.ts'
import { wordsOfIdentifier, wordsOfName } from './search-words.ts'

/** Writes by which words these customers are found, after their name has changed. */
export async function writeNameWords(
  tx: Db,
  named: readonly { customerId: string; name: string | null }[],
): Promise<void> {
  if (named.length === 0) return
  const ids = named.map(({ customerId }) => customerId)
  const { rows } = await sql<Identifier & { customerId: string }>`
    with gone as (delete from customer_words where customer_id = any(${ids}))
    select customer_id as "customerId", kind, value from identifiers where customer_id = any(${ids})`.execute(
    tx,
  )
  const words = [
    ...named.flatMap(({ customerId, name }) => wordsOfName(name ?? '').map((word) => ({ customerId, word }))),
    ...rows.flatMap((row) => wordsOfIdentifier(row).map((word) => ({ customerId: row.customerId, word }))),
  ]
  if (words.length === 0) return
  await sql`
    insert into customer_words (customer_id, word)
    select distinct "customerId", word
    from jsonb_to_recordset(${JSON.stringify(words)}::jsonb) as r("customerId" text, word text)
    on conflict do nothing`.execute(tx)
}
