import { sql } from 'kysely'
import { newId } from '#contract/ids.ts'
import { type CopyRow, type CopyValue, copyRows, type Db } from '#store/index.ts'
import { type KnownOrder, statusAfter, updatedAtAfter } from './import-rules.ts'
import type { OrderInput } from './order-input.ts'

/** An order of an import, beside what is known of it here. */
export interface Incoming {
  /** Normalised. */
  number: string
  input: OrderInput
  hash: string
  known: KnownOrder | undefined
}

/** The columns of an order that its import decides, and their types where JSON carries them. */
const importedColumns = {
  order_number: 'text',
  status: 'text',
  email: 'text',
  postcode: 'text',
  currency: 'text',
  total_amount: 'bigint',
  shipping_address: 'jsonb',
  fulfilments: 'jsonb',
  payments: 'jsonb',
  delivery_date: 'date',
  channel: 'text',
  store_id: 'text',
  hash: 'text',
  placed_at: 'timestamptz',
  updated_at: 'timestamptz',
} as const
type ImportedColumn = keyof typeof importedColumns
const importedNames = Object.keys(importedColumns) as ImportedColumn[]

const lineColumns = [
  'customer_id',
  'order_id',
  'line_number',
  'product_id',
  'variant_id',
  'title',
  'options',
  'quantity',
  'unit_price_amount',
]

function importedValues({ input, hash, known }: Incoming): Record<ImportedColumn, CopyValue | object> {
  return {
    order_number: input.orderNumber,
    status: statusAfter(known, input.status),
    email: input.email ?? input.customer.email ?? null,
    postcode: input.postcode ?? input.shippingAddress?.postcode ?? null,
    currency: input.currency,
    total_amount: input.total,
    shipping_address: input.shippingAddress,
    fulfilments: input.fulfilments,
    payments: input.payments,
    delivery_date: input.deliveryDate,
    channel: input.channel,
    store_id: input.storeId,
    hash,
    placed_at: input.placedAt,
    updated_at: updatedAtAfter(known, input),
  }
}

const copied = (value: CopyValue | object): CopyValue =>
  typeof value === 'object' && value !== null && !(value instanceof Date) ? JSON.stringify(value) : value

/** Writes orders that nobody has written yet, under these customers. Answers those that were ours to write. */
export async function insertOrders(
  tx: Db,
  incoming: readonly (Incoming & { customerId: string })[],
  source: string,
): Promise<{ customerId: string; orderId: string }[]> {
  if (incoming.length === 0) return []
  const planned = incoming.map((one) => ({ ...one, orderId: newId('order', one.input.placedAt) }))
  const won = await claimNumbers(tx, planned)
  const ours = planned.filter((one) => won.has(one.orderId))
  const columns = ['customer_id', 'order_id', 'source', ...importedNames]
  await copyRows(
    tx,
    'orders',
    columns,
    ours.map((one): CopyRow => {
      const values = importedValues(one)
      return [one.customerId, one.orderId, source, ...importedNames.map((name) => copied(values[name]))]
    }),
  )
  await copyRows(tx, 'order_lines', lineColumns, lineRows(ours))
  return ours
}

/** Which of the new orders are ours to write: another import may be writing the same number now. */
async function claimNumbers(
  tx: Db,
  planned: readonly { number: string; customerId: string; orderId: string }[],
): Promise<Set<string>> {
  const claims = planned.map(({ number, customerId, orderId }) => ({ number, customerId, orderId }))
  const { rows } = await sql<{ orderId: string }>`
    insert into order_numbers (order_number, customer_id, order_id)
    select number, "customerId", "orderId"
    from jsonb_to_recordset(${JSON.stringify(claims)}::jsonb) as r(number text, "customerId" text, "orderId" text)
    order by number
    on conflict (order_number) do nothing returning order_id as "orderId"`.execute(tx)
  return new Set(rows.map((row) => row.orderId))
}

/** Brings orders that are here up to date. Each stays with the customer it was written with. */
export async function rewriteOrders(
  tx: Db,
  changed: readonly (Incoming & { known: KnownOrder })[],
): Promise<void> {
  if (changed.length === 0) return
  const rows = changed.map((one) => ({ ...importedValues(one), ...idsOf(one.known) }))
  const declared = sql.raw(importedNames.map((name) => `${name} ${importedColumns[name]}`).join(', '))
  await sql`
    update orders o set ${sql.raw(importedNames.map((name) => `${name} = r.${name}`).join(', '))}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(customer_id text, order_id text, ${declared})
    where o.customer_id = r.customer_id and o.order_id = r.order_id`.execute(tx)
  await sql`
    delete from order_lines l
    using jsonb_to_recordset(${JSON.stringify(changed.map((one) => idsOf(one.known)))}::jsonb)
      as r(customer_id text, order_id text)
    where l.customer_id = r.customer_id and l.order_id = r.order_id`.execute(tx)
  await copyRows(
    tx,
    'order_lines',
    lineColumns,
    lineRows(changed.map(({ known, input }) => ({ ...known, input }))),
  )
}

const idsOf = (known: KnownOrder) => ({ customer_id: known.customerId, order_id: known.orderId })

function* lineRows(
  orders: Iterable<{ customerId: string; orderId: string; input: OrderInput }>,
): Generator<CopyRow> {
  for (const { customerId, orderId, input } of orders)
    for (const [i, line] of input.lines.entries())
      yield [
        customerId,
        orderId,
        i + 1,
        line.productId,
        line.variantId,
        line.title,
        line.options,
        line.quantity,
        line.unitPrice,
      ]
}
