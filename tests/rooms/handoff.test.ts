import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import {
  appendMessage,
  type ConversationRef,
  finishTurn,
  openConversation,
  recentMessages,
  releaseAgentText,
  takeTurn,
} from '#domain/conversations/index.ts'
import {
  applyHandoff,
  type HandoffEvent,
  handoffsOf,
  handoffTexts,
  openHandoff,
  sweepHandoffs,
} from '#domain/handoff/index.ts'
import { addStaff } from '#domain/staff/index.ts'
import type { Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'

const now = new Date('2026-03-02T10:00:00Z')
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)
let people = 0

describeOnBoth('handoff', (open) => {
  let store: Store
  let mia: string
  let tom: string
  beforeAll(async () => {
    store = await open({ poolSize: 16 })
    const add = (name: string) =>
      addStaff(store.db, { email: `${name}@example.com`, name, roles: ['support'] }, now)
    mia = (await add('Mia')).staff.staffId
    tom = (await add('Tom')).staff.staffId
  })
  afterAll(() => store.close())

  let mine: ConversationRef[] = []
  const opened = async () => {
    const ref = await openConversation(store.db, `cus_handoff${++people}`, 'web', now)
    mine.push(ref)
    return ref
  }
  afterEach(async () => {
    for (const ref of mine) await applyHandoff(store.db, ref, { type: 'close' }, now)
    mine = []
  })
  const say = (ref: ConversationRef, text: string) =>
    appendMessage(store.db, ref, { sender: 'customer', text }, now)
  const apply = async (ref: ConversationRef, event: HandoffEvent, at = now) => {
    const applied = await applyHandoff(store.db, ref, event, at)
    if (!applied.ok) throw new Error(applied.reason)
    return applied
  }
  const request = (ref: ConversationRef, at = now) =>
    apply(ref, { type: 'request', reason: 'asked_for_person', summary: 'Wants a jacket' }, at)
  const take = (ref: ConversationRef, staffId = mia, at = now) =>
    apply(ref, { type: 'take', staffId, staffName: staffId === mia ? 'Mia' : 'Tom' }, at)
  const sweep = (at: Date, onlineStaff: string[], queueTimeoutMs = 120_000) =>
    sweepHandoffs(store.db, { queueTimeoutMs, now: at, onlineStaff })
  const due = (ref: ConversationRef, at = now) => takeTurn(store.db, ref, 30_000, at)

  test('the way through: asked for, taken, resolved, and the agent answers again', async () => {
    const ref = await opened()
    await say(ref, 'can I talk to a person?')
    const queued = await request(ref)
    expect(queued).toMatchObject({
      conversation: { status: 'queued' },
      handoff: { reason: 'asked_for_person', summary: 'Wants a jacket' },
    })
    await say(ref, 'hello?')
    expect(await due(ref)).toBeNull()
    const taken = await take(ref)
    expect(taken).toMatchObject({
      conversation: { status: 'with_staff', staffId: mia },
      handoff: { staffId: mia },
    })
    const resolved = await apply(ref, { type: 'resolve' }, later(60))
    expect(resolved).toMatchObject({
      conversation: { status: 'agent', staffId: null, answeredSeq: 3 },
      handoff: { outcome: 'resolved' },
    })
    expect(await openHandoff(store.db, ref)).toBeNull()
    expect(await due(ref)).toBeNull()
    await say(ref, 'one more thing')
    expect(await due(ref)).not.toBeNull()
    const said = (await recentMessages(store.db, ref, 10)).filter((message) => message.sender === 'system')
    expect(said.map((message) => message.text)).toEqual([
      handoffTexts.queued,
      handoffTexts.joined('Mia'),
      handoffTexts.resolved('Mia'),
    ])
    expect(resolved.conversation.rev).toBeGreaterThanOrEqual(said.at(-1)?.rev ?? Number.NaN)
  })

  test('the answered conversation and the stored one are the same', async () => {
    const ref = await opened()
    const { conversation } = await request(ref)
    const again = await applyHandoff(store.db, ref, { type: 'take', staffId: mia, staffName: 'Mia' }, now)
    expect(again.ok && again.conversation.rev).toBeGreaterThan(conversation.rev)
    const same = await take(ref)
    expect(same.messages).toEqual([])
    expect(same.conversation).toEqual(again.ok && again.conversation)
  })

  test('a running turn ends when the conversation is handed over, and what it said stands', async () => {
    const ref = await opened()
    await say(ref, 'hello')
    const turn = await due(ref)
    await releaseAgentText(store.db, ref, turn?.turnId ?? '', { text: 'One moment.', complete: false }, now)
    await take(ref)
    expect(
      await releaseAgentText(store.db, ref, turn?.turnId ?? '', { text: 'late', complete: true }, now),
    ).toBeNull()
    await finishTurn(store.db, ref, turn?.turnId ?? '', 1, now)
    const agent = (await recentMessages(store.db, ref, 10)).filter((message) => message.sender === 'agent')
    expect(agent).toMatchObject([{ text: 'One moment.', status: 'complete' }])
  })

  test('of two people who take at once one has it, and the other is told so', async () => {
    for (let round = 0; round < 10; round++) {
      const ref = await opened()
      await request(ref)
      const events = [mia, tom].map((staffId) => ({ type: 'take' as const, staffId, staffName: 'Somebody' }))
      const answers = await Promise.all(events.map((event) => applyHandoff(store.db, ref, event, now)))
      expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
      expect(answers.find((answer) => !answer.ok)).toEqual({ ok: false, reason: 'with_staff' })
    }
  })

  test('sixteen requests at once make one wait', async () => {
    const ref = await opened()
    const event = { type: 'request' as const, reason: 'high_value' as const, summary: 's' }
    const answers = await Promise.all(
      Array.from({ length: 16 }, () => applyHandoff(store.db, ref, event, now)),
    )
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
    expect(await handoffsOf(store.db, [ref])).toHaveLength(1)
    expect(await recentMessages(store.db, ref, 10)).toHaveLength(1)
  })

  test('a person who steps in unasked gets a summary of what was said', async () => {
    const ref = await opened()
    await say(ref, 'do you have wool blankets?')
    const taken = await take(ref)
    expect(taken.handoff).toMatchObject({ reason: 'staff_stepped_in', staffId: mia })
    expect(taken.handoff?.summary).toContain('do you have wool blankets?')
  })

  test('who stops waiting gets the agent’s answer to what they said meanwhile, and to nothing before', async () => {
    const ref = await opened()
    await say(ref, 'a person please')
    await request(ref)
    const quiet = await apply(ref, { type: 'customer_end' })
    expect(quiet.handoff?.outcome).toBe('ended_by_customer')
    expect(await due(ref)).toBeNull()
    await request(ref)
    await say(ref, 'then tell me yourself: is it warm?')
    await apply(ref, { type: 'customer_end' })
    expect(await due(ref)).toMatchObject({ upToSeq: 5 })
  })

  test('nobody in time: told once per wait, and kept in the queue', async () => {
    const ref = await opened()
    await request(ref)
    expect(await sweep(later(119), [])).toEqual([])
    const [told] = await sweep(later(120), [])
    expect(told).toMatchObject({
      conversation: { status: 'queued' },
      messages: [{ text: handoffTexts.notice }],
    })
    expect(await sweep(later(9999), [])).toEqual([])
    expect((await openHandoff(store.db, ref))?.noticeAt).toEqual(later(120))
  })

  test('a conversation of somebody who is gone returns to the queue when another is there', async () => {
    const ref = await opened()
    await request(ref)
    await take(ref, mia, now)
    expect(await sweep(later(61), [])).toEqual([])
    expect(await sweep(later(61), [mia, tom])).toEqual([])
    expect(await sweep(later(59), [tom])).toEqual([])
    const [back] = await sweep(later(61), [tom])
    expect(back).toMatchObject({
      conversation: { status: 'queued', staffId: null },
      messages: [{ text: handoffTexts.requeued('Mia') }],
    })
    expect(await openHandoff(store.db, ref)).toMatchObject({
      queuedAt: later(61),
      summary: 'Wants a jacket',
      takenAt: null,
    })
    const [second, first] = await handoffsOf(store.db, [ref])
    expect([first?.outcome, second?.outcome]).toEqual(['requeued', null])
    expect(await sweep(later(180), [tom])).toEqual([])
    expect(await sweep(later(181), [tom])).toHaveLength(1)
  })

  test('sixteen sweeps at once say and do everything once', async () => {
    const waiting = await Promise.all(Array.from({ length: 8 }, opened))
    const left = await Promise.all(Array.from({ length: 8 }, opened))
    for (const ref of [...waiting, ...left]) await request(ref, later(1000))
    for (const ref of left) await take(ref, mia, later(1000))
    const swept = await Promise.all(Array.from({ length: 16 }, () => sweep(later(1120), [tom])))
    expect(swept.flat()).toHaveLength(16)
    for (const ref of waiting) {
      const notices = (await recentMessages(store.db, ref, 20)).filter((m) => m.text === handoffTexts.notice)
      expect(notices).toHaveLength(1)
    }
    for (const ref of left) expect(await handoffsOf(store.db, [ref])).toHaveLength(2)
  })

  test('resolve and sweep at once: a resolved conversation is not put back into the queue', async () => {
    for (let round = 0; round < 10; round++) {
      const ref = await opened()
      await request(ref)
      await take(ref, mia)
      const [resolved] = await Promise.all([
        applyHandoff(store.db, ref, { type: 'resolve' }, later(100)),
        sweep(later(100), [tom]),
      ])
      expect(resolved).toMatchObject({ ok: true, conversation: { status: 'agent' } })
      expect(await openHandoff(store.db, ref)).toBeNull()
    }
  })

  test('what cannot be done is refused with its reason and changes nothing', async () => {
    const ref = await opened()
    const refused = async (event: HandoffEvent) => {
      const answer = await applyHandoff(store.db, ref, event, now)
      return answer.ok ? 'done' : answer.reason
    }
    expect(await refused({ type: 'resolve' })).toBe('not_handed_over')
    expect(await refused({ type: 'requeue' })).toBe('not_with_staff')
    await request(ref)
    expect(await refused({ type: 'request', reason: 'high_value', summary: '' })).toBe('already_queued')
    await apply(ref, { type: 'close' })
    expect(await refused({ type: 'take', staffId: mia, staffName: 'Mia' })).toBe('closed')
    expect((await apply(ref, { type: 'reopen' })).conversation.status).toBe('agent')
    expect(await recentMessages(store.db, ref, 10)).toHaveLength(2)
    const nobody = { customerId: 'cus_none', conversationId: 'con_none' }
    await expect(applyHandoff(store.db, nobody, { type: 'close' }, now)).rejects.toMatchObject({
      kind: 'not-found',
    })
  })
})
