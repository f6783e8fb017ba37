import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seedDemo } from '#demo/index.ts'
import { openSearch, type Search } from '#knowledge/search/index.ts'
import { projectRoot, type Store } from '#store/index.ts'
import { openTestStore } from '../support/database.ts'

interface Paraphrase {
  query: string
  productId: string
  accept?: string[]
}

const folder = join(projectRoot, 'tests', 'support')
/** The first was seen while the needs were written; the second was written apart and never looked at. */
const sets = ['paraphrases-dev.jsonl', 'paraphrases-test.jsonl'].filter((file) =>
  existsSync(join(folder, file)),
)

describe('what is said in other words than the demo shop’s own, without an encoder', () => {
  let store: Store
  let search: Search
  beforeAll(async () => {
    store = await openTestStore('pglite')
    await seedDemo(store.db, new Date('2026-11-20T10:00:00Z'))
    search = await openSearch(store.db, { embedder: null })
  })
  afterAll(async () => {
    await search?.close()
    await store.close()
  })

  for (const file of sets)
    test(`${file}: three of four are first, nine of ten among five`, async () => {
      const asked: Paraphrase[] = readFileSync(join(folder, file), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
      const places: number[] = []
      for (const { query, productId, accept } of asked) {
        const { hits } = await search.products({
          text: query,
          limit: 5,
          inStockOnly: false,
          understand: true,
        })
        const wanted = new Set(accept ?? [productId])
        places.push(hits.findIndex((hit) => wanted.has(hit.product.productId)))
      }
      expect(places.filter((place) => place === 0).length / asked.length).toBeGreaterThanOrEqual(0.75)
      expect(places.filter((place) => place >= 0).length / asked.length).toBeGreaterThanOrEqual(0.9)
    })
})
