import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Store } from '#store/index.ts'
import { openTestStore } from '../support/database.ts'
import { runOn } from '../support/run-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'rapport-evaluate-search-'))
const product = (id: string, title: string, available = true) =>
  JSON.stringify({
    id,
    title,
    variants: [{ id, title, price: { amount: 1000, currency: 'USD' }, availability: { available } }],
  })
const catalog = [product('m', 'Blue mug'), product('l', 'Lamp'), product('s', 'Small mug', false)].join('\n')
const judgments = [
  JSON.stringify({ query: 'mug', grades: { m: 3, s: 3, l: 0 } }),
  JSON.stringify({ query: 'lamp', grades: { l: 2 } }),
  JSON.stringify({ query: 'nothing fits', grades: { l: 0 } }),
].join('\n')

describe('rapport evaluate search', () => {
  let store: Store
  beforeAll(async () => {
    store = await openTestStore()
  })
  afterAll(async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })

  const evaluate = (products: string, judged: string, ...more: string[]) => {
    writeFileSync(join(folder, 'products.jsonl'), products)
    writeFileSync(join(folder, 'judged.jsonl'), judged)
    const files = ['--catalog', 'products.jsonl', '--judgments', 'judged.jsonl']
    return runOn(store, ['evaluate', 'search', ...files, ...more], '', folder)
  }

  test('prints one document; what is sold out is found, and a query without an answer is left out', async () => {
    const { code, out, err } = await evaluate(catalog, judgments, '--json')
    expect([code, err]).toEqual([0, ''])
    const answer = JSON.parse(out)
    expect(Object.keys(answer)).toEqual(['queries', 'ndcg10', 'recall50', 'ms', 'indexMs'])
    expect(answer).toMatchObject({ queries: 2, ndcg10: 1, recall50: 1 })
    expect(Object.keys(answer.ms)).toEqual(['p50', 'p99'])
  })

  test('takes a CSV as the import does', async () => {
    writeFileSync(
      join(folder, 'goods.csv'),
      'id,title,price\nm,Blue mug,10 USD\nl,Lamp,20 USD\ns,Small mug,5 USD\n',
    )
    const files = ['--catalog', 'goods.csv', '--judgments', 'judged.jsonl']
    const { code, out } = await runOn(store, ['evaluate', 'search', ...files, '--json'], '', folder)
    expect([code, JSON.parse(out).ndcg10]).toEqual([0, 1])
  })

  test('bad input is one line with file, line and field', async () => {
    const bad: [string, string, string][] = [
      [catalog, `${judgments}\n{"query":"x","grades":{"m":"good"}}`, 'judged.jsonl: line 4: grades.m:'],
      [catalog, '{"query":""', 'judged.jsonl: line 1: query:'],
      [catalog, '{"query":"x","grades":{"m":0}}', 'judged.jsonl: line 1: grades:'],
      [`${catalog}\n{"id":"x","variants":[]}`, judgments, 'products.jsonl: line 4: variants:'],
      ['', judgments, 'products.jsonl: line 1: product:'],
    ]
    for (const [products, judged, start] of bad) {
      const { code, out, err } = await evaluate(products, judged, '--json')
      expect([code, out, err.trim().split('\n').length]).toEqual([2, '', 1])
      expect(err).toMatch(new RegExp(`^${start.replaceAll('.', '\\.')}`))
    }
    const missing = await runOn(
      store,
      ['evaluate', 'search', '--catalog', 'no.jsonl', '--judgments', 'x'],
      '',
      folder,
    )
    expect(missing.code).toBe(2)
  })
})
