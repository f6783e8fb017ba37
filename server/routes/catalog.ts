import { z } from 'zod'
import { Problem } from '#contract/problem.ts'
import { importProducts, readAcpFeed, setStock } from '#knowledge/catalog/index.ts'
import { type BadEntry, badEntries, batchBody, describedBatch, readBatch } from '../batch.ts'
import { type Call, operation } from '../operation.ts'

const MEGABYTES_20 = 20 * 1024 * 1024

const stockEntry = z.object({
  variantId: z.string().min(1).max(200),
  /** Without a store it is the online stock. */
  storeId: z.string().min(1).max(200).optional(),
  quantity: z.int().min(0).max(1_000_000_000),
})

async function takeCatalog(body: unknown, { house, now }: Call) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const result = await importProducts(house.db, readAcpFeed({ text }), { source: 'api', now })
  if (result.read > 0 && result.bad.length === result.read) throw nothingGood(result.bad)
  await Promise.all([house.search.refresh(), house.recommender.follow()])
  return result
}

async function takeStock(body: unknown, { house, now }: Call) {
  const { good, bad, read } = readBatch(body, 'stock', stockEntry)
  if (read > 0 && good.length === 0) throw nothingGood(bad)
  const { changed, unknown } = await setStock(house.db, good, now)
  await Promise.all([house.search.refresh(), house.recommender.follow()])
  return { read, changed, unknown, bad }
}

/** A batch of which nothing could be taken is an error, not a success with zero. */
export function nothingGood(bad: BadEntry[]): Problem {
  const errors = bad.slice(0, 50).map(({ line, field, message }) => ({ path: `${line}.${field}`, message }))
  return new Problem('bad-request', 'None of the entries is valid.', { errors })
}

export const catalogOperations = [
  operation('takeCatalog', 'secret_key', {
    method: 'post',
    path: '/v1/catalog',
    summary: 'New and changed products, as an ACP product feed; the good ones load, the bad ones are named',
    input: z.object({
      body: z.union([z.string(), z.array(z.unknown()), z.object({ products: z.array(z.unknown()) })]),
    }),
    answer: z.object({
      read: z.int(),
      created: z.int(),
      updated: z.int(),
      unchanged: z.int(),
      bad: badEntries,
    }),
    bodyLimit: MEGABYTES_20,
    lines: true,
    run: ({ body }, call) => takeCatalog(body, call),
  }),
  operation('takeStock', 'secret_key', {
    method: 'post',
    path: '/v1/stock',
    summary: 'Stock by variant, online or of a store; unknown variants are named',
    input: z.object({ body: batchBody('stock') }),
    describedBody: describedBatch('stock', stockEntry),
    answer: z.object({ read: z.int(), changed: z.int(), unknown: z.array(z.string()), bad: badEntries }),
    lines: true,
    run: ({ body }, call) => takeStock(body, call),
  }),
]
