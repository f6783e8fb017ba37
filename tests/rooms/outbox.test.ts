import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { RejectReason, SendResult, StatusUpdate } from '#channels/index.ts'
import { consentOf, withdraw } from '#domain/consent/index.ts'
import { exposuresOf } from '#domain/experiments/index.ts'
import { mergeCustomers } from '#domain/identity/index.ts'
import {
  cancelHeld,
  contactPointsOf,
  deliveryOf,
  erasePerson,
  exportPerson,
  findRow,
  listOutbox,
  outboxCounts,
  outboxTerm,
  replayDead,
  settleUnknown,
} from '#orchestrator/index.ts'
import type { Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'
import { accepted, type OutboxWorld, openOutboxWorld, openRules } from '../support/outbox-world.ts'

const failing: SendResult = { outcome: 'retry', code: '500', text: 'Internal error' }
const rejected = (reason: RejectReason): SendResult => ({
  outcome: 'rejected',
  reason,
  code: `code of ${reason}`,
  text: 'No',
})

describeOnBoth('the outbox', (open) => {
  let store: Store
  let world: OutboxWorld
  beforeAll(async () => {
    store = await open({ poolSize: 8 })
  })
  afterAll(() => store.close())
  beforeEach(() => {
    world = openOutboxWorld(store.db)
  })

  const pass = (seconds: number) => {
    world.clock.now = new Date(world.clock.now.getTime() + seconds * 1000)
    return world.clock.now
  }
  const run = () => world.outbox.runDue(world.clock.now)
  const rowOf = async (outboxId: string) => {
    const row = await findRow(store.db, outboxId)
    if (!row) throw new Error('there is no such row')
    return row
  }
  const ask = async (...asked: Parameters<OutboxWorld['request']>) => {
    const [outcome] = await world.outbox.request([world.request(...asked)])
    if (!outcome) throw new Error('no outcome')
    return outcome
  }
  const status = (
    providerMessageId: string,
    said: StatusUpdate['status'],
    more: Partial<StatusUpdate> = {},
  ) => {
    const update = { provider: 'stub', providerMessageId, status: said, reason: null, code: null, text: null }
    return world.outbox.applyStatus({ ...update, at: world.clock.now, ...more }, world.clock.now)
  }

  test('a request is a row, is sent once, and tells how far it came', async () => {
    const { outboxId, state, customerId } = await ask(await world.somebody(), { subject: 'tea' })
    expect(state).toBe('queued')
    expect(await run()).toBe(1)
    expect(await run()).toBe(0)
    expect(world.sent).toHaveLength(1)
    expect(world.sent[0]?.reference).toMatchObject({ outboxId, customerId, part: 0, attempt: 1 })
    expect(await rowOf(outboxId)).toMatchObject({
      state: 'sent',
      provider: 'stub',
      attempts: 1,
      partsSent: 1,
    })
    await status(`stub ${outboxId} 0`, 'delivered')
    expect((await rowOf(outboxId)).state).toBe('delivered')
    expect(world.changes).toEqual(['sending', 'sent', 'delivered'])
    expect((await listOutbox(store.db, { customerId, limit: 5 })).map((row) => row.outboxId)).toEqual([
      outboxId,
    ])
    expect(await outboxCounts(store.db, world.clock.now)).toContainEqual({
      state: 'delivered',
      channel: 'sms',
      count: 1,
    })
  })

  test('the same key is one row: in one group, at once, and from two processes', async () => {
    const customerId = await world.somebody()
    const request = world.request(customerId)
    const other = openOutboxWorld(store.db).outbox
    const asked = [world.outbox, other, world.outbox, other].map((outbox) =>
      outbox.request([request, request]),
    )
    const outcomes = (await Promise.all(asked)).flat()
    expect(new Set(outcomes.map(({ outboxId }) => outboxId)).size).toBe(1)
    expect(outcomes.filter(({ duplicate }) => !duplicate)).toHaveLength(1)
    await run()
    expect(world.sent).toHaveLength(1)
    // the same key for somebody else is still the first one
    const [again] = await other.request([{ ...request, customerId: await world.somebody() }])
    expect(again).toMatchObject({ duplicate: true, customerId: outcomes[0]?.customerId, state: 'sent' })
  })

  test('a refusal is a row with its gate and reason, and one that cannot be decided fails alone', async () => {
    const silent = await world.somebody()
    await withdraw(store.db, silent, ['sms'], { source: 'test', evidence: 'stop' }, world.clock.now)
    const good = world.outbox.request([world.request(await world.somebody())])
    const bad = world.outbox.request([world.request(silent, { content: { text: 'bad pen', parts: [] } })])
    const no = world.outbox.request([world.request(silent)])
    await expect(bad).rejects.toThrow('the pen broke')
    expect((await good)[0]).toMatchObject({ state: 'queued' })
    expect((await no)[0]).toMatchObject({ state: 'refused', gate: 'consent', reason: 'denied' })
    expect(await rowOf((await no)[0]?.outboxId ?? '')).toMatchObject({ state: 'refused', reason: 'denied' })
    await run()
  })

  test('the first channel that is allowed is taken', async () => {
    const customerId = await world.somebody()
    await withdraw(store.db, customerId, ['sms'], { source: 'test', evidence: 'stop' }, world.clock.now)
    expect(await ask(customerId, { channels: ['sms', 'email'] })).toMatchObject({
      channel: 'email',
      state: 'queued',
    })
    expect(await ask(customerId, { channels: ['sms', 'push'] })).toMatchObject({
      channel: 'sms',
      reason: 'denied',
    })
    await run()
  })

  test('who is held out is counted so, though another channel had said no before', async () => {
    const sender = { type: 'journey', name: 'two-channels', holdout: 50 } as const
    const reasons: (string | null)[] = []
    for (let n = 0; n < 16; n++) {
      const customerId = await world.somebody()
      await withdraw(store.db, customerId, ['sms'], { source: 'test', evidence: 'stop' }, world.clock.now)
      const { state, reason } = await ask(customerId, { channels: ['sms', 'email'], sender })
      reasons.push(state === 'queued' ? null : reason)
      expect(await exposuresOf(store.db, [customerId])).toHaveLength(1)
    }
    expect(new Set(reasons)).toEqual(new Set([null, 'held_out']))
    await run()
  })

  test('after a stop nothing begins, also not what was queued before', async () => {
    const customerId = await world.somebody()
    const { outboxId } = await ask(customerId)
    await withdraw(store.db, customerId, ['sms'], { source: 'test', evidence: 'stop' }, world.clock.now)
    await run()
    expect(world.sent).toEqual([])
    expect(await rowOf(outboxId)).toMatchObject({ state: 'refused', gate: 'consent', startedAt: null })
  })

  test('what is held for its hour passes all gates then, never against itself, and is exposed once', async () => {
    world.rules = {
      ...openRules,
      caps: [{ channel: 'all', purpose: 'all', limit: 1, hours: 24 }],
      quietHours: { from: 9, until: 20 },
      holdouts: { global: 0.000001, associates: 0, journeys: 0 },
    }
    const customerId = await world.somebody()
    world.clock.now = new Date('2026-11-20T05:00:00Z') // 22 o'clock the evening before
    const { outboxId, state, dueAt } = await ask(customerId)
    expect([state, dueAt]).toEqual(['held', new Date('2026-11-20T16:00:00Z')])
    expect(await world.outbox.nextDue()).toEqual(dueAt)
    expect(await run()).toBe(0)
    world.clock.now = dueAt ?? world.clock.now
    expect(await run()).toBe(1)
    expect((await rowOf(outboxId)).state).toBe('sent')
    expect(await exposuresOf(store.db, [customerId])).toHaveLength(1)
    // and now it counts
    expect(await ask(customerId)).toMatchObject({ state: 'refused', reason: 'cap_reached' })
  })

  test('a touch is written under the member who owns the address, and counts for the whole person', async () => {
    world.rules = { ...openRules, caps: [{ channel: 'all', purpose: 'all', limit: 1, hours: 24 }] }
    const [one, two] = [await world.somebody(['phone']), await world.somebody(['email'])]
    await mergeCustomers(
      store.db,
      { customerId: one, otherId: two, staffId: 'stf_1', reason: 'the same' },
      world.clock.now,
    )
    expect(await ask(two)).toMatchObject({ customerId: one, channel: 'sms', state: 'queued' })
    expect(await ask(one, { channels: ['email'] })).toMatchObject({ state: 'refused', reason: 'cap_reached' })
    expect(await run()).toBe(1) // and never against itself
  })

  test('what the provider surely did not take waits longer each time, gives its place back, and is given up', async () => {
    world.rules = { ...openRules, maxAttempts: 3 }
    world.answer.with = () => failing
    const { outboxId } = await ask(await world.somebody())
    await run()
    expect(await rowOf(outboxId)).toMatchObject({ state: 'queued', startedAt: null, error: { code: '500' } })
    expect((await rowOf(outboxId)).dueAt).toEqual(new Date(world.clock.now.getTime() + 500))
    pass(1)
    await run()
    expect((await rowOf(outboxId)).dueAt).toEqual(new Date(world.clock.now.getTime() + 1000))
    pass(60)
    await run()
    expect(await rowOf(outboxId)).toMatchObject({
      state: 'dead',
      reason: 'gave_up',
      attempts: 3,
      startedAt: null,
    })
    pass(3600)
    expect(await run()).toBe(0)
    // a person replays it: a new attempt through all gates
    world.answer.with = accepted
    await replayDead(store.db, outboxId, 'stf_1', world.clock.now)
    await expect(replayDead(store.db, outboxId, 'stf_1', world.clock.now)).rejects.toThrow('waits to be sent')
    await run()
    expect(await rowOf(outboxId)).toMatchObject({
      state: 'sent',
      settledBy: 'stf_1',
      reason: null,
      error: null,
    })
  })

  test('a channel that is given up goes on by the next one, once', async () => {
    world.rules = { ...openRules, maxAttempts: 1 }
    world.answer.with = (message) => (message.to.channel === 'sms' ? failing : accepted(message))
    const customerId = await world.somebody()
    const { outboxId } = await ask(customerId, { channels: ['sms', 'email'] })
    await run()
    expect(await rowOf(outboxId)).toMatchObject({ state: 'failed', reason: 'gave_up' })
    const [next] = await listOutbox(store.db, { customerId, channel: 'email', limit: 2 })
    expect(next).toMatchObject({ state: 'sent', reroutedFrom: outboxId, channelsLeft: [] })
    await expect(replayDead(store.db, outboxId, 'stf_1', world.clock.now)).rejects.toThrow('has failed')
    expect(world.sent.map(({ to }) => to.channel)).toEqual(['sms', 'email'])
  })

  test('a lost answer is never sent again; a status, or a person, says what became of it', async () => {
    world.answer.with = () => ({ outcome: 'unknown', text: 'timeout' })
    const customerId = await world.somebody(['phone'])
    const ids = [
      (await ask(customerId)).outboxId,
      (await ask(customerId)).outboxId,
      (await ask(customerId)).outboxId,
    ]
    const [byStatus = '', sent = '', notSent = ''] = ids
    await run()
    pass(7200)
    expect(await run()).toBe(0)
    expect(world.sent).toHaveLength(3)
    expect(await rowOf(byStatus)).toMatchObject({ state: 'unknown', reason: 'answer_lost' })
    await status('late id', 'delivered', {
      reference: { customerId, outboxId: byStatus, part: 0, attempt: 1 },
    })
    expect(await rowOf(byStatus)).toMatchObject({ state: 'delivered', reason: null, partsSent: 1 })
    await settleUnknown(store.db, sent, 'sent', 'stf_1', world.clock.now)
    expect(await rowOf(sent)).toMatchObject({ state: 'sent', settledBy: 'stf_1' })
    await settleUnknown(store.db, notSent, 'not_sent', 'stf_1', world.clock.now)
    expect(await rowOf(notSent)).toMatchObject({ state: 'dead', reason: 'not_sent', startedAt: null })
    await expect(settleUnknown(store.db, sent, 'sent', 'stf_1', world.clock.now)).rejects.toThrow(
      'was sent by now',
    )
    // the provider speaks of it all the same
    await status('later id', 'read', { reference: { customerId, outboxId: notSent, part: 0, attempt: 1 } })
    expect((await rowOf(notSent)).state).toBe('read')
    expect((await rowOf(notSent)).startedAt).not.toBeNull()
  })

  test('what waits to be tried again, and arrived after all, is not sent again', async () => {
    world.answer.with = () => ({ outcome: 'retry', code: '500', text: 'a fault, they say' })
    const customerId = await world.somebody(['phone'])
    const { outboxId } = await ask(customerId)
    const { outboxId: lost } = await ask(customerId)
    await run()
    expect(await rowOf(outboxId)).toMatchObject({ state: 'queued', startedAt: null })
    const first = { customerId, outboxId, part: 0, attempt: 1 }
    await status('taken all the same', 'sent', { reference: first })
    expect(await rowOf(outboxId)).toMatchObject({ state: 'sent', dueAt: null, partsSent: 1 })
    expect((await rowOf(outboxId)).startedAt).not.toBeNull()
    // what a provider says has failed is tried again
    await status('not taken', 'failed', { reference: { ...first, outboxId: lost } })
    expect((await rowOf(lost)).state).toBe('queued')
    world.answer.with = accepted
    pass(3600)
    await run()
    const given = world.sent.map(({ reference }) => reference.outboxId)
    expect(given.filter((id) => id === outboxId)).toHaveLength(1)
    expect(given.filter((id) => id === lost)).toHaveLength(2)
    expect((await rowOf(outboxId)).state).toBe('sent')
  })

  test('a worker that stops leaves an unknown one; a late answer still tells', async () => {
    let answer: (result: SendResult) => void = () => {}
    world.answer.with = () => new Promise((resolve) => (answer = resolve))
    const { outboxId } = await ask(await world.somebody())
    const running = run()
    while (world.sent.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    expect((await rowOf(outboxId)).state).toBe('sending')
    const later = new Date(world.clock.now.getTime() + 61_000)
    const other = openOutboxWorld(store.db)
    expect(await other.outbox.runDue(later)).toBe(0)
    expect(other.sent).toEqual([])
    expect(await rowOf(outboxId)).toMatchObject({ state: 'unknown', reason: 'lease_lost' })
    answer({ outcome: 'accepted', providerMessageId: 'late' })
    await running
    expect(await rowOf(outboxId)).toMatchObject({ state: 'sent', reason: null })
  })

  test('a status that is faster than our own note is taken up', async () => {
    const told: Promise<unknown>[] = []
    world.answer.with = async (message) => {
      const result = accepted(message)
      if (result.outcome === 'accepted') told.push(status(result.providerMessageId, 'delivered'))
      await Promise.all(told)
      return result
    }
    const { outboxId } = await ask(await world.somebody())
    await run()
    expect(told).toHaveLength(1)
    expect(await rowOf(outboxId)).toMatchObject({ state: 'delivered', partsSent: 1 })
  })

  test('statuses in any order and number, of one part or two, end the same', async () => {
    const orders = permutations(['sent', 'failed', 'delivered', 'read'] as const)
    const customerId = await world.somebody()
    for (const [n, order] of orders.entries()) {
      const text = n % 2 === 0 ? 'one' : 'one|two'
      const { outboxId } = await ask(customerId, { content: { text, parts: [] } })
      await run()
      const upTo = order.slice(0, (n % 4) + 1)
      for (const said of [...upTo, ...upTo].toReversed())
        for (let part = 0; part < text.split('|').length; part++)
          await status(`stub ${outboxId} ${part}`, said)
      const furthest = ['read', 'delivered', 'failed', 'sent'].find((each) => upTo.includes(each as 'sent'))
      expect([order.join(), (await rowOf(outboxId)).state]).toEqual([order.join(), furthest])
    }
  })

  test('the row is as far as its least part', async () => {
    const { outboxId } = await ask(await world.somebody(), { content: { text: 'one|two', parts: [] } })
    await run()
    await status(`stub ${outboxId} 1`, 'read')
    expect((await rowOf(outboxId)).state).toBe('sent')
    await status(`stub ${outboxId} 0`, 'delivered')
    expect((await rowOf(outboxId)).state).toBe('delivered')
    await status(`stub ${outboxId} 0`, 'read')
    expect((await rowOf(outboxId)).state).toBe('read')
  })

  test('parts go out in order, and a retry goes on with the next one', async () => {
    const tries: number[] = []
    world.answer.with = (message) => {
      tries.push(message.reference.part)
      return message.reference.part === 1 && tries.length === 2 ? failing : accepted(message)
    }
    const { outboxId } = await ask(await world.somebody(), { content: { text: 'a|b|c', parts: [] } })
    await run()
    // a part of it has arrived: it keeps its place
    expect(await rowOf(outboxId)).toMatchObject({ state: 'queued', partsSent: 1 })
    expect((await rowOf(outboxId)).startedAt).not.toBeNull()
    pass(5)
    await run()
    expect(tries).toEqual([0, 1, 1, 2])
    expect(await rowOf(outboxId)).toMatchObject({ state: 'sent', partsSent: 3, attempts: 2 })
  })

  test('a lost part stops the message, and its status lets the rest go on', async () => {
    world.answer.with = (message) =>
      message.reference.part === 1 && message.reference.attempt === 1
        ? { outcome: 'unknown', text: 'timeout' }
        : accepted(message)
    const { outboxId, customerId } = await ask(await world.somebody(), {
      content: { text: 'a|b|c', parts: [] },
    })
    await run()
    expect(await rowOf(outboxId)).toMatchObject({ state: 'unknown', partsSent: 1 })
    await status('lost', 'sent', { reference: { customerId, outboxId, part: 1, attempt: 1 } })
    await run()
    expect(await rowOf(outboxId)).toMatchObject({ state: 'sent', partsSent: 3 })
    expect(world.sent.map(({ reference }) => reference.part)).toEqual([0, 1, 2])
  })

  test.each([
    ['opted_out', 'failed', null],
    ['unreachable', 'failed', 'sent'],
    ['invalid_address', 'failed', 'sent'],
    ['window_closed', 'failed', 'sent'],
    ['marketing_limit', 'failed', 'sent'],
    ['content', 'dead', null],
    ['configuration', 'dead', null],
    ['blocked', 'failed', null],
  ] as const)('a refusal for %s has its consequence', async (reason, state, onNext) => {
    world.answer.with = (message) => (message.to.channel === 'sms' ? rejected(reason) : accepted(message))
    const { outboxId, customerId } = await ask(await world.somebody(), { channels: ['sms', 'email'] })
    await run()
    expect(await rowOf(outboxId)).toMatchObject({ state, reason, startedAt: null })
    const [next] = await listOutbox(store.db, { customerId, channel: 'email', limit: 1 })
    expect(next?.state ?? null).toBe(onNext)
    const [point] = await contactPointsOf(store.db, [customerId])
    const blocked = { opted_out: 'provider_opted_out', unreachable: reason, invalid_address: reason }
    expect(point?.blocked?.reason ?? null).toBe(blocked[reason as 'opted_out'] ?? null)
    expect(point?.restUntil !== undefined && point.restUntil !== null).toBe(reason === 'marketing_limit')
    const sms = (await consentOf(store.db, customerId)).lines.find(
      ({ channel, purpose }) => channel === 'sms' && purpose === 'marketing',
    )
    expect(sms?.state).toBe(reason === 'opted_out' ? 'denied' : 'granted')
  })

  test('a failure that is told later has the same consequence', async () => {
    const customerId = await world.somebody()
    const { outboxId } = await ask(customerId, { channels: ['sms', 'email'] })
    await run()
    await status(`stub ${outboxId} 0`, 'failed', { reason: 'unreachable', code: '30005' })
    expect(await rowOf(outboxId)).toMatchObject({
      state: 'failed',
      reason: 'unreachable',
      error: { code: '30005' },
    })
    // it was with the provider: it counts
    expect((await rowOf(outboxId)).startedAt).not.toBeNull()
    await run()
    expect((await listOutbox(store.db, { customerId, channel: 'email', limit: 1 }))[0]?.state).toBe('sent')
    expect(await ask(customerId)).toMatchObject({
      state: 'refused',
      gate: 'provider_block',
      reason: 'unreachable',
    })
  })

  test('what is too late is not sent, and what waits can be taken back', async () => {
    const customerId = await world.somebody()
    const expiring = await ask(customerId, { expiresAt: new Date(world.clock.now.getTime() + 1000) })
    const later = new Date(world.clock.now.getTime() + 3600_000)
    const scheduled = await ask(customerId, { notBefore: later })
    expect([scheduled.state, scheduled.dueAt]).toEqual(['held', later])
    await cancelHeld(store.db, scheduled.outboxId, 'stf_1', world.clock.now)
    pass(7200)
    expect(await run()).toBe(0)
    expect(await rowOf(expiring.outboxId)).toMatchObject({ state: 'dead', reason: 'expired' })
    expect(await rowOf(scheduled.outboxId)).toMatchObject({ state: 'cancelled', reason: 'taken_back' })
    await expect(cancelHeld(store.db, scheduled.outboxId, 'stf_1', world.clock.now)).rejects.toThrow(
      'taken back',
    )
  })

  test('one that cannot be drawn any more stops nobody else', async () => {
    const pens = { broken: false }
    const fragile = openOutboxWorld(store.db, {
      shop: async () => ({
        rules: openRules,
        timeZone: 'America/Denver',
        draw: ({ content }) => {
          if (pens.broken && content.text === 'odd') throw new Error('the pen broke')
          return { ok: true, contents: [{ type: 'text', text: content.text }], segments: 1 }
        },
      }),
    })
    const [a, b] = [await fragile.somebody(), await fragile.somebody()]
    const [odd, even] = await fragile.outbox.request([
      fragile.request(a, { content: { text: 'odd', parts: [] } }),
      fragile.request(b, { content: { text: 'even', parts: [] } }),
    ])
    pens.broken = true
    expect(await fragile.outbox.runDue(fragile.clock.now)).toBe(1)
    expect(await rowOf(odd?.outboxId ?? '')).toMatchObject({ state: 'dead', reason: 'defect' })
    expect((await rowOf(even?.outboxId ?? '')).state).toBe('sent')
  })

  test('who is erased while a message is with the provider leaves nothing behind', async () => {
    const customerId = await world.somebody(['phone'])
    world.answer.with = async (message) => {
      await erasePerson(store.db, [customerId], world.clock.now)
      return accepted(message)
    }
    const { outboxId } = await ask(customerId)
    await run()
    await status(`stub ${outboxId} 0`, 'delivered', { text: 'to +13035550000' })
    await status('another id', 'read', { reference: { customerId, outboxId, part: 0, attempt: 1 } })
    const kept = await exportPerson(store.db, [customerId])
    expect(Object.values(kept).flat()).toEqual([])
  })

  test('what became of messages long ago is forgotten with its key; what waits stays', async () => {
    const customerId = await world.somebody(['phone'])
    const { outboxId } = await ask(customerId)
    await run()
    const waits = await ask(customerId, { notBefore: pass(86_400) })
    const rows = (at: Date) => outboxTerm.count(store.db, at)
    expect(await rows(new Date('2026-11-01T00:00:00Z'))).toBe(0)
    expect(await outboxTerm.remove(store.db, pass(86_400))).toBeGreaterThanOrEqual(3)
    expect(await findRow(store.db, outboxId)).toBeNull()
    expect(await rowOf(waits.outboxId)).toMatchObject({ state: 'queued' })
    const kept = await exportPerson(store.db, [customerId])
    const counts = Object.fromEntries(Object.entries(kept).map(([table, all]) => [table, all.length]))
    expect(counts).toMatchObject({ outbox: 1, outbox_keys: 1, provider_messages: 0, contact_points: 0 })
  })

  test('a message of a conversation tells where it stands', async () => {
    const customerId = await world.somebody()
    const conversation = { ref: { customerId, conversationId: 'con_1' }, messageId: `msg ${customerId}` }
    const { outboxId } = await ask(customerId, { kind: 'service', conversation })
    await run()
    const delivery = await deliveryOf(store.db, [conversation.messageId, 'msg_none'])
    expect([...delivery.values()]).toMatchObject([{ outboxId, state: 'sent', reason: null }])
  })
})

function permutations<T>(given: readonly T[]): T[][] {
  if (given.length <= 1) return [[...given]]
  return given.flatMap((first, at) =>
    permutations(given.filter((_, place) => place !== at)).map((rest) => [first, ...rest]),
  )
}
