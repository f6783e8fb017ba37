import type { Db } from '#store/index.ts'
import { consentChannels } from './consent.ts'
import { type EventRow, entriesFrom, gpcDay, groundFrom } from './event-entries.ts'
import { addEntries } from './queries.ts'
import { noteGrounds } from './queries-grounds.ts'
import type { ConsentTables } from './tables.ts'

const tables = (db: Db) => db.withTables<ConsentTables>()

/**
 * What newly stored events say of consent, in the transaction that stores them. Nothing is asked of the
 * database where none says anything; any order of the same events leaves the same.
 */
export async function applyEvents(tx: Db, rows: readonly EventRow[], now: Date): Promise<void> {
  const entries = rows.flatMap(entriesFrom)
  if (entries.length > 0) await addEntries(tx, entries, now)
  await noteGrounds(tx, rows.flatMap(groundFrom))
  await applyGpc(tx, rows, now)
}

/**
 * Global Privacy Control: a denial of personalisation for that browser, once a day and dated to its beginning,
 * so that however many events of a day come in whatever order, they are one entry.
 */
async function applyGpc(tx: Db, rows: readonly EventRow[], now: Date): Promise<void> {
  const days = new Map<string, { customerId: string; day: Date }>()
  for (const { event, customerId } of rows) {
    const day = gpcDay(event)
    if (day) days.set(`${customerId} ${day.toISOString()}`, { customerId, day })
  }
  if (days.size === 0) return
  await tables(tx)
    .insertInto('consent_entries')
    .values(
      [...days.values()].flatMap(({ customerId, day }) =>
        consentChannels.map((channel) => ({
          customer_id: customerId,
          origin_id: null,
          entry_id: `gpc_${channel}_${day.toISOString().slice(0, 10)}`,
          channel,
          purpose: 'personalisation' as const,
          state: 'denied' as const,
          source: 'gpc',
          evidence: 'Sec-GPC: 1',
          region: null,
          address: null,
          occurred_at: day,
          recorded_at: now,
        })),
      ),
    )
    .onConflict((conflict) => conflict.columns(['customer_id', 'entry_id']).doNothing())
    .execute()
}
