import type { Db } from '#store/index.ts'
import type { PassageIndex } from './passage-index.ts'
import { deleteOtherSentenceVectors, readSentenceVectors, writeSentenceVectors } from './queries.ts'
import { VectorTable } from './vector-table.ts'
import type { Embedder } from './vectors.ts'

const BATCH = 16

/** The vectors of single sentences, by the hash of their words: the same sentence twice is encoded once. */
export class SentenceVectors {
  readonly table = new VectorTable()
  readonly #embedder: Embedder
  readonly #documents: PassageIndex
  #loaded = false

  constructor(embedder: Embedder, documents: PassageIndex) {
    this.#embedder = embedder
    this.#documents = documents
  }

  /** Sentences without a vector, by hash. */
  missing(): Map<string, string> {
    return new Map([...this.#wanted()].filter(([hash]) => !this.table.has(hash)))
  }

  /** Reads what the database has, makes the rest batch by batch, and drops what no page says any more. */
  async makeMissing(db: Db, signal: AbortSignal): Promise<void> {
    await this.#load(db)
    const missing = [...this.missing()]
    for (let at = 0; at < missing.length && !signal.aborted; at += BATCH)
      await this.#make(db, missing.slice(at, at + BATCH))
    if (missing.length > 0 && !signal.aborted)
      await deleteOtherSentenceVectors(db, this.#embedder.model, [...this.#wanted().keys()])
  }

  async #load(db: Db): Promise<void> {
    if (this.#loaded) return
    const wanted = this.#wanted()
    for (const { id, vector } of await readSentenceVectors(db, this.#embedder.model))
      if (wanted.has(id)) this.table.set(id, vector)
    this.#loaded = true
  }

  async #make(db: Db, sentences: [hash: string, text: string][]): Promise<void> {
    const vectors = await this.#embedder.embed(sentences.map(([, text]) => text))
    const rows = sentences.flatMap(([hash], at) => {
      const vector = vectors[at]
      return vector ? [{ id: hash, hash, vector: Float32Array.from(vector) }] : []
    })
    await writeSentenceVectors(db, this.#embedder.model, rows)
    for (const row of rows) this.table.set(row.id, row.vector)
  }

  #wanted(): Map<string, string> {
    const wanted = new Map<string, string>()
    for (const { prepared, headedHashes } of this.#documents.entries.values())
      prepared.sentences.forEach(({ headed }, at) => {
        const hash = headedHashes[at]
        if (hash !== undefined) wanted.set(hash, headed)
      })
    return wanted
  }
}
