import {
  type CustomerInput,
  customerInput,
  type IdentifierKind,
  normaliseIdentifier,
  upsertCustomers,
} from '#domain/identity/index.ts'
import type { InputFile } from '../files.ts'
import { mapped, type SourceRow } from './cells.ts'
import { type ColumnMap, mapColumns, needColumns } from './columns.ts'
import type { ImportOptions } from './import-options.ts'
import { type CustomerField, customerColumns } from './known-columns.ts'
import { checkedValues, firstIssue, unreadable } from './own-json.ts'
import type { Batch, Reading, RecordKind, Source } from './record-kind.ts'
import type { FileRecord } from './records.ts'

/** Customers, one a row or JSON value. */
export const customers: RecordKind<CustomerInput> = {
  passes: 1,
  atOnce: 1000,
  tables: ['customers', 'identifiers', 'identity_edges', 'customer_links', 'customer_words'],
  isOwn,
  read,
  write: async (db, items, { source, now, onCustomers }) => ({
    ...(await upsertCustomers(
      db,
      items.map(({ input }) => input),
      source,
      now,
      { onCustomers },
    )),
    bad: [],
  }),
}

function read({ file, table, options }: Source): Reading<CustomerInput> {
  if (table.own) {
    const batches = whoCanBeFound(checkedValues(table.records, customerInput))
    return { headerText: null, pairs: [], unread: [], batches }
  }
  const map = mapColumns<CustomerField>(file.name, table.header, customerColumns, options.map)
  needColumns(file.name, map, [['userId', 'email', 'phone', 'loyaltyNumber']])
  return {
    headerText: table.headerText,
    pairs: map.pairs,
    unread: map.unread,
    batches: whoCanBeFound(customersOf(file, table.records, map, options)),
  }
}

/** Nothing in it that our own shape has not. */
function isOwn(first: unknown): boolean {
  if (typeof first !== 'object' || first === null || Array.isArray(first)) return true
  return Object.keys(first).every((key) => key in customerInput.shape)
}

async function* customersOf(
  file: InputFile,
  records: AsyncGenerator<FileRecord[]>,
  map: ColumnMap<CustomerField>,
  options: ImportOptions,
): AsyncGenerator<Batch<CustomerInput>> {
  for await (const some of records) {
    const batch: Batch<CustomerInput> = { read: some.length, good: [], bad: [] }
    for (const record of some) {
      if (!('fields' in record) || 'message' in record) {
        batch.bad.push(unreadable(record))
        continue
      }
      const row = { file: file.name, ...record }
      const { line, raw } = record
      const draft = draftOf(row, map, options)
      const parsed = customerInput.safeParse(draft)
      if (draft.createdAt === null)
        batch.bad.push({
          line,
          raw,
          field: map.nameOf('createdAt'),
          message: 'is not a time that can be read; --time says how',
        })
      else if (parsed.success) batch.good.push({ input: parsed.data, line, raw })
      else {
        const { field, message } = firstIssue(parsed.error)
        batch.bad.push({
          line,
          raw,
          field: map.pairs.find((pair) => pair.field === field)?.column ?? field,
          message,
        })
      }
    }
    yield batch
  }
}

function draftOf(row: SourceRow, map: ColumnMap<CustomerField>, options: ImportOptions) {
  const fields = mapped(map)
  const of = (field: CustomerField) => fields(row, field)
  const created = of('createdAt')
  const names = [of('firstName'), of('lastName')].filter(Boolean).join(' ')
  return {
    userId: of('userId').replace(/^'(?=\d+$)/, ''),
    email: of('email'),
    phone: of('phone').replace(/^'(?=\+?\d)/, ''),
    loyaltyNumber: of('loyaltyNumber'),
    name: of('name') || names,
    locale: of('locale'),
    address: addressOf(of),
    createdAt: created === '' ? undefined : options.readMoment(created),
  }
}

function addressOf(of: (field: CustomerField) => string) {
  const parts = (['line1', 'line2', 'city', 'region', 'postcode', 'country'] as const).map(
    (part) => [part, of(`address.${part}`)] as const,
  )
  const said = parts.some(([part, text]) => text !== '' && part !== 'country' && part !== 'region')
  return said ? Object.fromEntries(parts) : undefined
}

/** Without an identifier nobody can be found again: the same file twice would make them twice. */
async function* whoCanBeFound(
  batches: AsyncGenerator<Batch<CustomerInput>>,
): AsyncGenerator<Batch<CustomerInput>> {
  for await (const batch of batches) {
    const good = batch.good.filter(({ input }) => isFindable(input))
    const bad = batch.good
      .filter(({ input }) => !isFindable(input))
      .map(({ line, raw }) => ({
        line,
        raw,
        field: 'line',
        message: 'names nobody: a user id, an e-mail, a phone with its country (+44…) or a loyalty number',
      }))
    yield { read: batch.read, good, bad: [...batch.bad, ...bad] }
  }
}

function isFindable(input: CustomerInput): boolean {
  const given: [IdentifierKind, string | undefined][] = [
    ['user_id', input.userId],
    ['email', input.email],
    ['phone', input.phone],
    ['loyalty_number', input.loyaltyNumber],
  ]
  return given.some(([kind, value]) => value !== undefined && normaliseIdentifier(kind, value) !== null)
}
