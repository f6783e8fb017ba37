import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import type { BadEntry, CatalogEntry, CatalogSource, ReaderOptions } from './entry.ts'
import { mergeRows } from './merchant-group.ts'
import { type MerchantRow, parseMerchantRow } from './merchant-row.ts'

/**
 * A CSV (or tab-separated) file with Google Merchant's columns: one row per variant, joined into products
 * by `item_group_id`. A bad row is listed and the group's good ones load. The rows of a group need not
 * stand together, so the products come at the end; of two rows with one id the last holds.
 */
export async function* readMerchantCsv(
  source: CatalogSource,
  options: ReaderOptions = {},
): AsyncGenerator<CatalogEntry> {
  const groups = new Map<string, Map<string, MerchantRow>>()
  for await (const row of rowsOf(source, options)) {
    if ('message' in row) {
      yield row
      continue
    }
    const group = groups.get(row.groupId) ?? new Map<string, MerchantRow>()
    group.delete(row.id)
    groups.set(row.groupId, group.set(row.id, row))
  }
  for (const [groupId, rows] of groups) yield mergeRows(groupId, [...rows.values()])
}

async function* rowsOf(
  source: CatalogSource,
  options: ReaderOptions,
): AsyncGenerator<MerchantRow | BadEntry> {
  const parser = parse({
    bom: true,
    columns: (header: string[]) => header.map(columnName),
    delimiter: await delimiterOf(source),
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
  })
  const input = 'text' in source ? Readable.from([source.text]) : createReadStream(source.file)
  input.on('error', (error: Error) => parser.destroy(error))
  for await (const entry of input.pipe(parser)) {
    const { info, record }: { info: { lines: number }; record: Record<string, string> } = entry
    yield parseMerchantRow(record, info.lines, options)
  }
}

// Google's own spelling has underscores; spreadsheets and other exports write "Image Link", "g:price"
const columnName = (name: string) =>
  name
    .trim()
    .toLowerCase()
    .replace(/^g:/, '')
    .replace(/[\s-]+/g, '_')

async function delimiterOf(source: CatalogSource): Promise<string> {
  const header = 'text' in source ? (source.text.split('\n', 1)[0] ?? '') : await headerOf(source.file)
  const counts = [',', '\t', ';', '|'].map((mark) => ({ mark, count: header.split(mark).length }))
  return counts.reduce((best, entry) => (entry.count > best.count ? entry : best)).mark
}

async function headerOf(file: string): Promise<string> {
  const handle = await open(file)
  try {
    for await (const line of handle.readLines()) return line
    return ''
  } finally {
    await handle.close()
  }
}
