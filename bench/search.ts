import { importProducts, type Product } from '#knowledge/catalog/index.ts'
import { type Judged, openListedSearch, openSearch } from '#knowledge/search/index.ts'
import { createEmbedder } from '#models/index.ts'
import { openTestStore } from '../tests/support/database.ts'
import type { BenchContext } from './context.ts'
import { type Percentiles, percentiles } from './percentiles.ts'
import { halvesOf, readJudgedCatalog } from './search/data.ts'
import { boxQuery, miniSearch, orama, rapport } from './search/engines.ts'
import { worstStall } from './search/heartbeat.ts'
import { type LargeCatalog, largeCatalog } from './search/hundred-thousand.ts'
import { type Engine, type HeldOut, ndcg, type Settings, tuneOnHalves } from './search/tuning.ts'
import { rememberingEmbedder } from './search/vector-store.ts'

interface Measured extends Percentiles {
  ndcg10: number
  indexMs: number
}

interface Result {
  rapport: Measured
  minisearch: Measured
  orama: Measured
  halves: Record<string, HeldOut>
  vectors: { words: number; fused: number }
  database: { worstStallMs: number; indexMs: number }
  hundredThousand: LargeCatalog
}

const PAGE = 10
const ROUNDS = 10

/**
 * Search on 19,406 real products with judged queries, beside two peers that are tuned in the same way: as many
 * settings tried, on one half of the queries, measured on the other. `rapport` is the whole call on the embedded
 * database, with a page of ten read from it and the query understood; the peers answer ids from memory. NDCG@10
 * of `rapport` is with the weights it ships, of the peers with those that were best on all queries.
 */
export async function run(context: BenchContext): Promise<Result> {
  const { products, judged } = await readJudgedCatalog()
  const halves = halvesOf(judged)
  context.note(`${products.length} products, ${judged.length} queries; into the embedded database`)
  const shipped = await onDatabase(products, judged)
  context.note('tuning ours on each half')
  const listed = await openListedSearch(products)
  const ours = await tuneOnHalves(rapport(listed), halves)
  context.note('tuning MiniSearch on each half')
  const mini = miniSearch(products)
  const minis = await tuneOnHalves(mini.engine, halves)
  context.note('tuning Orama on each half: minutes')
  const oram = await orama(products)
  const oramas = await tuneOnHalves(oram.engine, halves)
  context.note('with vectors: the first time the encoder takes many minutes')
  const vectors = await withVectors(products, judged)
  context.note('a hundred thousand products')
  return {
    rapport: shipped.measured,
    minisearch: await timed(mini.engine, minis, mini.indexMs, judged),
    orama: await timed(oram.engine, oramas, oram.indexMs, judged),
    halves: { rapport: ours, minisearch: minis, orama: oramas },
    vectors,
    database: shipped.database,
    hundredThousand: await largeCatalog(products, judged),
  }
}

async function onDatabase(products: readonly Product[], judged: readonly Judged[]) {
  const store = await openTestStore('pglite')
  try {
    await importProducts(store.db, products.map(asInput), { source: 'bench', now: new Date() })
    const began = performance.now()
    const { result: search, worst } = await worstStall(() => openSearch(store.db, { embedder: null }))
    const indexMs = Math.round(performance.now() - began)
    const answer = (query: string, limit: number) => search.products(boxQuery(query, limit))
    const quality = await ndcg(
      asEngine((query) => answer(query, PAGE)),
      {},
      judged,
    )
    const times = await timesOf(judged, (query) => answer(query, PAGE))
    await search.close()
    return {
      measured: { ndcg10: quality, ...percentiles(times), indexMs },
      database: { worstStallMs: worst, indexMs },
    }
  } finally {
    await store.close()
  }
}

const asInput = ({ releaseAt, rev: _rev, updatedAt: _updated, ...product }: Product) => ({
  ...product,
  releaseAt: releaseAt?.toISOString() ?? null,
})

async function timed(
  engine: Engine,
  { chosen }: HeldOut,
  indexMs: number,
  judged: readonly Judged[],
): Promise<Measured> {
  const settings: Settings = chosen
  const times = await timesOf(judged, (query) => engine.rank(query, settings))
  return {
    ndcg10: await ndcg(engine, settings, judged),
    ...percentiles(times),
    indexMs: Math.round(indexMs),
  }
}

/** Of every query several times over, after one round that warms. */
async function timesOf(judged: readonly Judged[], ask: (query: string) => unknown): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round <= ROUNDS; round++)
    for (const { query } of judged) {
      const began = performance.now()
      await ask(query)
      if (round > 0) times.push(performance.now() - began)
      await new Promise((resolve) => setImmediate(resolve))
    }
  return times
}

async function withVectors(products: readonly Product[], judged: readonly Judged[]) {
  const encoder = await createEmbedder('offline')
  const embedder = await rememberingEmbedder(encoder)
  try {
    const fused = await openListedSearch(products, { embedder })
    const words = await openListedSearch(products)
    const of = (search: typeof words) =>
      ndcg(
        asEngine((query) => search.products(boxQuery(query, PAGE))),
        {},
        judged,
      )
    return { words: await of(words), fused: await of(fused) }
  } finally {
    await embedder.close()
    await encoder.close()
  }
}

/** Ours with the weights it ships. */
const asEngine = (answer: (query: string) => Promise<{ hits: { product: Product }[] }>): Engine => ({
  name: 'rapport',
  grid: {},
  takesMiddle: true,
  rank: async (query) => (await answer(query)).hits.map((hit) => hit.product.productId),
})
