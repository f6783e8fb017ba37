import { z } from 'zod'
import { orderChanges, orderInput, upsertOrders } from '#domain/orders/index.ts'
import { badEntries, batchBody, describedBatch, readBatch } from '../batch.ts'
import { type Call, operation } from '../operation.ts'
import { timestamp } from '../schemas/message.ts'
import { nothingGood } from './catalog.ts'

const MEGABYTES_5 = 5 * 1024 * 1024

async function takeOrders(body: unknown, { house, now }: Call) {
  const { good, bad, read } = readBatch(body, 'orders', orderInput)
  if (read > 0 && good.length === 0) throw nothingGood(bad)
  const done = await upsertOrders(house.db, good, 'api', now)
  return { read, ...done, bad }
}

const orderChange = z.object({
  changeId: z.int(),
  orderNumber: z.string(),
  change: z.string(),
  detail: z.unknown(),
  changedAt: timestamp,
})

async function readChanges(after: number, limit: number, { house }: Call) {
  const changes = await orderChanges(house.db, after, limit)
  return {
    changes: changes.map(({ changeId, orderNumber, change, detail, changedAt }) => ({
      changeId,
      orderNumber,
      change,
      detail,
      changedAt: changedAt.toISOString(),
    })),
    next: changes.at(-1)?.changeId ?? after,
  }
}

export const orderOperations = [
  operation('takeOrders', 'secret_key', {
    method: 'post',
    path: '/v1/orders',
    summary: 'New and changed orders; sent again, an order changes nothing',
    input: z.object({ body: batchBody('orders') }),
    describedBody: describedBatch('orders', orderInput),
    answer: z.object({
      read: z.int(),
      created: z.int(),
      updated: z.int(),
      unchanged: z.int(),
      bad: badEntries,
    }),
    bodyLimit: MEGABYTES_5,
    lines: true,
    run: ({ body }, call) => takeOrders(body, call),
  }),
  operation('readOrderChanges', 'secret_key', {
    method: 'get',
    path: '/v1/orders/changes',
    summary: 'What was changed here, such as a cancellation; go on with `next`',
    input: z.object({
      query: z.object({
        after: z.coerce.number().int().min(0).default(0),
        limit: z.coerce.number().int().min(1).max(1000).default(100),
      }),
    }),
    answer: z.object({ changes: z.array(orderChange), next: z.int() }),
    run: ({ query }, call) => readChanges(query.after, query.limit, call),
  }),
]
