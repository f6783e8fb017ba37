import { setImmediate as nextTick } from 'node:timers/promises'
import { findProducts, type Product } from '#knowledge/catalog/index.ts'
import type { Db } from '#store/index.ts'
import { needFamilies } from './needs/families.ts'
import type { PassageIndex } from './passage-index.ts'
import { passageSentence } from './passage-index.ts'
import type { ProductIndex } from './product-index.ts'
import type { ProductSource } from './product-source.ts'
import { productSentence } from './product-text.ts'
import {
  deleteVectors,
  readPassageVectors,
  readProductVectors,
  type StoredVector,
  writePassageVectors,
  writeProductVectors,
} from './queries.ts'
import { VectorTable } from './vector-table.ts'

/** What search needs of an encoder. */
export interface Embedder {
  model: string
  dimensions: number
  embed: (texts: string[]) => Promise<(Float32Array | number[])[]>
}

const READ_PAGE = 100
const BATCH = 16
/** A shopper does not wait longer than this for meaning. */
const PATIENCE_MS = 400

/** The vectors of products and passages: stored in the database, held in memory, made where they are missing. */
export class Vectors {
  readonly products = new VectorTable()
  readonly passages = new VectorTable()
  /** Of the families of needs, by their number. */
  readonly families = new VectorTable()
  readonly #hashes = new Map<string, string>()
  readonly #embedder: Embedder
  readonly #index: ProductIndex
  readonly #documents: PassageIndex
  #loaded = false

  constructor(embedder: Embedder, index: ProductIndex, documents: PassageIndex) {
    this.#embedder = embedder
    this.#index = index
    this.#documents = documents
  }

  /** The query's vector; null where the encoder fails or is slow, and words must do. */
  async ofQuery(text: string): Promise<Float32Array | null> {
    if (text.trim() === '') return null
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), PATIENCE_MS)
    })
    const made = this.#embedder.embed([text.slice(0, 300)]).then(
      ([vector]) => (vector ? Float32Array.from(vector) : null),
      () => null,
    )
    const vector = await Promise.race([made, late])
    clearTimeout(timer)
    return vector
  }

  /** Products and passages whose text has no vector of its own yet. */
  missing(): { products: string[]; passages: string[] } {
    return {
      products: [...this.#index.entries]
        .filter(([id, entry]) => this.#hashes.get(id) !== entry.sentenceHash)
        .map(([id]) => id),
      passages: [...this.#documents.entries]
        .filter(([id, entry]) => this.#hashes.get(`passage ${id}`) !== entry.sentenceHash)
        .map(([id]) => id),
    }
  }

  /** Reads what the database has for texts that still stand; the rest counts as missing. */
  async load(db: Db): Promise<void> {
    if (this.#loaded) return
    const { model } = this.#embedder
    const ids = [...this.#index.entries.keys()]
    for (let at = 0; at < ids.length; at += READ_PAGE) {
      for (const row of await readProductVectors(db, model, ids.slice(at, at + READ_PAGE)))
        if (this.#index.entries.get(row.id)?.sentenceHash === row.hash) this.#hold(this.products, row, row.id)
      await nextTick()
    }
    for (const row of await readPassageVectors(db, model))
      if (this.#documents.entries.get(row.id)?.sentenceHash === row.hash)
        this.#hold(this.passages, row, `passage ${row.id}`)
    this.#loaded = true
  }

  /** Makes what is missing, passages first, stored batch by batch: it can stop and go on at any point. */
  async makeMissing(db: Db, onBatch: (made: number) => void, signal?: AbortSignal): Promise<void> {
    const { products, passages } = this.missing()
    for (let at = 0; at < passages.length && !signal?.aborted; at += BATCH)
      onBatch(await this.#makePassages(db, passages.slice(at, at + BATCH)))
    await this.#makeFamilies(signal)
    for (let at = 0; at < products.length && !signal?.aborted; at += BATCH)
      onBatch(await this.#makeProducts(db, products.slice(at, at + BATCH)))
  }

  /** Makes those of all products and holds them here alone. */
  async makeHere(
    source: ProductSource,
    options: { onProgress?: ((made: number) => void) | undefined; signal?: AbortSignal | undefined },
  ): Promise<void> {
    await this.#makeFamilies(options.signal)
    const { products } = this.missing()
    for (let at = 0; at < products.length; at += BATCH) {
      options.signal?.throwIfAborted()
      const rows = await this.#embedProducts(await source.find(products.slice(at, at + BATCH)))
      for (const row of rows) this.#hold(this.products, row, row.id)
      options.onProgress?.(at + rows.length)
    }
  }

  /** Forgets and deletes the vectors of what is gone. */
  async forget(db: Db, gone: { products: string[]; documents: string[] }): Promise<void> {
    for (const id of gone.products) {
      this.products.delete(id)
      this.#hashes.delete(id)
    }
    await deleteVectors(db, gone)
  }

  // they come with the program, so they are made anew at each start: some seconds in the worker
  async #makeFamilies(signal?: AbortSignal): Promise<void> {
    const wanted = [...this.#index.needs.families].filter((family) => !this.families.has(String(family)))
    for (let at = 0; at < wanted.length && !signal?.aborted; at += BATCH) {
      const batch = wanted.slice(at, at + BATCH)
      const vectors = await this.#embedder.embed(batch.map((family) => needFamilies[family]?.sentence ?? ''))
      batch.forEach((family, index) => {
        const vector = vectors[index]
        if (vector) this.families.set(String(family), vector)
      })
    }
  }

  async #makeProducts(db: Db, ids: string[]): Promise<number> {
    const rows = await this.#embedProducts(await findProducts(db, ids))
    await writeProductVectors(db, this.#embedder.model, rows)
    for (const row of rows) this.#hold(this.products, row, row.id)
    return ids.length
  }

  #embedProducts(found: readonly Product[]): Promise<StoredVector[]> {
    return this.#embed(
      found.map((product) => ({
        id: product.productId,
        hash: this.#index.entries.get(product.productId)?.sentenceHash ?? '',
        text: productSentence(product),
      })),
    )
  }

  async #makePassages(db: Db, ids: string[]): Promise<number> {
    const entries = ids.flatMap((id) => this.#documents.entries.get(id) ?? [])
    const rows = await this.#embed(
      entries.map((entry) => ({ id: entry.id, hash: entry.sentenceHash, text: passageSentence(entry) })),
    )
    const places = rows.flatMap((row) => {
      const entry = this.#documents.entries.get(row.id)
      return entry ? [{ ...row, documentId: entry.documentId, position: entry.position }] : []
    })
    await writePassageVectors(db, this.#embedder.model, places)
    for (const row of rows) this.#hold(this.passages, row, `passage ${row.id}`)
    return ids.length
  }

  async #embed(texts: { id: string; hash: string; text: string }[]): Promise<StoredVector[]> {
    if (texts.length === 0) return []
    const vectors = await this.#embedder.embed(texts.map(({ text }) => text))
    return texts.flatMap(({ id, hash }, index) => {
      const vector = vectors[index]
      return vector ? [{ id, hash, vector: Float32Array.from(vector) }] : []
    })
  }

  #hold(table: VectorTable, row: StoredVector, key: string): void {
    table.set(row.id, row.vector)
    this.#hashes.set(key, row.hash)
  }
}
