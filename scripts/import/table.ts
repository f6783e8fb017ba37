import { BadInput } from '../command.ts'
import type { InputFile } from '../files.ts'
import type { ImportOptions } from './import-options.ts'
import { type FileRecord, openRecords } from './records.ts'

/** A file as rows and columns, or, where its JSON is of our own shape already, as values. */
export type Table = { records: AsyncGenerator<FileRecord[]> } & (
  | { own: true }
  | { own: false; header: string[]; headerText: string | null }
)
export type OpenTable = Table & { close: () => Promise<void> }

/** Opens a file; `isOwn` looks at the first value of a JSON file. Problems name the file. */
export async function openTable(
  file: InputFile,
  options: ImportOptions,
  onBytes: (bytes: number) => void,
  isOwn: (first: unknown) => boolean,
): Promise<OpenTable> {
  const { columns, delimiter, encoding } = options
  let close: (() => Promise<void>) | undefined
  try {
    const opened = await openRecords(file.path, { columns, delimiter, encoding, onBytes })
    close = opened.close
    const { header, headerText } = opened
    const records = named(file, opened.records)
    const table: Table =
      header === null
        ? await jsonTable(records, options, isOwn)
        : { own: false, header: checkedHeader(header), headerText, records }
    return { ...table, close }
  } catch (error) {
    await close?.()
    throw withName(file, error)
  }
}

function checkedHeader(header: string[]): string[] {
  const twice = header.find((name, index) => name !== '' && header.indexOf(name) !== index)
  if (twice !== undefined)
    throw new BadInput(`two columns are called "${twice}"; name them yourself with --columns`)
  return header
}

async function* named(file: InputFile, records: AsyncGenerator<FileRecord[]>): AsyncGenerator<FileRecord[]> {
  try {
    yield* records
  } catch (error) {
    throw withName(file, error)
  }
}

function withName(file: InputFile, error: unknown): unknown {
  if (!(error instanceof BadInput) || error.message.startsWith('--') || error.message.startsWith(file.name))
    return error
  return new BadInput(`${file.name}: ${error.message}`)
}

async function jsonTable(
  records: AsyncGenerator<FileRecord[]>,
  options: ImportOptions,
  isOwn: (first: unknown) => boolean,
): Promise<Table> {
  const first = await nextRecords(records)
  const values = first.flatMap((record) => ('value' in record ? [record.value] : []))
  const all = chained(first, records)
  if (options.map.size === 0 && (values.length === 0 || isOwn(values[0]))) return { own: true, records: all }
  const header = [...new Set(values.flatMap((value) => [...flattened(value).keys()]))]
  return { own: false, header, headerText: null, records: asRows(all, header) }
}

async function nextRecords(records: AsyncGenerator<FileRecord[]>): Promise<FileRecord[]> {
  for (;;) {
    const next = await records.next()
    if (next.done) return []
    if (next.value.length > 0) return next.value
  }
}

async function* chained(
  first: FileRecord[],
  rest: AsyncGenerator<FileRecord[]>,
): AsyncGenerator<FileRecord[]> {
  yield first
  yield* rest
}

async function* asRows(
  records: AsyncGenerator<FileRecord[]>,
  header: readonly string[],
): AsyncGenerator<FileRecord[]> {
  for await (const some of records)
    yield some.map((record) => {
      if (!('value' in record)) return record
      const fields = flattened(record.value)
      return { line: record.line, raw: record.raw, fields: header.map((name) => fields.get(name) ?? '') }
    })
}

/** `{ a: { b: 1 } }` has the field `a.b`. What is neither text, number nor truth is left as JSON. */
export function flattened(value: unknown, prefix = ''): Map<string, string> {
  const found = new Map<string, string>()
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return found
  for (const [key, inner] of Object.entries(value)) {
    const name = prefix === '' ? key : `${prefix}.${key}`
    if (inner === null || inner === undefined) continue
    if (typeof inner === 'object' && !Array.isArray(inner))
      for (const [deep, text] of flattened(inner, name)) found.set(deep, text)
    else found.set(name, typeof inner === 'object' ? JSON.stringify(inner) : String(inner))
  }
  return found
}
