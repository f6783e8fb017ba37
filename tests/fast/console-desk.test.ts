import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { conversationStatuses, type Message, senders } from '#contract/message.ts'
import type { ConversationRow } from '#contract/staff-api.ts'
import {
  type PendingReply,
  repliesOf,
  withoutReply,
  withReply,
} from '#staff-console/conversations/replies.ts'
import { belongsTo, rowsOf, withPage, withRow } from '#staff-console/conversations/rows.ts'
import { hasGap, mergeMessages, timelineOf, withMessage } from '#staff-console/conversations/timeline.ts'

const me = 'stf_me'
const isoTime = fc.integer({ min: 0, max: 10_000 }).map((n) => new Date(1.7e12 + n * 1000).toISOString())

const row = fc
  .record({
    id: fc.integer({ min: 0, max: 30 }),
    status: fc.constantFrom(...conversationStatuses),
    staffId: fc.constantFrom(me, 'stf_other', null),
    updatedAt: isoTime,
    queuedAt: isoTime,
  })
  .map(
    ({ id, status, staffId, updatedAt, queuedAt }): ConversationRow => ({
      conversationId: `con_${id}`,
      customerId: `cus_${id}`,
      customerName: null,
      channel: 'web',
      status,
      staffId,
      staffName: null,
      lastText: '',
      lastSender: null,
      updatedAt,
      handoff: {
        handoffId: 'han_1',
        reason: 'asked_for_person',
        summary: '',
        queuedAt,
        takenAt: null,
        noticeAt: null,
        staffName: null,
      },
      unread: false,
    }),
  )

const messageAt = (seq: number, rev: number): Message => ({
  messageId: `msg_${seq}`,
  conversationId: 'con_1',
  seq,
  rev,
  sender: senders[seq % senders.length] ?? 'agent',
  staffName: null,
  text: `${seq} at ${rev}`,
  parts: [],
  status: 'complete',
  clientMessageId: seq % 4 === 0 ? `console-${seq}` : null,
  createdAt: new Date(1.7e12 + seq * 60_000).toISOString(),
})

describe('the lists of the desk', () => {
  test('a conversation stands in the queue or with somebody, never in both, and is open or closed', () => {
    fc.assert(
      fc.property(row, (one) => {
        const views = (['queue', 'mine', 'open', 'closed'] as const).filter((view) =>
          belongsTo(one, view, me),
        )
        expect(views.includes('open')).toBe(!views.includes('closed'))
        expect(views.includes('queue') && views.includes('mine')).toBe(false)
        if (views.includes('mine')) expect(one.staffId).toBe(me)
      }),
    )
  })

  test('the queue has the longest waiting first', () => {
    fc.assert(
      fc.property(fc.array(row), (all) => {
        const queue = rowsOf(new Map(all.map((one) => [one.conversationId, one])), 'queue', me)
        const since = queue.map((one) => one.handoff?.queuedAt ?? '')
        expect(since).toEqual([...since].sort())
      }),
    )
  })

  test('in whatever order changes arrive, the newest state of a conversation is the one shown', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1 }), (changes) => {
        const shown = changes.reduce(withRow, new Map<string, ConversationRow>())
        for (const held of shown.values()) {
          const all = changes.filter((change) => change.conversationId === held.conversationId)
          expect(held.updatedAt).toBe(
            all
              .map((change) => change.updatedAt)
              .sort()
              .at(-1),
          )
        }
      }),
    )
  })

  test('a whole view that was read again holds exactly what the server listed', () => {
    fc.assert(
      fc.property(
        fc.array(row),
        fc.uniqueArray(row, { selector: (one) => one.conversationId }),
        (held, now) => {
          const before = new Map(held.map((one) => [one.conversationId, { ...one, updatedAt: '2020-01-01' }]))
          const listed = now.filter((one) => belongsTo(one, 'queue', me))
          const after = rowsOf(withPage(before, listed, 'queue', me, true), 'queue', me)
          const ids = (rows: ConversationRow[]) => rows.map((one) => one.conversationId).sort()
          expect(ids(after)).toEqual(ids(listed))
        },
      ),
    )
  })

  test('a page that is not the whole view takes nothing away', () => {
    fc.assert(
      fc.property(fc.array(row), (held) => {
        const before = new Map(held.map((one) => [one.conversationId, one]))
        expect(withPage(before, [], 'open', me, false).size).toBe(before.size)
      }),
    )
  })
})

describe('the transcript', () => {
  const states = fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 40 })))

  test('messages and their later states give the same transcript in every order of arrival', () => {
    fc.assert(
      fc.property(states, fc.infiniteStream(fc.nat()), (list, keys) => {
        const all = list.map(([seq, rev]) => messageAt(seq, rev))
        const keyed = all.map((message) => ({ message, key: keys.next().value ?? 0 }))
        const shuffled = keyed.sort((a, b) => a.key - b.key).map((entry) => entry.message)
        expect(mergeMessages([], shuffled)).toEqual(mergeMessages([], all))
      }),
    )
  })

  test('each message stands once, in order, in its latest state', () => {
    fc.assert(
      fc.property(states, (list) => {
        const merged = list
          .map(([seq, rev]) => messageAt(seq, rev))
          .reduce(withMessage, [] as readonly Message[])
        const seqs = merged.map((message) => message.seq)
        expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b))
        for (const message of merged) {
          expect(message.rev).toBe(
            Math.max(...list.filter(([seq]) => seq === message.seq).map(([, rev]) => rev)),
          )
        }
      }),
    )
  })

  test('a missing message is noticed, a transcript that begins late is not one', () => {
    expect(hasGap([messageAt(5, 5), messageAt(6, 6)])).toBe(false)
    expect(hasGap([messageAt(5, 5), messageAt(7, 7)])).toBe(true)
  })

  test('a reply on its way is shown until its stored message is there, never twice', () => {
    const reply: PendingReply = {
      clientMessageId: 'console-4',
      text: 'Hello',
      state: 'sending',
      problem: null,
    }
    const shown = (messages: Message[]) =>
      timelineOf(messages, [], [reply], () => 'day').filter(
        (entry) =>
          entry.kind === 'pending' ||
          (entry.kind === 'message' && entry.message.clientMessageId === reply.clientMessageId),
      ).length
    expect(shown([messageAt(3, 3)])).toBe(1)
    expect(shown([messageAt(3, 3), messageAt(4, 4)])).toBe(1)
  })

  test('what the agent looked up stands between the question and the answer', () => {
    const call = {
      toolCallId: 'tcl_1',
      seq: 5,
      tool: 'get_order',
      arguments: {},
      ok: true,
      summary: '',
      at: '',
    }
    const entries = timelineOf([messageAt(5, 5), messageAt(6, 6)], [call], [], () => 'day')
    expect(entries.map((entry) => entry.kind)).toEqual(['day', 'message', 'tools', 'message'])
  })
})

test('replies of one conversation do not touch those of another', () => {
  const reply = (id: string): PendingReply => ({
    clientMessageId: id,
    text: id,
    state: 'waiting',
    problem: null,
  })
  const both = withReply(withReply(new Map(), 'con_1', reply('a')), 'con_2', reply('b'))
  const changed = withReply(both, 'con_1', { ...reply('a'), state: 'failed' })
  expect(repliesOf(changed, 'con_1').map((entry) => entry.state)).toEqual(['failed'])
  expect(repliesOf(changed, 'con_2')).toEqual(repliesOf(both, 'con_2'))
  expect([...withoutReply(changed, 'con_1', 'a').keys()]).toEqual(['con_2'])
})
