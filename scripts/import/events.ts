import { createHash } from 'node:crypto'
import { importEvents } from '#inbound/index.ts'
import type { InputFile } from '../files.ts'
import { mapped } from './cells.ts'
import { type ColumnMap, mapColumns, needColumns } from './columns.ts'
import type { ImportOptions } from './import-options.ts'
import { type EventField, eventColumns, segmentNames, segmentProperties } from './known-columns.ts'
import { unreadable } from './own-json.ts'
import type { BadRecord, Batch, Reading, RecordKind, Source } from './record-kind.ts'
import type { FileRecord } from './records.ts'

type Call = Record<string, unknown>

/** Events: Segment's calls one a line, or rows whose further columns are the event's properties. */
export const events: RecordKind<Call> = {
  passes: 1,
  atOnce: 500,
  tables: ['events', 'customers', 'identifiers', 'identity_edges', 'customer_links'],
  isOwn,
  read,
  write: async (db, items, { source, now }) => {
    const { results } = await importEvents(
      db,
      items.map(({ input }) => input),
      { source, trust: 'secret', receivedAt: now },
      now,
    )
    const bad: BadRecord[] = []
    let created = 0
    for (const [i, { line, raw }] of items.entries()) {
      const result = results[i]
      if (result?.ok) created += result.outcome === 'created' ? 1 : 0
      else bad.push({ line, raw, field: result?.field || 'line', message: result?.message ?? 'is not valid' })
    }
    return { created, updated: 0, unchanged: items.length - created - bad.length, bad }
  },
}

function read({ file, table, options }: Source): Reading<Call> {
  if (table.own) return { headerText: null, pairs: [], unread: [], batches: callsOf(table.records) }
  const map = mapColumns<EventField>(file.name, table.header, eventColumns, options.map)
  needColumns(file.name, map, [['event', 'type'], ['timestamp'], ['userId', 'anonymousId', 'email', 'phone']])
  return {
    headerText: table.headerText,
    pairs: [...map.pairs, ...map.unread.map((column) => ({ field: pathOf(column), column }))],
    unread: [],
    batches: rowsAsCalls(file, table.header, table.records, map, options),
  }
}

function isOwn(first: unknown): boolean {
  if (typeof first !== 'object' || first === null || Array.isArray(first)) return true
  return ['type', 'event', 'properties', 'traits', 'anonymousId', 'messageId'].some((key) => key in first)
}

/** A call without a time and an id of its own is known again by its text. */
async function* callsOf(records: AsyncGenerator<FileRecord[]>): AsyncGenerator<Batch<Call>> {
  for await (const some of records) {
    const batch: Batch<Call> = { read: some.length, good: [], bad: [] }
    for (const record of some) {
      const { line, raw } = record
      if (!('value' in record)) batch.bad.push(unreadable(record))
      else if (!isCall(record.value))
        batch.bad.push({ line, raw, field: 'line', message: 'is not an object' })
      else batch.good.push({ input: identified(record.value, raw), line, raw })
    }
    yield batch
  }
}

function isCall(value: unknown): value is Call {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function identified(call: Call, raw: string): Call {
  const known = call.messageId ?? call.timestamp ?? call.originalTimestamp
  const type = call.type ?? (typeof call.event === 'string' ? 'track' : undefined)
  return known ? { type, ...call } : { type, messageId: idOfText(raw), ...call }
}

function idOfText(raw: string): string {
  return `file-${createHash('sha256').update(raw).digest('base64url')}`
}

async function* rowsAsCalls(
  file: InputFile,
  header: readonly string[],
  records: AsyncGenerator<FileRecord[]>,
  map: ColumnMap<EventField>,
  options: ImportOptions,
): AsyncGenerator<Batch<Call>> {
  const fields = mapped(map)
  const rest = header.map((name, index) => ({ name, index })).filter(({ name }) => map.unread.includes(name))
  const paths = rest.map(({ name, index }) => ({ index, path: pathOf(name).split('.') }))
  for await (const some of records) {
    const batch: Batch<Call> = { read: some.length, good: [], bad: [] }
    for (const record of some) {
      if (!('fields' in record) || 'message' in record) {
        batch.bad.push(unreadable(record))
        continue
      }
      const { line, raw } = record
      const row = { file: file.name, ...record }
      const call = callOf((field) => fields(row, field), options)
      for (const { index, path } of paths) place(call, path, record.fields[index]?.trim() ?? '')
      if (call.timestamp === null)
        batch.bad.push({
          line,
          raw,
          field: map.nameOf('timestamp'),
          message: 'is not a time that can be read; --time says how',
        })
      else batch.good.push({ input: call, line, raw })
    }
    yield batch
  }
}

function callOf(of: (field: EventField) => string, { readMoment }: ImportOptions): Call {
  const event = of('event')
  const type = of('type') || (event === 'page_view' ? 'page' : 'track')
  const contacts = Object.fromEntries(
    [
      ['email', of('email')],
      ['phone', of('phone')],
    ].filter(([, value]) => value !== ''),
  )
  return {
    type,
    event: type === 'track' ? (segmentNames[event] ?? event) : undefined,
    messageId: of('messageId') || undefined,
    timestamp: readMoment(of('timestamp'))?.toISOString() ?? null,
    userId: of('userId') || undefined,
    anonymousId: of('anonymousId') || undefined,
    properties: {},
    traits: type === 'identify' ? contacts : {},
    context: type === 'identify' ? {} : { traits: contacts },
  }
}

/** Where a further column goes: into the properties, unless it says itself `traits.…` or `context.…`. */
function pathOf(column: string): string {
  if (/^(properties|traits|context)\./.test(column)) return column
  return `properties.${segmentProperties[column] ?? column}`
}

function place(call: Call, path: readonly string[], text: string): void {
  if (text === '') return
  let at: Call = call
  for (const step of path.slice(0, -1)) {
    const inner = Object.hasOwn(at, step) ? at[step] : undefined
    const next = isCall(inner) ? inner : {}
    Object.defineProperty(at, step, { value: next, enumerable: true, configurable: true, writable: true })
    at = next
  }
  const last = path.at(-1) ?? ''
  Object.defineProperty(at, last, { value: text, enumerable: true, configurable: true, writable: true })
}
