import { sql } from 'kysely'
import type { SlotCount, SlotStrategy } from '#contract/slots.ts'
import { countSlotEvents } from '#domain/events/index.ts'
import { memberRelation } from '#domain/identity/index.ts'
import { type Db, storableText } from '#store/index.ts'
import type { SlotTables } from './tables.ts'

const tables = (db: Db) => db.withTables<SlotTables>()

/** What one slot showed one visitor. */
export interface ExposureRow {
  customerId: string
  decidedAt: Date
  exposureId: string
  decisionId: string
  slot: string
  /** null: the default. */
  variantId: string | null
  strategy: SlotStrategy
  reason: string
  segmentKey: string
  productIds: readonly string[]
  isDefault: boolean
  isLate: boolean
  path: string
}

/**
 * Writes them in one statement; the same ones again change nothing. Of who was erased meanwhile, perhaps by another
 * process, nothing is written.
 */
export async function insertExposures(db: Db, rows: readonly ExposureRow[]): Promise<void> {
  if (rows.length === 0) return
  const column = <T>(read: (row: ExposureRow) => T) => rows.map(read)
  await sql`insert into slot_exposures (customer_id, decided_at, exposure_id, decision_id, slot, variant_id,
      strategy, reason, segment_key, product_ids, is_default, is_late, path)
    select customer_id, decided_at, exposure_id, decision_id, slot, variant_id, strategy, reason, segment_key,
      array(select json_array_elements_text(product_ids::json)), is_default, is_late, path
    from unnest(${column((row) => row.customerId)}::text[], ${column((row) => row.decidedAt)}::timestamptz[],
      ${column((row) => row.exposureId)}::text[], ${column((row) => row.decisionId)}::text[],
      ${column((row) => row.slot)}::text[], ${column((row) => row.variantId)}::text[],
      ${column((row) => row.strategy)}::text[], ${column((row) => row.reason)}::text[],
      ${column((row) => row.segmentKey)}::text[], ${column((row) => JSON.stringify(row.productIds))}::text[],
      ${column((row) => row.isDefault)}::boolean[], ${column((row) => row.isLate)}::boolean[],
      ${column((row) => storableText(row.path))}::text[]) as shown
      (customer_id, decided_at, exposure_id, decision_id, slot, variant_id, strategy, reason, segment_key,
        product_ids, is_default, is_late, path)
    where exists (select 1 from (${memberRelation}) m where m.customer_id = shown.customer_id)
    on conflict (customer_id, decided_at, exposure_id) do nothing`.execute(db)
}

export interface Count {
  slot: string
  /** Empty: the default. */
  variantId: string
  /** UTC. */
  day: string
  served: number
  late: number
}

/** Adds to what was counted; in one order, so that two processes never wait for each other crosswise. */
export async function addCounts(db: Db, counts: readonly Count[]): Promise<void> {
  if (counts.length === 0) return
  const rows = [...counts]
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    .map(({ slot, variantId, day, served, late }) => ({
      slot,
      variant_id: variantId,
      day,
      served: String(served),
      late: String(late),
    }))
  await tables(db)
    .insertInto('slot_counts')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['slot', 'variant_id', 'day']).doUpdateSet({
        served: sql`slot_counts.served + excluded.served`,
        late: sql`slot_counts.late + excluded.late`,
      }),
    )
    .execute()
}

const keyOf = ({ slot, variantId, day }: Count) => `${slot} ${variantId} ${day}`

const DAY_MS = 86_400_000

/** What became of each variant in the last days, today included. */
export async function slotCounts(db: Db, days: number, now: Date): Promise<SlotCount[]> {
  const since = new Date(now.getTime() - (days - 1) * DAY_MS).toISOString().slice(0, 10)
  const rows = await tables(db)
    .selectFrom('slot_counts')
    .select([
      'slot',
      'variant_id',
      sql<number>`sum(served)::integer`.as('served'),
      sql<number>`sum(late)::integer`.as('late'),
    ])
    .where('day', '>=', sql<string>`${since}::date`)
    .groupBy(['slot', 'variant_id'])
    .orderBy('slot')
    .orderBy('variant_id')
    .execute()
  const events = await countSlotEvents(db, new Date(`${since}T00:00:00Z`))
  return rows.map(({ slot, variant_id, served, late }) => {
    const event = events.find((one) => one.slot === slot && one.variantId === variant_id)
    const { seen = 0, clicked = 0, closed = 0 } = event ?? {}
    return { slot, variantId: variant_id || null, served, late, seen, clicked, closed }
  })
}
