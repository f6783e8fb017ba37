import { normaliseOrderNumber, type OrderInput, orderInput, upsertOrders } from '#domain/orders/index.ts'
import type { InputFile } from '../files.ts'
import type { SourceRow } from './cells.ts'
import { type ColumnMap, mapColumns, needColumns } from './columns.ts'
import { RowGroups } from './group-rows.ts'
import type { ImportOptions } from './import-options.ts'
import { type OrderField, orderColumns } from './known-columns.ts'
import { buildOrder, type RowFault } from './order-rows.ts'
import { checkedValues, unreadable } from './own-json.ts'
import type { BadRecord, Batch, Reading, RecordKind, Source } from './record-kind.ts'
import type { FileRecord } from './records.ts'

/** Orders: one JSON value each, or one row per line of an order, in any order of rows. */
export const orders: RecordKind<OrderInput> = {
  passes: 2,
  atOnce: 500,
  tables: [
    'orders',
    'order_lines',
    'order_numbers',
    'customers',
    'identifiers',
    'identity_edges',
    'customer_links',
  ],
  isOwn,
  read,
  write: async (db, items, { source, now, onCustomers }) => ({
    ...(await upsertOrders(
      db,
      items.map(({ input }) => input),
      source,
      now,
      { onCustomers },
    )),
    bad: [],
  }),
}

function read({ file, table, options, again }: Source): Reading<OrderInput> {
  if (table.own)
    return { headerText: null, pairs: [], unread: [], batches: checkedValues(table.records, orderInput) }
  const map = mapColumns<OrderField>(file.name, table.header, orderColumns, options.map)
  needColumns(file.name, map, [
    ['orderNumber'],
    ['placedAt'],
    ['line.sku', 'line.productId', 'line.variantId', 'line.title'],
    ['line.quantity'],
    ['line.unitPrice', 'line.total'],
  ])
  const batches = groupedOrders(file, map, options, table.records, again)
  return { headerText: table.headerText, pairs: map.pairs, unread: map.unread, batches }
}

/** An order of our own shape holds its lines. */
function isOwn(first: unknown): boolean {
  return typeof first !== 'object' || first === null || Array.isArray(first) || 'lines' in first
}

async function* groupedOrders(
  file: InputFile,
  map: ColumnMap<OrderField>,
  options: ImportOptions,
  first: AsyncGenerator<FileRecord[]>,
  again: Source['again'],
): AsyncGenerator<Batch<OrderInput>> {
  const groups = new RowGroups()
  const numberOf = numberReader(map)
  for await (const records of first) {
    for (const record of records) {
      const number = numberOf(record)
      if (number !== '') groups.count(number)
    }
    await new Promise(setImmediate)
  }
  const spoiled = new Map<SourceRow, BadRecord>()
  const second = await again()
  for await (const records of second.records) {
    const batch: Batch<OrderInput> = { read: records.length, good: [], bad: [] }
    for (const record of records) {
      const row = { file: file.name, line: record.line, raw: record.raw, fields: fieldsOf(record) }
      const problem = 'message' in record ? unreadable(record) : null
      const number = numberOf(record)
      if (number === '') batch.bad.push(problem ?? missingNumber(row, map))
      else {
        if (problem) spoiled.set(row, problem)
        const rows = groups.add(number, row)
        if (rows) finish(rows, batch)
      }
    }
    groups.endPiece()
    yield batch
  }

  function finish(rows: SourceRow[], batch: Batch<OrderInput>): void {
    const known = rows.flatMap((row) => {
      const problem = spoiled.get(row)
      spoiled.delete(row)
      return problem ? [{ row, field: problem.field, message: problem.message }] : []
    })
    const built = known.length > 0 ? { ok: false as const, faults: known } : buildOrder(rows, map, options)
    if (built.ok) batch.good.push({ input: built.input, line: rows[0]?.line ?? 0, raw: '' })
    else batch.bad.push(...leftOut(rows, built.faults))
  }
}

function fieldsOf(record: FileRecord): string[] {
  return 'fields' in record ? (record.fields ?? []) : []
}

/** The number of a row's order in the one form that groups; the last one is remembered, because rows mostly follow each other. */
function numberReader(map: ColumnMap<OrderField>): (record: FileRecord) => string {
  const index = map.at('orderNumber') ?? 0
  let last = { text: '', number: '' }
  return (record) => {
    const text = fieldsOf(record)[index] ?? ''
    if (text !== last.text) last = { text, number: normaliseOrderNumber(text) }
    return last.number
  }
}

function missingNumber({ line, raw }: SourceRow, map: ColumnMap<OrderField>): BadRecord {
  return { line, raw, field: map.nameOf('orderNumber'), message: 'is missing' }
}

/** Every row of a bad order is left out: first those at fault, with their reason, then the rest because of them. */
function leftOut(rows: readonly SourceRow[], faults: readonly RowFault[]): BadRecord[] {
  const reasons = new Map(faults.map(({ row, field, message }) => [row, { field, message }]))
  const [culprit] = reasons.keys()
  const rest = { field: 'line', message: `is of the same order as line ${culprit?.line}, which is bad` }
  return [...reasons.keys(), ...rows.filter((row) => !reasons.has(row))].map((row) => ({
    line: row.line,
    raw: row.raw,
    ...(reasons.get(row) ?? rest),
  }))
}
