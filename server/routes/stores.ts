import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { listStores, type Store, upsertStores } from '#knowledge/catalog/index.ts'
import { inTransaction } from '#store/index.ts'
import { badEntries, batchBody, describedBatch, readBatch } from '../batch.ts'
import { isTimeZone } from '../intl.ts'
import { type Call, operation } from '../operation.ts'
import { nothingGood } from './catalog.ts'

const words = (max: number) => z.string().trim().min(1).max(max)
const optionalWords = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .nullish()
    .transform((text) => text || null)

const storeEntry = z.object({
  storeId: words(200),
  name: words(200),
  address: words(400),
  city: words(120),
  country: z.string().regex(/^[A-Z]{2}$/, 'two letters of ISO 3166-1, such as DE'),
  timeZone: z.string().max(60).refine(isTimeZone, 'a time zone such as Europe/Berlin'),
  latitude: z.number().min(-90).max(90).nullable().default(null),
  longitude: z.number().min(-180).max(180).nullable().default(null),
  phone: optionalWords(60),
  hours: optionalWords(500).describe('in words, as shoppers should read them'),
})

async function takeStores(body: unknown, { house, now }: Call) {
  const { good, bad, read } = readBatch(body, 'stores', storeEntry)
  if (read > 0 && good.length === 0) throw nothingGood(bad)
  const counts = await inTransaction(house.db, async (tx) => {
    const known = new Map((await listStores(tx)).map((store) => [store.storeId, store]))
    await upsertStores(tx, good, 'api', now)
    return countChanges(known, good)
  })
  return { read, ...counts, bad }
}

function countChanges(known: Map<string, Store>, stores: Store[]) {
  const counts = { created: 0, updated: 0, unchanged: 0 }
  for (const store of new Map(stores.map((each) => [each.storeId, each])).values()) {
    const before = known.get(store.storeId)
    const same = isDeepStrictEqual(before, store)
    counts[!before ? 'created' : same ? 'unchanged' : 'updated']++
  }
  return counts
}

export const storeOperations = [
  operation('takeStores', 'secret_key', {
    method: 'post',
    path: '/v1/stores',
    summary: 'New and changed stores: where they are and when they are open; their stock comes by /v1/stock',
    input: z.object({ body: batchBody('stores') }),
    describedBody: describedBatch('stores', storeEntry),
    answer: z.object({
      read: z.int(),
      created: z.int(),
      updated: z.int(),
      unchanged: z.int(),
      bad: badEntries,
    }),
    lines: true,
    run: ({ body }, call) => takeStores(body, call),
  }),
]
