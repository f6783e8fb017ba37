import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Product } from '#knowledge/catalog/index.ts'
import { type Judged, openListedSearch, type ProductSource } from '#knowledge/search/index.ts'
import { percentiles } from '../percentiles.ts'
import { boxQuery } from './engines.ts'
import { worstStall } from './heartbeat.ts'

const PRODUCTS = 100_000
const CHANGED = 5000
const PAGE = 10

export interface LargeCatalog {
  products: number
  indexMs: number
  worstStallMs: { indexing: number; followingChanges: number; searching: number }
  /** What the index holds, goods themselves not included. */
  indexMb: number
  ms: { p50: number; p99: number }
}

/**
 * A hundred thousand products made from the real ones' texts, each with a code of its own. They are made while
 * they are read, so that the memory measured is the index alone.
 */
export async function largeCatalog(
  real: readonly Product[],
  judged: readonly Judged[],
): Promise<LargeCatalog> {
  const source = grownSource(real)
  const before = heapAfterCollection()
  const indexing = await worstStall(() => openListedSearch(source))
  const search = indexing.result
  const after = heapAfterCollection()
  source.touch(CHANGED)
  const following = await worstStall(() => search.follow())
  const times: number[] = []
  const searching = await worstStall(async () => {
    for (let round = 0; round < 6; round++)
      for (const { query } of judged) {
        const began = performance.now()
        await search.products(boxQuery(query, PAGE))
        if (round > 0) times.push(performance.now() - began)
        await new Promise((resolve) => setImmediate(resolve))
      }
  })
  return {
    products: PRODUCTS,
    indexMs: Math.round(search.indexMs),
    worstStallMs: {
      indexing: indexing.worst,
      followingChanges: following.worst,
      searching: searching.worst,
    },
    indexMb: Math.round((after - before) / 2 ** 20),
    ms: percentiles(times),
  }
}

function grownSource(real: readonly Product[]): ProductSource & { touch: (count: number) => void } {
  let changed = 0
  const make = (at: number, again: number): Product => {
    const base = real[at % real.length]
    if (!base) throw new Error('there are no products')
    const copy = Math.floor(at / real.length)
    const code = `${copy}x${(at * 7919) % 100_003}`
    return {
      ...base,
      productId: `${base.productId}-${copy}`,
      title: `${base.title} ${code}${again > 0 ? ' renewed' : ''}`,
    }
  }
  const ids = new Map(real.map((product, at) => [product.productId, at]))
  const atOf = (id: string) => {
    const cut = id.lastIndexOf('-')
    return (ids.get(id.slice(0, cut)) ?? 0) + Number(id.slice(cut + 1)) * real.length
  }
  return {
    touch: (count) => {
      changed = count
    },
    after: async (rev, limit) =>
      Array.from({ length: Math.max(0, Math.min(limit, PRODUCTS + changed - rev)) }, (_, index) => {
        const at = rev + index
        const product = at < PRODUCTS ? make(at, 0) : make(at - PRODUCTS, 1)
        return { ...product, rev: at + 1, deleted: false }
      }),
    find: async (productIds) => productIds.map((id) => make(atOf(id), 0)),
    inStore: async () => new Set(),
  }
}

function heapAfterCollection(): number {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect === 'function') collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
