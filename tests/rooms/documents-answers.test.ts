import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assortment } from '#demo/index.ts'
import { importProducts } from '#knowledge/catalog/index.ts'
import { openSearch, type Search } from '#knowledge/search/index.ts'
import { createEmbedder, type Embedder } from '#models/index.ts'
import type { Store } from '#store/index.ts'
import { openTestStore } from '../support/database.ts'
import {
  askAll,
  importPolicies,
  type PolicyShop,
  policyQuestions,
  policyShops,
} from '../support/policy-shops.ts'

const now = new Date('2026-11-20T10:00:00Z')

/**
 * `policy-questions.jsonl` is ours; `-dev` and `-dev2` were written by two people who had not seen the answering
 * code. The weights were fitted on all three, so they guard what is there. Only the `-test` half, kept back until
 * the weights stood, says how strangers fare.
 */
describe('answers from pages', () => {
  let store: Store
  let embedder: Embedder
  const openShop = async (shop: PolicyShop, encoder: Embedder | null) => {
    await sql`truncate documents, passages, passage_vectors, sentence_vectors cascade`.execute(store.db)
    const slugs = await importPolicies(store.db, shop, now)
    return { slugs, search: await openSearch(store.db, { embedder: encoder }) }
  }
  beforeAll(async () => {
    store = await openTestStore()
    embedder = await createEmbedder('offline')
    // what goods are called: rules speak of "anything"
    const goods = assortment(now).map(({ product }) => product)
    await importProducts(store.db, goods, { source: 'test', now })
  })
  afterAll(async () => {
    await embedder.close()
    await store.close()
  })

  test('by words alone: every fourth question to the demo shop, all to three others', async () => {
    const all = (policyQuestions('policy-questions.jsonl') ?? []).filter(
      ({ shop }, at) => shop !== 'demo' || at % 4 === 0,
    )
    const total = { right: 0, answerable: 0, refused: 0, unanswerable: 0 }
    for (const shop of Object.keys(policyShops) as PolicyShop[]) {
      const { search, slugs } = await openShop(shop, null)
      const asked = all.filter((question) => question.shop === shop)
      const score = await askAll(search, asked, slugs, now)
      await search.close()
      for (const name of ['right', 'answerable', 'refused', 'unanswerable'] as const)
        total[name] += score[name]
    }
    expect(total.right / total.answerable).toBeGreaterThan(0.83)
    expect(total.refused / total.unanswerable).toBeGreaterThan(0.85)
  })

  // the encoder takes 10 ms of computing a text, and a machine that is busy four times that
  test('with meaning: questions by people who had not seen this code', async () => {
    const { search, slugs } = await openShop('demo', embedder)
    await embedPages(search)
    const known = ['policy-questions-dev.jsonl', 'policy-questions-dev2.jsonl']
      .flatMap((file) => policyQuestions(file) ?? [])
      .filter((_, at) => at % 3 === 0)
    const score = await askAll(search, known, slugs, now)
    expect(score.right / score.answerable, score.wrong.join('\n')).toBeGreaterThan(0.76)
    expect(score.refused / score.unanswerable, score.wrong.join('\n')).toBeGreaterThan(0.83)
    // the aim is 27 and 27 of 30; 24 and 22 were measured, with one of each for other machines' floats
    const kept = policyQuestions('policy-questions-test.jsonl') ?? []
    const strangers = await askAll(search, kept, slugs, now)
    expect(strangers).toMatchObject({ answerable: 30, unanswerable: 30 })
    expect(strangers.right, strangers.wrong.join('\n')).toBeGreaterThanOrEqual(23)
    expect(strangers.refused, strangers.wrong.join('\n')).toBeGreaterThanOrEqual(21)
    await search.close()
  }, 90_000)
})

/** The pages come before the goods, which this test does not ask for. */
async function embedPages(search: Search): Promise<void> {
  const enough = new AbortController()
  const { passages } = search.status()
  await search.embedMissing({
    signal: enough.signal,
    onProgress: ({ embedded }) => embedded >= passages && enough.abort(),
  })
}
