import { z } from 'zod'
import { Problem } from '#contract/problem.ts'
import { conversationViews, replyInput, templateReplyInput } from '#contract/staff-api.ts'
import { findConversation } from '#domain/conversations/index.ts'
import { readDetail } from '../desk/conversation-detail.ts'
import { rowOf } from '../desk/conversation-row.ts'
import { forStaff } from '../desk/for-staff.ts'
import { listView } from '../desk/list-view.ts'
import { staffOperation } from '../operation.ts'
import { message } from '../schemas/message.ts'
import { conversationDetail, conversationRow } from '../schemas/staff.ts'

const params = z.object({ id: z.string().max(100) })

function action(
  id: 'takeConversation' | 'releaseConversation' | 'resolveConversation',
  verb: 'take' | 'release' | 'resolve',
  summary: string,
) {
  return staffOperation(id, {
    method: 'post',
    path: `/api/conversations/:id/${verb}`,
    summary,
    input: z.object({ params }),
    answer: conversationRow,
    run: async (input, { house, staff }) => rowOf(house, await house.inbound[verb](staff, input.params.id)),
  })
}

export const conversationOperations = [
  staffOperation('listConversations', {
    method: 'get',
    path: '/api/conversations',
    summary:
      'One view of the desk, 50 a page; the queue has the longest waiting first, the others the newest',
    input: z.object({
      query: z.object({
        view: z.enum(conversationViews),
        before: z.iso.datetime().optional().describe('`next` of the page before'),
      }),
    }),
    answer: z.object({ conversations: z.array(conversationRow), next: z.string().nullable() }),
    run: ({ query }, { house, staff }) =>
      listView(house, query.view, staff.staffId, query.before ? new Date(query.before) : undefined),
  }),
  staffOperation('readConversation', {
    method: 'get',
    path: '/api/conversations/:id',
    summary: 'A conversation with its newest 200 messages, the agent’s tool calls and the customer',
    input: z.object({ params }),
    answer: conversationDetail,
    run: async (input, { house }) => {
      const conversation = await findConversation(house.db, input.params.id)
      if (!conversation) throw new Problem('not-found', 'There is no such conversation')
      return readDetail(house, conversation)
    },
  }),
  action('takeConversation', 'take', 'Take over: from now on the agent is silent'),
  action('releaseConversation', 'release', 'Give the conversation back to the agent'),
  action('resolveConversation', 'resolve', 'The matter is settled; the agent answers again'),
  staffOperation('replyInConversation', {
    method: 'post',
    path: '/api/conversations/:id/reply',
    summary: 'Answer the shopper; sent again with the same clientMessageId it is the same message',
    input: z.object({ params, body: replyInput }),
    answer: z.object({ message }),
    run: async (input, { house, staff }) => {
      const reply = { conversationId: input.params.id, ...input.body }
      return { message: forStaff(await house.inbound.staffReply(staff, reply)) }
    },
  }),
  staffOperation('templateInConversation', {
    method: 'post',
    path: '/api/conversations/:id/template',
    summary:
      'Answer the shopper by an approved template of WhatsApp; the one thing that may go after 24 hours',
    input: z.object({ params, body: templateReplyInput }),
    answer: z.object({ message }),
    run: async (input, { house, staff }) => {
      const reply = { conversationId: input.params.id, ...input.body }
      return { message: forStaff(await house.inbound.staffTemplate(staff, reply)) }
    },
  }),
  staffOperation('markConversationRead', {
    method: 'post',
    path: '/api/conversations/:id/read',
    summary: 'Staff have read up to this seq',
    input: z.object({ params, body: z.object({ seq: z.int().min(0) }) }),
    answer: null,
    run: (input, { house }) => house.inbound.staffRead(input.params.id, input.body.seq),
  }),
]
