import { sql } from 'kysely'

/** The columns that an import, or staff, write, with their types; a test holds them against the migrated database. */
export const catalogColumns = {
  products: {
    product_id: 'text',
    title: 'text',
    description: 'text',
    brand: 'text',
    url: 'text',
    categories: 'text[]',
    media: 'jsonb',
    attributes: 'jsonb',
    release_at: 'timestamptz',
    early_from: 'timestamptz',
    early_segments: 'text[]',
    early_tiers: 'text[]',
    source: 'text',
    hash: 'text',
    updated_at: 'timestamptz',
  },
  variants: {
    product_id: 'text',
    variant_id: 'text',
    position: 'integer',
    title: 'text',
    sku: 'text',
    barcode: 'text',
    url: 'text',
    options: 'jsonb',
    price_amount: 'bigint',
    currency: 'text',
    list_price_amount: 'bigint',
    cost_amount: 'bigint',
    available: 'boolean',
    stock_online: 'integer',
    media: 'jsonb',
  },
  releases: {
    product_id: 'text',
    opens_at: 'timestamptz',
    early_from: 'timestamptz',
    early_segments: 'text[]',
    early_tiers: 'text[]',
    updated_by: 'text',
    updated_at: 'timestamptz',
  },
} as const

type Table = keyof typeof catalogColumns

/** `product_id, title, …` */
export function columnList(table: Table) {
  return sql.raw(Object.keys(catalogColumns[table]).join(', '))
}

/** `product_id text, title text, …`, for `json_to_recordset`. */
export function recordOf(table: Table) {
  return sql.raw(
    Object.entries(catalogColumns[table])
      .map(([column, type]) => `${column} ${type}`)
      .join(', '),
  )
}
