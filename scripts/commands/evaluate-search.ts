import type { Product } from '#knowledge/catalog/index.ts'
import type { Judged, ListedSearch } from '#knowledge/search/index.ts'
import { catalogEntries, catalogFormats } from '../catalog-file.ts'
import { BadInput, type Command, type CommandContext, type CommandInput, textOption } from '../command.ts'
import { type InputFile, inputFile } from '../files.ts'
import { readJudgments } from '../judgments-file.ts'
import { countLines } from '../record-file.ts'

/** How deep a query is asked when it is judged, and how long a page is when it is timed. */
const DEPTH = 50
const PAGE = 10
/** Searches that are timed, over all queries in turn. */
const TIMED = 500

export const evaluateSearch: Command = {
  words: ['evaluate', 'search'],
  usage: '--catalog FILE --judgments FILE.jsonl',
  summary: 'how well the search finds what people judged to fit, on a catalog of your own',
  options: {
    catalog: { type: 'string', about: 'products, as `rapport import catalog` takes them' },
    judgments: { type: 'string', about: 'a line a query: {"query": "…", "grades": {"product id": 0 to 3}}' },
    vectors: { type: 'boolean', about: 'meaning as well: the offline encoder reads every product first' },
    format: {
      type: 'string',
      about: `of the catalog: ${catalogFormats.join(', ')}; else told by its content`,
    },
  },
  notes: [
    'Gain is the grade, the ideal order that of the judged products, and what nobody judged counts 0; queries',
    'without a fitting product are left out. Asked as by the search box of a site, what is sold out included. The index is in',
    'memory, of words alone without --vectors (some minutes for 20,000 products); nothing is stored. indexMs: reading the goods into the index; ms: one page of ten.',
  ],
  takes: [0, 0],
  needs: 'own',
  run: async (input, context) => {
    const judgmentsFile = fileOption(input, context, 'judgments')
    const catalogFile = fileOption(input, context, 'catalog')
    const { hasAnswer, openListedSearch, qualityOf } = await import('#knowledge/search/index.ts')
    const judged = (await readJudgments(judgmentsFile)).filter(hasAnswer)
    if (judged.length === 0)
      throw new BadInput(`${judgmentsFile.name}: line 1: grades: no query has a grade above 0`)
    const products = await readCatalog(catalogFile, input, context)
    const embedder = input.values.vectors === true ? await offlineEncoder() : undefined
    const bar = embedder && context.progress('reading for meaning', products.length)
    try {
      const { signal } = context
      const search = await openListedSearch(products, { embedder, signal, onProgress: bar?.set })
      bar?.done()
      const quality = qualityOf(await rankings(search, judged, signal))
      const ms = await timings(search, judged, signal)
      const answer = { ...quality, ms, indexMs: Math.round(search.indexMs) }
      if (context.json) context.out(`${JSON.stringify(answer)}\n`)
      else say(context, answer, products.length)
      return 0
    } finally {
      await embedder?.close()
    }
  },
}

async function offlineEncoder() {
  const { createEmbedder } = await import('#models/index.ts')
  return createEmbedder('offline')
}

function fileOption(input: CommandInput, context: CommandContext, name: 'catalog' | 'judgments'): InputFile {
  const given = textOption(input, name)
  if (given === undefined)
    throw new BadInput(`--${name} is missing; usage: rapport evaluate search ${evaluateSearch.usage}`)
  return { name: given, path: inputFile(context.cwd, given) }
}

async function readCatalog(
  file: InputFile,
  input: CommandInput,
  context: CommandContext,
): Promise<Product[]> {
  const { listedProduct } = await import('#knowledge/catalog/index.ts')
  const bar = context.progress(`reading ${file.name}`, await countLines(file.path))
  const products = new Map<string, Product>()
  try {
    const options = { now: context.now() }
    for await (const entry of await catalogEntries(file.path, textOption(input, 'format'), options)) {
      context.signal.throwIfAborted()
      const product = listedProduct(entry, context.now())
      if ('message' in product)
        throw new BadInput(`${file.name}: line ${product.line}: ${product.field}: ${product.message}`)
      products.set(product.productId, product) // of two with one id the last holds, as in an import
      bar.set(entry.line)
    }
  } finally {
    bar.done()
  }
  if (products.size === 0) throw new BadInput(`${file.name}: line 1: product: there is none in the file`)
  return [...products.values()]
}

/** As the search box of a site asks; stock hides nothing, because people judged what fits. */
const asked = (judged: Judged, limit: number) => ({
  text: judged.query,
  limit,
  inStockOnly: false,
  understand: true,
})

async function rankings(search: ListedSearch, judged: readonly Judged[], signal: AbortSignal) {
  const ranked: { judged: Judged; productIds: string[] }[] = []
  for (const query of judged) {
    signal.throwIfAborted()
    const { hits } = await search.products(asked(query, DEPTH))
    ranked.push({ judged: query, productIds: hits.map((hit) => hit.product.productId) })
  }
  return ranked
}

async function timings(
  search: ListedSearch,
  judged: readonly Judged[],
  signal: AbortSignal,
): Promise<{ p50: number; p99: number }> {
  const times: number[] = []
  while (times.length < TIMED)
    for (const query of judged) {
      signal.throwIfAborted()
      const began = performance.now()
      await search.products(asked(query, PAGE))
      times.push(performance.now() - began)
    }
  times.sort((a, b) => a - b)
  const at = (share: number) => Number((times[Math.ceil(share * times.length) - 1] ?? 0).toFixed(3))
  return { p50: at(0.5), p99: at(0.99) }
}

function say(
  context: CommandContext,
  answer: {
    queries: number
    ndcg10: number
    recall50: number
    ms: { p50: number; p99: number }
    indexMs: number
  },
  products: number,
): void {
  context.out(`${products} products, indexed in ${answer.indexMs} ms; ${answer.queries} judged queries\n`)
  context.out(`NDCG@10 ${answer.ndcg10.toFixed(3)}, recall@50 ${answer.recall50.toFixed(3)}\n`)
  context.out(`a page of ${PAGE} in ${answer.ms.p50} ms (median), ${answer.ms.p99} ms (99 of 100)\n`)
}
