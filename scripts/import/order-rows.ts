import { minorDigits } from '#contract/money.ts'
import { type OrderInput, orderInput } from '#domain/orders/index.ts'
import { mapped, type RowFields, type SourceRow } from './cells.ts'
import type { ColumnMap } from './columns.ts'
import { minorUnits, type NumberStyle, readNumber } from './decimal.ts'
import type { OrderField } from './known-columns.ts'
import type { ReadMoment } from './moment.ts'
import { isReturn, readStatus } from './order-status.ts'

export interface OrderRowOptions extends NumberStyle {
  /** Of amounts whose row names none. */
  currency: string
  readMoment: ReadMoment
}

export interface RowFault {
  row: SourceRow
  field: string
  message: string
}

export type BuiltOrder = { ok: true; input: OrderInput } | { ok: false; faults: RowFault[] }

/**
 * The order that these rows, one per line of it, say together. What belongs to the whole order is taken from
 * the first row that has it. An order with one bad row is bad as a whole: its total would be wrong.
 */
export function buildOrder(
  rows: readonly SourceRow[],
  map: ColumnMap<OrderField>,
  options: OrderRowOptions,
): BuiltOrder {
  const reading = new OrderReading(rows, map, options)
  const draft = reading.draft()
  if (reading.faults.length > 0) return { ok: false, faults: reading.faults }
  const parsed = orderInput.safeParse(draft)
  if (parsed.success) return { ok: true, input: parsed.data }
  return { ok: false, faults: parsed.error.issues.map((issue) => reading.fault(issue)) }
}

/** Fields of the schema that are called otherwise in files. */
const fieldOfPath: Record<string, OrderField> = {
  productId: 'line.productId',
  variantId: 'line.variantId',
  title: 'line.title',
  options: 'line.options',
  quantity: 'line.quantity',
  unitPrice: 'line.unitPrice',
}

class OrderReading {
  readonly faults: RowFault[] = []
  private readonly rows: readonly SourceRow[]
  private readonly map: ColumnMap<OrderField>
  private readonly options: OrderRowOptions
  private readonly fields: RowFields<OrderField>
  private readonly digits: number
  private readonly currency: string
  /** The row of each line, for what is wrong with it. */
  private readonly lineRows: SourceRow[] = []

  constructor(rows: readonly SourceRow[], map: ColumnMap<OrderField>, options: OrderRowOptions) {
    this.rows = rows
    this.map = map
    this.options = options
    this.fields = mapped(map)
    this.currency = this.first('currency')?.toUpperCase() ?? options.currency
    this.digits = minorDigits(this.currency)
  }

  draft() {
    const lines = this.rows.flatMap((row) => this.line(row))
    const sum = lines.reduce((total, line) => total + line.amount, 0)
    const total = this.amount('total') ?? sum
    const refunded = this.amount('refunded') ?? 0
    const orderNumber = this.first('orderNumber') ?? ''
    return {
      orderNumber,
      status:
        this.status() ??
        (isReturn(
          orderNumber,
          lines.map((line) => line.quantity),
          total,
        )
          ? 'returned'
          : 'delivered'),
      customer: {
        userId: withoutMark(this.first('customer.userId')),
        email: this.first('customer.email'),
        name: this.first('customer.name') ?? this.joined('customer.firstName', 'customer.lastName'),
        phone: this.first('customer.phone'),
      },
      email: this.first('email'),
      currency: this.currency,
      total,
      lines: lines.map(({ amount: _, ...line }) => line),
      payments: refunded > 0 ? [{ kind: 'refund', amount: refunded }] : [],
      shippingAddress: this.address(),
      deliveryDate: this.moment('deliveryDate')?.toISOString().slice(0, 10),
      channel: this.first('channel'),
      storeId: this.first('storeId'),
      placedAt: this.moment('placedAt'),
      updatedAt: this.moment('updatedAt'),
    }
  }

  /** What the schema says is wrong, at the row and by the column where it stands. */
  fault({ path, message }: { path: PropertyKey[]; message: string }): RowFault {
    const [first, index, inner] = path
    const field = first === 'lines' ? fieldOfPath[String(inner)] : path.join('.')
    const row = (first === 'lines' ? this.lineRows[Number(index)] : undefined) ?? this.rows[0] ?? noRow
    return { row, field: this.name(field ?? 'line'), message }
  }

  private name(field: string): string {
    const known = this.map.pairs.find((pair) => pair.field === field)
    return known?.column ?? field
  }

  private note(row: SourceRow | undefined, field: OrderField, message: string): void {
    this.faults.push({ row: row ?? this.rows[0] ?? noRow, field: this.map.nameOf(field), message })
  }

  /** The row that says it first, and what it says. */
  private firstRow(field: OrderField): { row: SourceRow; text: string } | undefined {
    if (this.map.at(field) === undefined) return undefined
    for (const row of this.rows) {
      const text = this.fields(row, field)
      if (text !== '') return { row, text }
    }
    return undefined
  }

  private first(field: OrderField): string | undefined {
    return this.firstRow(field)?.text
  }

  private joined(...fields: OrderField[]): string | undefined {
    const parts = fields.flatMap((field) => this.first(field) ?? [])
    return parts.length > 0 ? parts.join(' ') : undefined
  }

  private amount(field: OrderField): number | undefined {
    const found = this.firstRow(field)
    if (!found) return undefined
    const value = readNumber(found.text, this.options)
    if (value === null) this.note(found.row, field, 'is not a number')
    return minorUnits(value ?? 0, this.digits)
  }

  private moment(field: OrderField): Date | undefined {
    const found = this.firstRow(field)
    const moment = found && this.options.readMoment(found.text)
    if (moment === null) this.note(found?.row, field, 'is not a time that can be read; --time says how')
    if (found === undefined && field === 'placedAt') this.note(undefined, field, 'is missing')
    return moment ?? undefined
  }

  private status() {
    if (this.first('cancelledAt') !== undefined) return 'cancelled'
    const paid = this.firstRow('financialStatus')
    if (paid && /refunded|voided/i.test(paid.text) && !/partial/i.test(paid.text))
      return this.word(paid, 'financialStatus')
    for (const field of ['status', 'fulfilmentStatus', 'financialStatus'] as const) {
      const found = this.firstRow(field)
      if (found) return this.word(found, field)
    }
    return undefined
  }

  private word(found: { row: SourceRow; text: string }, field: OrderField) {
    const status = readStatus(found.text)
    if (status === null) this.note(found.row, field, `"${found.text.slice(0, 40)}" is no status we know`)
    return status ?? undefined
  }

  private address() {
    const parts = (['line1', 'line2', 'city', 'region', 'postcode', 'country'] as const).map(
      (part) => [part, this.addressPart(part)] as const,
    )
    return parts.some(([, text]) => text !== undefined) ? Object.fromEntries(parts) : null
  }

  private addressPart(part: 'line1' | 'line2' | 'city' | 'region' | 'postcode' | 'country') {
    const text = this.first(`shippingAddress.${part}`)
    return part === 'postcode' ? withoutMark(text) : text
  }

  /** None where the row has nothing of a line: some exports add rows for taxes or further addresses. */
  private line(row: SourceRow) {
    const of = (field: OrderField) => this.fields(row, field)
    const sku = of('line.sku')
    const title = of('line.title')
    const given = of('line.quantity')
    const productId = of('line.productId') || sku || of('line.variantId') || title
    if (productId === '' && given === '') return []
    const quantity = readNumber(given, this.options)
    if (quantity === null || !Number.isInteger(quantity))
      this.note(row, 'line.quantity', 'is not a whole number')
    const price = this.price(row, quantity ?? 1)
    this.lineRows.push(row)
    return [
      {
        productId,
        variantId: of('line.variantId') || sku || productId,
        title,
        options: of('line.options'),
        quantity: quantity ?? 0,
        unitPrice: minorUnits(price, this.digits),
        amount: minorUnits(price * (quantity ?? 0), this.digits),
      },
    ]
  }

  private price(row: SourceRow, quantity: number): number {
    const field = this.fields(row, 'line.unitPrice') === '' ? 'line.total' : 'line.unitPrice'
    const text = this.fields(row, field)
    const value = readNumber(text, this.options)
    if (value === null) this.note(row, field, text === '' ? 'is missing' : 'is not a number')
    return field === 'line.total' ? (value ?? 0) / (quantity || 1) : (value ?? 0)
  }
}

const noRow: SourceRow = { file: '', line: 0, raw: '', fields: [] }

/** Shopify writes an apostrophe before ids and postcodes, so that spreadsheets leave them alone. */
function withoutMark(id: string | undefined): string | undefined {
  return id?.replace(/^'(?=\d+$)/, '')
}
