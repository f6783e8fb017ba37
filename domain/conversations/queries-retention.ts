import { sql } from 'kysely'
import { type Db, inTransaction, type Term } from '#store/index.ts'
import { personalTables } from './tables.ts'

const CHUNK = 200

/** Conversations in which nothing has happened since, with all that belongs to them. */
export const conversationTerm: Term = {
  count: async (db, before) => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::integer as n from conversations where updated_at < ${before}`.execute(db)
    return rows[0]?.n ?? 0
  },
  remove: async (db, before) => {
    for (let total = 0; ; ) {
      const gone = await inTransaction(db, (tx) => removeSome(tx, before))
      total += gone
      if (gone < CHUNK) return total
      await new Promise((resolve) => setImmediate(resolve))
    }
  },
}

/** Under the rows' locks: a conversation is gone as a whole, or somebody has just written in it and it stays. */
async function removeSome(tx: Db, before: Date): Promise<number> {
  const { rows } = await sql<{ customer: string; conversation: string }>`
    select customer_id as customer, conversation_id as conversation from conversations
    where updated_at < ${before} limit ${sql.lit(CHUNK)} for update skip locked`.execute(tx)
  const customers = rows.map(({ customer }) => customer)
  const conversations = rows.map(({ conversation }) => conversation)
  for (const table of personalTables)
    await sql`delete from ${sql.table(table)}
      where customer_id = any(${customers}) and conversation_id = any(${conversations})`.execute(tx)
  return rows.length
}
