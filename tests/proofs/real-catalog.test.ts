import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countProducts, importProducts, readAcpFeed } from '#knowledge/catalog/index.ts'
import { openSearch, type Search } from '#knowledge/search/index.ts'
import { projectRoot, type Store } from '#store/index.ts'
import { openTestStore } from '../support/database.ts'

const folder = join(projectRoot, '..', 'shared', 'data', 'icecat')
const absent = !existsSync(join(folder, 'products.jsonl'))
if (absent && process.env.CI === 'true') throw new Error('CI needs ../shared/data/icecat')
const now = new Date('2026-11-20T10:00:00Z')

/** Discounted gain of the first ten; a product that nobody judged counts nothing. */
function gain(grades: readonly number[]): number {
  return grades.slice(0, 10).reduce((sum, grade, index) => sum + grade / Math.log2(index + 2), 0)
}

describe.skipIf(absent)(`19,406 real products${absent ? ' (no ../shared/data/icecat here)' : ''}`, () => {
  let store: Store
  let search: Search
  const load = () =>
    importProducts(store.db, readAcpFeed({ file: join(folder, 'products.jsonl') }), { source: 'feed', now })
  beforeAll(async () => {
    store = await openTestStore()
  })
  afterAll(async () => {
    await search?.close()
    await store.close()
  })

  test('all of them load, and a second import changes nothing', async () => {
    expect(await load()).toMatchObject({ read: 19406, created: 19406, bad: [] })
    expect(await countProducts(store.db)).toBe(19406)
    expect(await load()).toMatchObject({ created: 0, updated: 0, unchanged: 19406 })
  })

  test('they are found: NDCG@10 of words alone is above .8 on the judged queries', async () => {
    search = await openSearch(store.db, { embedder: null })
    const lines = readFileSync(join(folder, 'judgments-dev.jsonl'), 'utf8').trim().split('\n')
    const scores: number[] = []
    for (const line of lines) {
      const { query, grades }: { query: string; grades: Record<string, number> } = JSON.parse(line)
      const ideal = gain(Object.values(grades).sort((a, b) => b - a))
      if (ideal === 0) continue
      const { hits } = await search.products({ text: query, limit: 10, inStockOnly: false, understand: true })
      scores.push(gain(hits.map((hit) => grades[hit.product.productId] ?? 0)) / ideal)
    }
    expect(scores).toHaveLength(56)
    const mean = (some: readonly number[]) => some.reduce((sum, score) => sum + score, 0) / some.length
    expect(mean(scores)).toBeGreaterThan(0.8)
    // in the file the queries stand in the order of their letters: every other one is a half
    expect(mean(scores.filter((_, at) => at % 2 === 0))).toBeGreaterThan(0.84)
    expect(mean(scores.filter((_, at) => at % 2 === 1))).toBeGreaterThan(0.765)
  })

  test('products are found by their own title', async () => {
    const { hits } = await search.products({ text: 'xerox 006R90321', limit: 1 })
    expect(hits[0]?.product.productId).toBe('3920564')
    const share = Math.ceil(19406 * Number(process.env.PROOF_SCALE ?? 0.05) * 0.1)
    const products = await sample(share)
    let found = 0
    for (const product of products) {
      const { hits: first } = await search.products({ text: product.title, limit: 5, inStockOnly: false })
      if (first.some((hit) => hit.product.title === product.title)) found++
    }
    expect(found / products.length).toBeGreaterThan(0.97)
  })

  async function sample(size: number): Promise<{ title: string }[]> {
    const lines = readFileSync(join(folder, 'products.jsonl'), 'utf8').split('\n')
    const step = Math.floor(19406 / size)
    return lines.filter((line, index) => line !== '' && index % step === 0).map((line) => JSON.parse(line))
  }
})
