import { BadInput } from '../command.ts'
import { guessDelimiter, type Row, RowSplitter } from './delimited.ts'
import { openText } from './file-text.ts'
import { LineSplitter, ListSplitter } from './json-values.ts'

/** A record as it stands in its file: `fields` of delimited text, or a JSON `value`; `message`: unreadable. */
export type FileRecord =
  | { line: number; raw: string; fields: string[] }
  | { line: number; raw: string; value: unknown }
  | { line: number; raw: string; field: string; message: string; fields?: string[] }

export interface RecordOptions {
  encoding?: string | undefined
  delimiter?: string | undefined
  /** The names of the columns, where the file does not begin with them. */
  columns?: string[] | undefined
  onBytes?: ((bytes: number) => void) | undefined
}

/** What a file holds: `header` names the fields of delimited text, and is null for JSON. */
export interface RecordFile {
  header: string[] | null
  /** The header as it stands in the file; null where there is none. */
  headerText: string | null
  /** In pieces, as they come off the disk. */
  records: AsyncGenerator<FileRecord[]>
  /** Gives the file back. */
  close: () => Promise<void>
}

/**
 * Opens a file of records: CSV, TSV and the like, JSON lines or a JSON list, each also gzipped. What it is
 * is told by its content, and by its name where that leaves room.
 */
export async function openRecords(path: string, options: RecordOptions): Promise<RecordFile> {
  const text = await openText(path, options)
  try {
    const start = await beginningOf(text.pieces)
    const pieces = from(start, text.pieces)
    const kind = kindOf(path, start)
    const { close } = text
    if (kind === 'rows') return { ...(await openRows(start, pieces, options)), close }
    const splitter = kind === 'list' ? new ListSplitter() : new LineSplitter()
    return { header: null, headerText: null, records: jsonRecords(pieces, splitter), close }
  } catch (error) {
    await text.close()
    throw error
  }
}

/** Enough to see the first line. */
async function beginningOf(text: AsyncGenerator<string>): Promise<string> {
  let start = ''
  while (!start.trim().includes('\n') && start.length < 200_000) {
    const next = await text.next()
    if (next.done) break
    start += next.value
  }
  return start
}

async function* from(start: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  if (start !== '') yield start
  yield* rest
}

function kindOf(path: string, start: string): 'rows' | 'lines' | 'list' {
  const name = path.replace(/\.gz$/i, '')
  if (/\.(jsonl|ndjson)$/i.test(name)) return 'lines'
  if (/\.(csv|tsv|tab|psv)$/i.test(name)) return 'rows'
  const first = start.trimStart()
  if (first.startsWith('[')) return 'list'
  if (first.startsWith('{')) return /\.json$/i.test(name) && !isJson(first.split('\n')[0]) ? 'list' : 'lines'
  return /\.json$/i.test(name) ? 'list' : 'rows'
}

function isJson(text: string | undefined): boolean {
  try {
    return JSON.parse(text ?? '') !== undefined
  } catch {
    return false
  }
}

async function* jsonRecords(
  pieces: AsyncGenerator<string>,
  splitter: LineSplitter | ListSplitter,
): AsyncGenerator<FileRecord[]> {
  for await (const piece of pieces) yield splitter.push(piece)
  yield splitter.end()
}

async function openRows(
  start: string,
  pieces: AsyncGenerator<string>,
  { delimiter, columns }: RecordOptions,
): Promise<Omit<RecordFile, 'close'>> {
  const firstLine = start.split(/\r\n|\n|\r/).find((line) => line !== '') ?? ''
  const splitter = new RowSplitter(delimiter ?? guessDelimiter(firstLine, columns?.length ?? null))
  const rows = rowsOf(pieces, splitter)
  if (columns) {
    splitter.width = columns.length
    return { header: columns, headerText: null, records: rowRecords([], rows, columns.length) }
  }
  const { head, rest } = await firstRow(rows)
  const header = head.fields.map((name) => name.trim())
  splitter.width = header.length
  return { header, headerText: head.raw, records: rowRecords(rest, rows, header.length) }
}

async function* rowsOf(pieces: AsyncGenerator<string>, splitter: RowSplitter): AsyncGenerator<Row[]> {
  for await (const piece of pieces) yield splitter.push(piece)
  yield splitter.end()
}

async function firstRow(rows: AsyncGenerator<Row[]>): Promise<{ head: Row; rest: Row[] }> {
  for (;;) {
    const next = await rows.next()
    if (next.done) throw new BadInput('the file is empty')
    const [head, ...rest] = next.value
    if (head) return { head, rest }
  }
}

async function* rowRecords(
  first: Row[],
  rows: AsyncGenerator<Row[]>,
  width: number,
): AsyncGenerator<FileRecord[]> {
  yield checked(first, width)
  for await (const some of rows) yield checked(some, width)
}

function checked(rows: Row[], width: number): FileRecord[] {
  const found: FileRecord[] = []
  for (const row of rows)
    if (row.fields.length === width) found.push(row)
    else if (row.fields.some((field) => field.trim() !== ''))
      found.push({
        line: row.line,
        raw: row.raw,
        fields: row.fields,
        field: 'line',
        message: `has ${row.fields.length} fields where ${width} are named`,
      })
  return found
}
