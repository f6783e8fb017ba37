import type { ColumnType, Generated } from 'kysely'
import type { Fulfilment, OrderChange, OrderStatus, Payment, ShippingAddress } from './orders.ts'

/** Written as JSON text, read as the value. */
type Json<T> = ColumnType<T, string, string>

// a type, not an interface: Kysely wants an index signature
export type OrderTables = {
  orders: {
    customer_id: string
    order_id: string
    order_number: string
    status: OrderStatus
    email: string | null
    postcode: string | null
    currency: string
    total_amount: number
    shipping_address: ColumnType<ShippingAddress | null, string | null, string | null>
    fulfilments: Json<Fulfilment[]>
    payments: Json<Payment[]>
    delivery_date: string | null
    channel: string
    store_id: string | null
    cancel_reason: string | null
    source: string
    hash: string
    placed_at: Date
    updated_at: Date
  }
  order_lines: {
    customer_id: string
    order_id: string
    line_number: number
    product_id: string
    variant_id: string
    title: string
    options: string
    quantity: number
    unit_price_amount: number
  }
  order_numbers: {
    order_number: string
    customer_id: string
    order_id: string
  }
  order_changes: {
    change_id: Generated<number>
    customer_id: string
    order_id: string
    order_number: string
    change: OrderChange['change']
    detail: Json<unknown>
    changed_at: Date
  }
  order_signals: {
    customer_id: string
    order_number: string
    message_id: string
    name: string
    properties: Json<Record<string, unknown>>
    source: string
    occurred_at: Date
  }
  order_lookup_failures: {
    key: string
    failures: number
    window_ends_at: Date
  }
}

type ColumnsOf<Tables> = { [T in keyof Tables]: { [C in keyof Tables[T]]: string } }

/** Every column and its type in the database; a test holds this list against the migrated schema. */
export const orderColumns: ColumnsOf<OrderTables> = {
  orders: {
    customer_id: 'text',
    order_id: 'text',
    order_number: 'text',
    status: 'text',
    email: 'text null',
    postcode: 'text null',
    currency: 'text',
    total_amount: 'bigint',
    shipping_address: 'jsonb null',
    fulfilments: 'jsonb',
    payments: 'jsonb',
    delivery_date: 'date null',
    channel: 'text',
    store_id: 'text null',
    cancel_reason: 'text null',
    source: 'text',
    hash: 'text',
    placed_at: 'timestamptz',
    updated_at: 'timestamptz',
  },
  order_lines: {
    customer_id: 'text',
    order_id: 'text',
    line_number: 'integer',
    product_id: 'text',
    variant_id: 'text',
    title: 'text',
    options: 'text',
    quantity: 'integer',
    unit_price_amount: 'bigint',
  },
  order_numbers: {
    order_number: 'text',
    customer_id: 'text',
    order_id: 'text',
  },
  order_changes: {
    change_id: 'bigint',
    customer_id: 'text',
    order_id: 'text',
    order_number: 'text',
    change: 'text',
    detail: 'jsonb',
    changed_at: 'timestamptz',
  },
  order_signals: {
    customer_id: 'text',
    order_number: 'text',
    message_id: 'text',
    name: 'text',
    properties: 'jsonb',
    source: 'text',
    occurred_at: 'timestamptz',
  },
  order_lookup_failures: {
    key: 'text',
    failures: 'integer',
    window_ends_at: 'timestamptz',
  },
}

/** The tables of this room that hold a person's data. */
export const personalTables = [
  'orders',
  'order_lines',
  'order_numbers',
  'order_changes',
  'order_signals',
] as const
