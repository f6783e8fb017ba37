import { z } from 'zod'
import { draftInput, outreachInput, previewInput } from '#contract/staff-outreach.ts'
import { toProductCard } from '#knowledge/catalog/index.ts'
import { staffOperation } from '../operation.ts'
import { purposesFor } from '../people/purposes.ts'
import { productCard } from '../schemas/message.ts'
import { draftView, maySendView, outreachView, previewView } from '../schemas/outreach.ts'
import { customerParams } from './people.ts'

const FOUND = 8

export const outreachOperations = [
  staffOperation('readMaySend', {
    method: 'get',
    path: '/api/customers/:id/may-send',
    summary: 'Each gate’s answer now, for every channel and kind of message that the shop begins',
    input: z.object({ params: customerParams }),
    answer: maySendView,
    run: ({ params }, { house, staff, now }) => house.outreach.maySend(staff, params.id, now),
  }),
  staffOperation('listOutreach', {
    method: 'get',
    path: '/api/customers/:id/outreach',
    summary: 'What the team wrote to this customer and what became of it, the newest 30',
    input: z.object({ params: customerParams }),
    answer: z.object({ outreach: z.array(outreachView) }),
    run: async ({ params }, { house }) => ({ outreach: await house.outreach.list(params.id) }),
  }),
  staffOperation('writeToCustomer', {
    method: 'post',
    path: '/api/customers/:id/outreach',
    summary:
      'Write to a customer through all gates; a refusal is a conflict with gate and reason. Sent again with the same clientMessageId it is the same message',
    input: z.object({ params: customerParams, body: outreachInput }),
    answer: outreachView,
    run: ({ params, body }, { house, staff, now }) => house.outreach.write(staff, params.id, body, now),
  }),
  staffOperation('takeBackOutreach', {
    method: 'delete',
    path: '/api/customers/:id/outreach/:outboxId',
    summary: 'Take back a message that has not left yet',
    input: z.object({ params: customerParams.extend({ outboxId: z.string().max(100) }) }),
    answer: outreachView,
    status: 200,
    run: ({ params }, { house, staff, now }) =>
      house.outreach.takeBack(staff, { customerId: params.id, outboxId: params.outboxId }, now),
  }),
  staffOperation('draftOutreach', {
    method: 'post',
    path: '/api/customers/:id/draft',
    summary: 'A draft by the agent for a person to change and send; nothing is sent by it',
    input: z.object({ params: customerParams, body: draftInput }),
    answer: draftView,
    run: ({ params, body }, { house, staff, now }) => {
      const purpose = purposesFor(staff.roles).includes('clienteling') ? 'clienteling' : 'service'
      return house.outreach.draft({ staff, purpose }, params.id, body, now)
    },
  }),
  staffOperation('previewOutreach', {
    method: 'post',
    path: '/api/outreach/preview',
    summary: 'How a message will look on its channel, and how many SMS it takes; nothing is written',
    input: z.object({ body: previewInput }),
    answer: previewView,
    run: ({ body }, { house, staff, now }) => house.outreach.preview(staff, body, now),
  }),
  staffOperation('findProducts', {
    method: 'get',
    path: '/api/products',
    summary: 'Products to attach to a message, sold-out ones included',
    input: z.object({ query: z.object({ q: z.string().trim().min(1).max(200) }) }),
    answer: z.object({ products: z.array(productCard) }),
    run: async ({ query }, { house }) => {
      const { hits } = await house.search.products({ text: query.q, limit: FOUND, inStockOnly: false })
      return { products: hits.map(({ product, variant }) => toProductCard(product, variant)) }
    },
  }),
]
