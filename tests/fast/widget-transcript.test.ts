import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ConversationView } from '#contract/chat.ts'
import type { Message } from '#contract/message.ts'
import {
  emptyTranscript,
  hasGap,
  type Transcript,
  unread,
  withConversation,
  withMessage,
  withResume,
} from '../../web-widget/chat/transcript.ts'

const view = (rev: number, change: Partial<ConversationView> = {}): ConversationView => ({
  conversationId: 'con_1',
  status: 'agent',
  rev,
  staffName: null,
  staffReadSeq: 0,
  customerReadSeq: 0,
  signedIn: false,
  ...change,
})

const message = (seq: number, rev: number, change: Partial<Message> = {}): Message => ({
  messageId: `msg_${seq}`,
  conversationId: 'con_1',
  seq,
  rev,
  sender: 'agent',
  staffName: null,
  text: `${seq}@${rev}`,
  parts: [],
  status: 'complete',
  clientMessageId: null,
  createdAt: '2026-11-20T07:00:00Z',
  ...change,
})

/** What a server would have sent: each step makes a new message, or a later state of an earlier one. */
const histories = fc.array(fc.nat(), { minLength: 1, maxLength: 40 }).map((steps) => {
  let count = 0
  return steps.map((step, at) => {
    const isNew = count === 0 || step % 2 === 0
    if (isNew) count++
    return message(isNew ? count : (step % count) + 1, at + 1)
  })
})

const finalState = (history: Message[]) =>
  [...new Map(history.map((entry) => [entry.seq, entry])).values()].sort((a, b) => a.seq - b.seq)

test('whatever is lost, doubled or late, one resume brings exactly what the server holds', () => {
  // each change is told twice, as a message and as the conversation's state; any of it may or may not arrive
  const runs = histories.chain((history) =>
    fc.tuple(fc.constant(history), fc.array(fc.tuple(fc.nat({ max: history.length - 1 }), fc.boolean()))),
  )
  fc.assert(
    fc.property(runs, ([history, arrivals]) => {
      const heard = arrivals.reduce(
        (transcript, [at, asMessage]) => {
          const change = history[at] ?? message(1, 1)
          return asMessage ? withMessage(transcript, change) : withConversation(transcript, view(change.rev))
        },
        withConversation(emptyTranscript, view(0)),
      )
      const state = finalState(history)
      const answer = {
        conversation: view(history.length),
        messages: state.filter((entry) => entry.rev > heard.rev),
        cart: null,
      }
      const resumed = withResume(heard, answer)
      expect(resumed.messages).toEqual(state)
      expect(hasGap(resumed)).toBe(false)
      expect(resumed.rev).toBe(history.length)
    }),
    { numRuns: 500 },
  )
})

test('messages that come in turn leave no gap, and a missing one is noticed', () => {
  const start = withConversation(emptyTranscript, view(0))
  const two = withMessage(withMessage(start, message(1, 1)), message(2, 2))
  expect([two.rev, hasGap(two)]).toEqual([2, false])
  const four = withMessage(two, message(4, 4))
  expect([four.rev, hasGap(four)]).toEqual([2, true])
  const all = withMessage(four, message(3, 3))
  expect([all.rev, hasGap(all)]).toEqual([4, false])
})

test('a conversation that has moved on by one may have done so by a message that is still missing', () => {
  const one = withMessage(withConversation(emptyTranscript, view(0)), message(1, 1))
  const moved = withConversation(one, view(2))
  expect([moved.rev, hasGap(moved)]).toEqual([1, true])
  expect(hasGap(withMessage(moved, message(2, 2)))).toBe(false)
})

test('an older state never overwrites a newer one', () => {
  const newer = withMessage(emptyTranscript, message(1, 5))
  expect(withMessage(newer, message(1, 3)).messages).toEqual([message(1, 5)])
  const known = withConversation(emptyTranscript, view(5, { status: 'with_staff' }))
  expect(withConversation(known, view(3)).conversation?.status).toBe('with_staff')
})

test('a new conversation counts from nothing, and the one before stays readable above it', () => {
  const before = withMessage(withConversation(emptyTranscript, view(9)), message(1, 9))
  const moved = withConversation(before, view(1, { conversationId: 'con_2' }))
  expect([moved.rev, hasGap(moved)]).toEqual([0, true])
  const answer = {
    conversation: view(2, { conversationId: 'con_2' }),
    messages: [message(1, 2, { conversationId: 'con_2', messageId: 'msg_b' })],
    cart: null,
  }
  const resumed = withResume(moved, answer)
  expect(resumed.messages.map((entry) => entry.messageId)).toEqual(['msg_1', 'msg_b'])
  expect([resumed.rev, hasGap(resumed)]).toEqual([2, false])
})

test('unread is what the shop said after the last seq that the shopper has seen', () => {
  const said: Transcript = [message(1, 1, { sender: 'customer' }), message(2, 2), message(3, 3)].reduce(
    withMessage,
    emptyTranscript,
  )
  const seen = withConversation(said, view(4, { customerReadSeq: 2 }))
  expect(unread(seen).map((entry) => entry.seq)).toEqual([3])
  expect(unread(said)).toEqual([])
})
