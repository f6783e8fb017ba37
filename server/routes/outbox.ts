import { z } from 'zod'
import { outboxAsked, settleInput } from '#contract/staff-outbox.ts'
import { cancelHeld, type OutboxRow, replayDead, settleUnknown } from '#orchestrator/index.ts'
import { type StaffCall, staffOperation } from '../operation.ts'
import { readRow } from '../outbox-pages/access.ts'
import { countOutbox, pageOfOutbox, readCursor } from '../outbox-pages/list.ts'
import { viewStory } from '../outbox-pages/story.ts'
import { outboxCounts, outboxPage, outboxStory } from '../schemas/outbox.ts'

const params = z.object({ id: z.string().max(100) })

const before = z
  .string()
  .max(200)
  .transform((text, context) => {
    const cursor = readCursor(text)
    if (cursor) return cursor
    context.addIssue({ code: 'custom', message: 'not a cursor of this list' })
    return z.NEVER
  })

/** A change that was made: whoever works is woken, whoever looks at the conversation sees it. */
async function changed(row: OutboxRow, { house, staff, now }: StaffCall) {
  const { customerId, outboxId, channel, state, conversation } = row
  house.inbound.deliveryChanged({ customerId, outboxId, channel, state, conversation })
  if (state === 'queued') house.outbox.wake()
  return viewStory(house, row, staff, now)
}

export const outboxOperations = [
  staffOperation('listOutbox', {
    method: 'get',
    path: '/api/outbox',
    summary: 'What was sent, waits or was refused, by the latest change; associates see their own',
    input: z.object({
      query: outboxAsked.extend({
        before: before.optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
    }),
    answer: outboxPage,
    run: ({ query }, { house, staff, now }) => pageOfOutbox(house, query, staff, now),
  }),
  staffOperation('countOutbox', {
    method: 'get',
    path: '/api/outbox/counts',
    summary: 'How many messages stand where and why: all that wait, and what changed in the last 30 days',
    input: z.object({}),
    answer: outboxCounts,
    run: (_input, { house, staff, now }) => countOutbox(house, staff, now),
  }),
  staffOperation('readOutboxMessage', {
    method: 'get',
    path: '/api/outbox/:id',
    summary: 'The whole story of one message',
    input: z.object({ params }),
    answer: outboxStory,
    run: async ({ params: { id } }, { house, staff, now }) =>
      viewStory(house, await readRow(house.db, id, staff), staff, now),
  }),
  staffOperation('settleOutboxMessage', {
    method: 'post',
    path: '/api/outbox/:id/settle',
    summary: 'Say what became of a message whose answer was lost',
    input: z.object({ params, body: settleInput }),
    answer: outboxStory,
    run: async ({ params: { id }, body }, call) =>
      changed(await settleUnknown(call.house.db, id, body.as, call.staff.staffId, call.now), call),
  }),
  staffOperation('replayOutboxMessage', {
    method: 'post',
    path: '/api/outbox/:id/replay',
    summary: 'Try a message again that was given up: all gates are asked anew',
    input: z.object({ params }),
    answer: outboxStory,
    run: async ({ params: { id } }, call) =>
      changed(await replayDead(call.house.db, id, call.staff.staffId, call.now), call),
  }),
  staffOperation('cancelOutboxMessage', {
    method: 'post',
    path: '/api/outbox/:id/cancel',
    summary: 'Take back a message that has not left yet; associates their own',
    input: z.object({ params }),
    answer: outboxStory,
    run: async ({ params: { id } }, call) => {
      const { house, staff, now } = call
      await readRow(house.db, id, staff)
      return changed(await cancelHeld(house.db, id, staff.staffId, now), call)
    },
  }),
]
