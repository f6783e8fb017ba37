import { setImmediate as nextTick } from 'node:timers/promises'
import { type Db, inTransaction } from '#store/index.ts'
import { firstIssue, hashOfProduct, type ProductInput, productInput } from './product-input.ts'
import { lockCatalog, type ProductRow, readHashes, removeProducts, writeProducts } from './queries-write.ts'
import type { BadEntry, CatalogEntry } from './readers/entry.ts'

const CHUNK = 100

export interface ImportResult {
  read: number
  created: number
  updated: number
  unchanged: number
  /** What was left out, by line (or position, where there are no lines) and field. */
  bad: BadEntry[]
}

export interface ImportOptions {
  /** Who owns these products: a re-import by another source takes them over. */
  source: string
  now: Date
  onProgress?: ((done: { read: number; line: number }) => void) | undefined
}

/** Content hashes of a product; null before: it was not there. */
interface BeforeAndAfter {
  before: string | null
  after: string
}

/**
 * Loads products, from a reader or plain ones. Same content twice changes nothing; of two with one id the
 * last holds; a bad one is listed and the others load. Written in chunks, each its own transaction (unless
 * one is open), with a breath for the event loop between them.
 */
export async function importProducts(
  db: Db,
  inputs: Iterable<ProductInput | CatalogEntry> | AsyncIterable<ProductInput | CatalogEntry>,
  options: ImportOptions,
): Promise<ImportResult> {
  const result: ImportResult = { read: 0, created: 0, updated: 0, unchanged: 0, bad: [] }
  const seen = new Map<string, BeforeAndAfter>()
  let chunk = new Map<string, ProductRow>()
  const flush = async (line: number) => {
    await importChunk(db, [...chunk.values()], options, seen)
    chunk = new Map()
    options.onProgress?.({ read: result.read, line })
    await nextTick()
  }
  let line = 0
  for await (const input of inputs) {
    const entry = 'line' in input ? input : { line: line + 1, product: input }
    line = entry.line
    result.read++
    const row = checkedRow(entry)
    if ('message' in row) result.bad.push(row)
    else chunk.set(row.product.productId, row)
    if (chunk.size >= CHUNK) await flush(line)
  }
  await flush(line)
  for (const { before, after } of seen.values())
    result[before === null ? 'created' : before === after ? 'unchanged' : 'updated']++
  return result
}

function checkedRow(entry: CatalogEntry): ProductRow | BadEntry {
  if (!('product' in entry)) return entry
  const checked = productInput.safeParse(entry.product)
  if (!checked.success) return { line: entry.line, ...firstIssue(checked.error) }
  return { product: checked.data, hash: hashOfProduct(checked.data) }
}

/** One chunk in one transaction; notes each product's content before this import and after it. */
async function importChunk(
  db: Db,
  rows: ProductRow[],
  { source, now }: ImportOptions,
  seen: Map<string, BeforeAndAfter>,
): Promise<void> {
  if (rows.length === 0) return
  await inTransaction(db, async (tx) => {
    await lockCatalog(tx)
    const ids = rows.map((row) => row.product.productId)
    const known = await readHashes(tx, ids, source)
    const changed = rows.filter((row) => known.get(row.product.productId) !== row.hash)
    if (changed.length > 0) await writeProducts(tx, changed, source, now)
    for (const { product, hash } of rows) {
      const first = seen.get(product.productId)
      seen.set(product.productId, {
        before: first ? first.before : (known.get(product.productId) ?? null),
        after: hash,
      })
    }
  })
}

/** Removes the products (and stores) that came from the source; answers how many products. */
export function removeSource(db: Db, source: string, now: Date): Promise<number> {
  return inTransaction(db, async (tx) => {
    await lockCatalog(tx)
    return removeProducts(tx, source, now)
  })
}
