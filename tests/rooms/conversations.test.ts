import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  appendMessage,
  type ConversationRef,
  conversationsWaiting,
  createProposal,
  currentConversation,
  findConversation,
  finishTurn,
  grantedOrders,
  grantOrder,
  listConversations,
  lockConversation,
  markRead,
  messagesAfter,
  openConversation,
  openProposal,
  recentMessages,
  recordToolCall,
  releaseAgentText,
  renewTurn,
  setConversationStatus,
  settleProposal,
  takeTurn,
  toolCallsOf,
} from '#domain/conversations/index.ts'
import { inTransaction, type Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'

const now = new Date('2026-03-02T10:00:00Z')
const later = (ms: number) => new Date(now.getTime() + ms)
let people = 0
const somebody = () => `cus_test${++people}`

describeOnBoth('conversations', (open) => {
  let store: Store
  beforeAll(async () => {
    store = await open({ poolSize: 16 })
  })
  afterAll(() => store.close())

  const opened = () => openConversation(store.db, somebody(), 'web', now)
  const say = (ref: ConversationRef, text: string, clientMessageId?: string) =>
    appendMessage(store.db, ref, { sender: 'customer', text, clientMessageId }, now)
  const close = (ref: ConversationRef) =>
    inTransaction(store.db, (tx) => setConversationStatus(tx, ref, { status: 'closed', staffId: null }, now))
  async function turnOf(ref: ConversationRef, at = now) {
    const turn = await takeTurn(store.db, ref, 30_000, at)
    if (!turn) throw new Error('there is no turn to take')
    return turn
  }

  test('a customer comes back to the conversation that is not closed, and gets a new one after', async () => {
    const first = await opened()
    expect(await openConversation(store.db, first.customerId, 'web', later(1))).toEqual(first)
    await close(first)
    expect(await currentConversation(store.db, first.customerId)).toBeNull()
    const second = await openConversation(store.db, first.customerId, 'web', later(2))
    expect(second.conversationId).not.toBe(first.conversationId)
    await expect(say(first, 'too late')).rejects.toMatchObject({ kind: 'conflict' })
  })

  test('sixteen tabs that open at once share one conversation', async () => {
    const customerId = somebody()
    const all = await Promise.all(
      Array.from({ length: 16 }, () => openConversation(store.db, customerId, 'web', now)),
    )
    expect(new Set(all.map((conversation) => conversation.conversationId)).size).toBe(1)
  })

  test('messages that arrive at once get gapless seqs and growing revs, each stored once', async () => {
    const ref = await opened()
    const sends = Array.from({ length: 48 }, (_, i) => say(ref, `message ${i % 24}`, `client-${i % 24}`))
    const answers = await Promise.all(sends)
    expect(answers.filter((answer) => answer.duplicate)).toHaveLength(24)
    const stored = await messagesAfter(store.db, ref, 0)
    expect(stored.map((message) => message.seq)).toEqual(Array.from({ length: 24 }, (_, i) => i + 1))
    expect(stored.map((message) => message.rev)).toEqual(Array.from({ length: 24 }, (_, i) => i + 1))
    const ids = (text: string) =>
      new Set(answers.filter((a) => a.message.text === text).map((a) => a.message.messageId)).size
    expect(stored.map((message) => ids(message.text))).toEqual(stored.map(() => 1))
  })

  test('an unknown conversation is a problem, not a crash', async () => {
    const ref = { customerId: 'cus_x', conversationId: 'con_x' }
    await expect(say(ref, 'hello')).rejects.toMatchObject({ kind: 'not-found' })
    expect(await findConversation(store.db, 'con_x')).toBeNull()
    expect(await takeTurn(store.db, ref, 1000, now)).toBeNull()
  })

  test('control characters and broken surrogates are stored without an error', async () => {
    const ref = await opened()
    const { message } = await say(ref, 'a\0b\ud800c\u0007')
    expect(message.text).toBe('ab\uFFFDc\u0007')
    const call = {
      toolCallId: 'tcl_1',
      turnId: 'trn_1',
      messageSeq: 1,
      tool: 'search_catalog',
      arguments: { 'q\0': 'x\0\ud800' },
      result: undefined,
      ok: true,
      error: null,
      trust: 'session' as const,
      startedAt: now,
      milliseconds: 1.5,
    }
    await recordToolCall(store.db, ref, call)
    await recordToolCall(store.db, ref, call)
    expect(await toolCallsOf(store.db, ref)).toEqual([
      { ...call, arguments: { q: 'x\uFFFD' }, result: null, milliseconds: 2 },
    ])
  })

  test('a limited resync that is asked again after its highest rev misses nothing', async () => {
    const ref = await opened()
    for (let i = 0; i < 5; i++) await say(ref, `message ${i}`)
    const turn = await turnOf(ref)
    await releaseAgentText(store.db, ref, turn.turnId, { text: 'One.', complete: false }, now)
    await say(ref, 'one more')
    await releaseAgentText(store.db, ref, turn.turnId, { text: 'Two.', complete: true }, now)
    const seen = new Map<number, string>()
    let rev = 0
    for (let page = await messagesAfter(store.db, ref, 0, 2); page.length > 0; ) {
      for (const message of page) seen.set(message.seq, message.text)
      rev = Math.max(...page.map((message) => message.rev))
      page = await messagesAfter(store.db, ref, rev, 2)
    }
    const all = await messagesAfter(store.db, ref, 0)
    expect([...seen.entries()].sort((a, b) => a[0] - b[0])).toEqual(all.map((m) => [m.seq, m.text]))
    expect(all[5]?.text).toBe('One. Two.')
  })

  test('of sixteen workers one takes the turn', async () => {
    const ref = await opened()
    await say(ref, 'hello')
    const turns = await Promise.all(Array.from({ length: 16 }, () => takeTurn(store.db, ref, 30_000, now)))
    expect(turns.filter((turn) => turn !== null)).toHaveLength(1)
  })

  test('a lost lease goes to the next worker, and the first one may not speak any more', async () => {
    const ref = await opened()
    await say(ref, 'hello')
    const first = await turnOf(ref)
    await releaseAgentText(store.db, ref, first.turnId, { text: 'Half a', complete: false }, now)
    expect(await takeTurn(store.db, ref, 30_000, later(29_999))).toBeNull()
    expect(await conversationsWaiting(store.db, later(29_999), 1000)).not.toContainEqual({
      customerId: ref.customerId,
      conversationId: ref.conversationId,
    })
    const at = later(30_000)
    expect(await conversationsWaiting(store.db, at, 1000)).toContainEqual({
      customerId: ref.customerId,
      conversationId: ref.conversationId,
    })
    const second = await turnOf(ref, at)
    expect(second.attempt).toBe(2)
    expect(await renewTurn(store.db, ref, first.turnId, 30_000, at)).toBe(false)
    expect(
      await releaseAgentText(store.db, ref, first.turnId, { text: 'late', complete: true }, at),
    ).toBeNull()
    const spoken = await releaseAgentText(
      store.db,
      ref,
      second.turnId,
      { text: 'A whole answer.', complete: true },
      at,
    )
    expect(spoken?.message).toMatchObject({ seq: 2, text: 'A whole answer.', status: 'complete' })
    await finishTurn(store.db, ref, first.turnId, 1, at)
    expect(await renewTurn(store.db, ref, second.turnId, 30_000, at)).toBe(true)
    expect(await finishTurn(store.db, ref, second.turnId, second.upToSeq, at)).toMatchObject({
      answeredSeq: 1,
    })
    expect(await takeTurn(store.db, ref, 30_000, later(90_000))).toBeNull()
  })

  test('a turn speaks in one message, sentence by sentence, and can take its words back', async () => {
    const ref = await opened()
    await say(ref, 'hello')
    const turn = await turnOf(ref)
    const release = (text: string, more = {}) =>
      releaseAgentText(store.db, ref, turn.turnId, { text, complete: false, ...more }, now)
    await release('Hello.')
    const second = await release('What are you looking for?', { parts: [{ type: 'choices', choices: [] }] })
    expect(second?.message).toMatchObject({
      seq: 2,
      text: 'Hello. What are you looking for?',
      status: 'partial',
      parts: [{ type: 'choices', choices: [] }],
    })
    const third = await release('Sorry, let me start again.', { replace: true })
    expect(third?.message).toMatchObject({ seq: 2, text: 'Sorry, let me start again.', parts: [] })
    const finished = await finishTurn(store.db, ref, turn.turnId, turn.upToSeq, now)
    const [last] = await recentMessages(store.db, ref, 1)
    expect(last).toMatchObject({ status: 'complete', rev: finished.rev })
  })

  test('half a message that was left before a new wish stays where it is, and the answer comes after', async () => {
    const ref = await opened()
    await say(ref, 'first')
    const lost = await turnOf(ref)
    await releaseAgentText(store.db, ref, lost.turnId, { text: 'Half.', complete: false }, now)
    await say(ref, 'second')
    const turn = await turnOf(ref, later(60_000))
    await releaseAgentText(store.db, ref, turn.turnId, { text: 'Answer.', complete: true }, later(60_000))
    const all = await recentMessages(store.db, ref, 10)
    expect(all.map((m) => [m.seq, m.sender, m.text, m.status])).toEqual([
      [1, 'customer', 'first', 'complete'],
      [2, 'agent', 'Half.', 'complete'],
      [3, 'customer', 'second', 'complete'],
      [4, 'agent', 'Answer.', 'complete'],
    ])
  })

  test('no released text lands after a person has taken over, however the two race', async () => {
    for (let round = 0; round < 20; round++) {
      const ref = await opened()
      await say(ref, 'hello')
      const turn = await turnOf(ref)
      const talk = Array.from({ length: 8 }, (_, i) =>
        releaseAgentText(store.db, ref, turn.turnId, { text: `${i}.`, complete: false }, now),
      )
      const taken = inTransaction(store.db, async (tx) => {
        await lockConversation(tx, ref)
        return setConversationStatus(tx, ref, { status: 'with_staff', staffId: 'stf_1' }, now)
      })
      const [conversation, ...released] = await Promise.all([taken, ...talk])
      const messages = await messagesAfter(store.db, ref, 0)
      for (const message of messages) {
        expect(message.rev).toBeLessThan(conversation.rev)
        expect(message.status).toBe('complete')
      }
      for (const answer of released) if (answer) expect(answer.message.rev).toBeLessThan(conversation.rev)
      expect(await takeTurn(store.db, ref, 30_000, later(90_000))).toBeNull()
    }
  })

  test('a read mark moves forward only, and never past the last message', async () => {
    const ref = await opened()
    await say(ref, 'hello')
    expect(await markRead(store.db, ref, 'staff', 99, now)).toMatchObject({ staffReadSeq: 1, rev: 2 })
    expect(await markRead(store.db, ref, 'staff', 0, now)).toMatchObject({ staffReadSeq: 1, rev: 2 })
    expect(await markRead(store.db, ref, 'customer', 1, now)).toMatchObject({ customerReadSeq: 1, rev: 3 })
  })

  test('lists show the newest change first and page by it', async () => {
    const [a, b] = [await opened(), await opened()]
    for (const [i, ref] of [a, b].entries())
      await inTransaction(store.db, (tx) =>
        setConversationStatus(tx, ref, { status: 'queued', staffId: null }, later(1000 * (i + 1))),
      )
    const rows = await listConversations(store.db, { statuses: ['queued'], limit: 10 })
    expect(rows.map((row) => row.conversationId)).toEqual([b.conversationId, a.conversationId])
    const next = await listConversations(store.db, { statuses: ['queued'], limit: 1, before: later(2000) })
    expect(next.map((row) => row.conversationId)).toEqual([a.conversationId])
    expect(await listConversations(store.db, { statuses: ['queued'], staffId: 'stf_2', limit: 9 })).toEqual(
      [],
    )
    expect(await listConversations(store.db, { statuses: [], limit: 9 })).toEqual([])
  })

  async function proposed(ref: ConversationRef, at = now) {
    await say(ref, 'cancel my order')
    const turn = await turnOf(ref, at)
    const proposal = await createProposal(
      store.db,
      ref,
      { tool: 'cancel_order', arguments: { orderId: 'ord_1' }, summary: 'Cancel order 1' },
      at,
    )
    return { turn, proposal }
  }
  async function shown(ref: ConversationRef) {
    const { turn, proposal } = await proposed(ref)
    const { proposalId, summary } = proposal
    const part = {
      type: 'proposal' as const,
      proposalId,
      summary,
      expiresAt: proposal.expiresAt.toISOString(),
    }
    await releaseAgentText(
      store.db,
      ref,
      turn.turnId,
      { text: 'Shall I?', parts: [part], complete: true },
      now,
    )
    await finishTurn(store.db, ref, turn.turnId, turn.upToSeq, now)
    return proposal
  }

  test('a proposal can be answered once it was shown, for ten minutes', async () => {
    const ref = await opened()
    const { proposal } = await proposed(ref)
    expect(await openProposal(store.db, ref, now)).toBeNull()
    const other = await opened()
    const seen = await shown(other)
    expect(seen.arguments).toEqual({ orderId: 'ord_1' })
    expect(await openProposal(store.db, other, later(599_999))).toEqual(seen)
    expect(await openProposal(store.db, other, later(600_000))).toBeNull()
    expect(await settleProposal(store.db, other, seen.proposalId, 'executed', null, later(600_000))).toBe(
      false,
    )
    expect(await settleProposal(store.db, other, proposal.proposalId, 'executed', null, now)).toBe(false)
  })

  test('a yes to a later question does not settle an earlier proposal', async () => {
    const ref = await opened()
    const proposal = await shown(ref)
    await say(ref, 'do you ship to France?')
    expect(await openProposal(store.db, ref, now)).toEqual(proposal) // the newest word may be the answer
    await say(ref, 'yes')
    expect(await openProposal(store.db, ref, now)).toBeNull()
  })

  test('a yes to what somebody else has said since does not settle a proposal', async () => {
    const said = [
      { sender: 'support', text: 'Shall I send a larger one instead?', staffId: 'stf_1', staffName: 'Mia' },
      { sender: 'system', text: 'Mia has left. Our assistant is here if you need anything else.' },
    ] as const
    for (const line of said) {
      const ref = await opened()
      const proposal = await shown(ref)
      expect(await openProposal(store.db, ref, now)).toEqual(proposal)
      await appendMessage(store.db, ref, line, now)
      await say(ref, 'yes please')
      expect(await openProposal(store.db, ref, now)).toBeNull()
    }
  })

  test('a new proposal declines the one before it', async () => {
    const ref = await opened()
    const first = await shown(ref)
    await createProposal(store.db, ref, { tool: 'cancel_order', arguments: {}, summary: 'Another' }, later(1))
    expect(await settleProposal(store.db, ref, first.proposalId, 'executed', null, later(2))).toBe(false)
  })

  test('a proposal is used once, whoever asks at the same moment', async () => {
    const ref = await opened()
    const { proposalId } = await shown(ref)
    const uses = await Promise.all(
      Array.from({ length: 16 }, () =>
        inTransaction(store.db, (tx) => settleProposal(tx, ref, proposalId, 'executed', { done: true }, now)),
      ),
    )
    expect(uses.filter((used) => used)).toHaveLength(1)
  })

  test('a grant opens one order until it ends, and can be renewed', async () => {
    const ref = await opened()
    await grantOrder(store.db, ref, 'ord_1', now, 1000)
    await grantOrder(store.db, ref, 'ord_1', now, 2000)
    expect(await grantedOrders(store.db, ref, later(1999))).toEqual(['ord_1'])
    expect(await grantedOrders(store.db, ref, later(2000))).toEqual([])
  })
})
