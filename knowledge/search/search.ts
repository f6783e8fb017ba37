import { openShelf, type Shelf } from '#knowledge/catalog/index.ts'
import type { Db } from '#store/index.ts'
import { ClaimMemory } from './claim-memory.ts'
import { PassageIndex } from './passage-index.ts'
import { type PassageHit, type PassageQuery, searchPassages } from './passage-search.ts'
import { ProductIndex } from './product-index.ts'
import type { ProductQuery, SearchResult } from './product-query.ts'
import { searchProducts } from './product-search.ts'
import { catalogSource } from './product-source.ts'
import { SentenceVectors } from './sentence-vectors.ts'
import { Similar, type SimilarProduct } from './similar.ts'
import { type Suggestions, suggest } from './suggest.ts'
import { type Embedder, Vectors } from './vectors.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Search over the shop's catalog and documents. */
export interface Search {
  /** Throws the problem `bad-request` where a filter names what is not there. */
  products: (query: ProductQuery) => Promise<SearchResult>
  /** While somebody types: what they may mean, what is in stock. */
  suggest: (text: string, limit: number) => Promise<Suggestions>
  /**
   * Products like the given ones together by words, kind, meaning, brand and price, best first; the given ones
   * are left out. In memory and synchronous, with or without vectors.
   */
  similar: (
    productIds: readonly string[],
    limit: number,
    passes: (productId: string) => boolean,
  ) => SimilarProduct[]
  passages: (query: PassageQuery) => Promise<PassageHit[]>
  /** Follows what has changed in catalog and documents; two calls at once are one. */
  refresh: () => Promise<void>
  /**
   * Reads the stored vectors and makes the missing ones; can be stopped and called again at any point.
   * Rejects where the encoder fails: what was made until then is kept.
   * From the first call on, `refresh` sees to it that changed texts get theirs.
   */
  embedMissing: (options?: EmbedOptions) => Promise<void>
  vocabulary: () => Vocabulary
  /** Products and passages together in `embedded` and `toEmbed`. */
  status: () => { products: number; passages: number; embedded: number; toEmbed: number }
  close: () => Promise<void>
}

export interface EmbedOptions {
  onProgress?: ((progress: { embedded: number; toEmbed: number }) => void) | undefined
  signal?: AbortSignal | undefined
}

export interface SearchOptions {
  /** null: words only. */
  embedder: Embedder | null
  /** Where stores and their stock are read; without it search opens one of its own. */
  shelf?: Shelf | undefined
  /** Decides what is released; left out: the machine's. */
  clock?: (() => Date) | undefined
  log?: { warn: (details: object, message: string) => void } | undefined
}

/** Builds the lexical index in memory, yielding; vectors come with `embedMissing`. */
export async function openSearch(db: Db, options: SearchOptions): Promise<Search> {
  const index = new ProductIndex()
  const documents = new PassageIndex()
  const vectors = options.embedder ? new Vectors(options.embedder, index, documents) : null
  const sentences = options.embedder ? new SentenceVectors(options.embedder, documents) : null
  const source = catalogSource(db)
  const shelf = options.shelf ?? (await openShelf(db))
  const clock = options.clock ?? (() => new Date())
  const room = { source, index, vectors, claimed: new ClaimMemory(), shelf, clock }
  const similar = new Similar(room)
  const closing = new AbortController()
  const warn = (error: unknown) => options.log?.warn({ err: error }, 'search could not embed')
  let embedding: Promise<void> | null = null
  let keepEmbedding = false
  /** Whether some text may be without its vector: looking at every text is too much for each round. */
  let mayMiss = true
  let roundsToRest = 0

  const follow = single(async () => {
    await shelf.follow()
    const before = versionOf(index, documents)
    const gone = { products: await index.follow(source), documents: await documents.follow(db) }
    if (versionOf(index, documents) !== before || gone.documents.length > 0) mayMiss = true
    await vectors?.forget(db, gone)
  })
  const status = () => {
    const missing = vectors?.missing() ?? { products: [], passages: [] }
    const toEmbed = missing.products.length + missing.passages.length
    const all = index.entries.size + documents.entries.size
    return {
      products: index.entries.size,
      passages: documents.entries.size,
      embedded: vectors ? all - toEmbed : 0,
      toEmbed,
    }
  }
  const embed = async ({ onProgress, signal }: EmbedOptions) => {
    if (!vectors) return
    const stop = signal ? AbortSignal.any([signal, closing.signal]) : closing.signal
    await vectors.load(db)
    await sentences?.makeMissing(db, stop)
    let { embedded, toEmbed } = status()
    onProgress?.({ embedded, toEmbed })
    await vectors.makeMissing(
      db,
      (made) => {
        embedded += made
        toEmbed -= made
        onProgress?.({ embedded, toEmbed })
      },
      stop,
    )
  }
  const embedMissing = (wishes: EmbedOptions = {}) => {
    keepEmbedding = true
    embedding ??= embed(wishes).finally(() => {
      embedding = null
    })
    return embedding
  }

  await follow()
  return {
    products: (query) => searchProducts(room, query),
    suggest: (text, limit) => suggest(room, text, limit),
    similar: (productIds, limit, passes) => similar.to(productIds, limit, passes),
    passages: async (query) => {
      const vector = vectors && vectors.passages.size > 0 ? await vectors.ofQuery(query.text) : null
      return searchPassages(
        documents,
        query,
        index.vocabulary.isProductNoun,
        vector && {
          ofPassage: (id) => vectors?.passages.cosine(id, vector) ?? null,
          ofSentence: (hash) => sentences?.table.cosine(hash, vector) ?? null,
        },
      )
    },
    refresh: async () => {
      await follow()
      if (!keepEmbedding || closing.signal.aborted || !mayMiss || embedding || roundsToRest-- > 0) return
      roundsToRest = 0
      mayMiss = status().toEmbed > 0 || (sentences?.missing().size ?? 0) > 0
      if (!mayMiss) return
      embedMissing().catch((error: unknown) => {
        roundsToRest = ROUNDS_AFTER_FAILURE
        warn(error)
      })
    },
    embedMissing,
    vocabulary: () => index.vocabulary.read(),
    status,
    close: async () => {
      closing.abort()
      await embedding?.catch(warn)
    },
  }
}

/** An encoder that is down is not asked at every round. */
const ROUNDS_AFTER_FAILURE = 8

/** Another one whenever words may have changed. */
const versionOf = ({ lexical }: ProductIndex, { entries }: PassageIndex) =>
  `${lexical.living} ${lexical.removed} ${entries.size}`

/** While one call runs, others wait for the same. */
function single(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  return () => {
    running ??= work().finally(() => {
      running = null
    })
    return running
  }
}
