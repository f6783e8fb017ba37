import { BadInput } from '../command.ts'
import { guessDelimiter, type Row, RowSplitter } from './delimited.ts'
import { openText } from './file-text.ts'

/** Records to be matched: the first column is their id, the others what is known of them. */
export interface EvaluationRecords {
  header: string[]
  ids: string[]
  /** Without the id. */
  rows: string[][]
}

/** Reads a delimited file with a header, gzip or not. Throws BadInput that names line and field. */
export async function readEvaluationRecords(path: string, name: string): Promise<EvaluationRecords> {
  const rows = await readRows(path)
  const [first, ...records] = rows
  if (!first) throw new BadInput(`${name}: there is nothing in it`)
  const header = trimmed(first)
  if (header.length < 2) throw new BadInput(`${name}: line 1: the header has one column; the id comes first`)
  const lineOf = new Map<string, number>()
  for (const row of records) {
    if (row.fields.length !== header.length)
      throw new BadInput(
        `${name}: line ${row.line}: has ${row.fields.length} fields, the header has ${header.length}`,
      )
    const id = row.fields[0]?.trim() ?? ''
    if (id === '') throw new BadInput(`${name}: line ${row.line}: ${header[0]}: is empty`)
    const before = lineOf.get(id)
    if (before !== undefined)
      throw new BadInput(`${name}: line ${row.line}: ${header[0]}: the same as on line ${before}`)
    lineOf.set(id, row.line)
  }
  if (lineOf.size === 0) throw new BadInput(`${name}: line 2: there is no record after the header`)
  return { header, ids: [...lineOf.keys()], rows: records.map((row) => trimmed(row).slice(1)) }
}

const trimmed = (row: Row): string[] => row.fields.map((field) => field.trim())

async function readRows(path: string): Promise<Row[]> {
  const text = await openText(path)
  const rows: Row[] = []
  let splitter: RowSplitter | null = null
  let start = ''
  try {
    for await (const piece of text.pieces) {
      start += splitter ? '' : piece
      splitter ??= splitterFor(start)
      if (!splitter) continue
      rows.push(...splitter.push(start === '' ? piece : start))
      start = ''
    }
    splitter ??= new RowSplitter(guessDelimiter(start, null))
    rows.push(...splitter.push(start), ...splitter.end())
  } finally {
    await text.close()
  }
  return rows.filter((row) => row.fields.some((field) => field.trim() !== ''))
}

/** null until the whole first line is there. */
function splitterFor(start: string): RowSplitter | null {
  const end = start.search(/[\r\n]/)
  return end < 0 ? null : new RowSplitter(guessDelimiter(start.slice(0, end), null))
}
