import { type Selectable, sql } from 'kysely'
import type { Db } from '#store/index.ts'
import type { CurationEntry } from './curation.ts'
import type { RecommendationTables } from './tables.ts'

const tables = (db: Db) => db.withTables<RecommendationTables>()

/** Every decision of the shop, past and future ones too; the oldest first. */
export async function listCuration(db: Db): Promise<CurationEntry[]> {
  const rows = await tables(db)
    .selectFrom('recommendation_curation')
    .selectAll()
    .orderBy('created_at')
    .orderBy('curation_id')
    .execute()
  return rows.map(toEntry)
}

/** Changes with every change of the table: whoever writes takes `rev` anew from `curation_rev`. */
export async function curationMark(db: Db): Promise<string> {
  const { rows } = await sql<{ mark: string }>`
    select coalesce(max(rev), 0) || ' ' || count(*) as mark from recommendation_curation`.execute(db)
  return rows[0]?.mark ?? ''
}

export function toEntry(row: Selectable<RecommendationTables['recommendation_curation']>): CurationEntry {
  return {
    curationId: row.curation_id,
    kind: row.kind,
    row: row.row_name,
    contextProductId: row.context_product_id,
    contextCategory: row.context_category,
    productId: row.product_id,
    brand: row.brand,
    category: row.category,
    attribute:
      row.attribute_name !== null && row.attribute_value !== null
        ? { name: row.attribute_name, value: row.attribute_value }
        : null,
    position: row.position,
    note: row.note,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    createdBy: row.created_by,
    createdAt: row.created_at,
    updatedBy: row.updated_by,
    updatedAt: row.updated_at,
  }
}
