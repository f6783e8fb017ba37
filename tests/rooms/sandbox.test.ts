import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type ChannelContent,
  createSandboxAdapter,
  type OutgoingMessage,
  type StatusUpdate,
} from '#channels/index.ts'
import {
  answerOf,
  backdateDevice,
  deliverToDevice,
  findDevice,
  listDevices,
  markSeen,
  messagesOf,
  noteStatus,
  noteWritten,
  sandboxFaults,
  setFault,
  windowUntil,
} from '#domain/sandbox/index.ts'
import type { Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'

const now = new Date('2026-03-02T10:00:00Z')
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000)
const text = (words: string): ChannelContent => ({ type: 'text', text: words })

function outgoing(
  address: string,
  content: ChannelContent,
  given: { channel?: 'sms' | 'whatsapp' | 'email'; outboxId?: string; attempt?: number } = {},
): OutgoingMessage {
  const { channel = 'sms', outboxId = 'out_1', attempt = 1 } = given
  return {
    reference: { outboxId, customerId: 'cus_1', part: 0, attempt, startedAt: now },
    to: { channel, kind: channel === 'email' ? 'email' : 'phone', value: address },
    content,
  }
}

const written = (address: string, words: string, id: string) => ({
  channel: 'whatsapp' as const,
  kind: 'phone' as const,
  address,
  customerId: 'cus_1',
  name: 'Ann',
  providerMessageId: id,
  content: { type: 'written' as const, text: words, choiceId: null },
})

const template: ChannelContent = {
  type: 'template',
  template: { reference: 'back_soon', language: 'en', parameters: [] },
  text: 'We are back.',
}

describeOnBoth('the sandbox', (open) => {
  let store: Store
  beforeAll(async () => {
    store = await open()
  })
  afterAll(() => store.close())

  const send = (message: OutgoingMessage, id: string, at = now) => deliverToDevice(store.db, message, id, at)
  const idsOn = async (channel: 'sms' | 'whatsapp' | 'email', address: string) =>
    (await messagesOf(store.db, { channel, address }, { limit: 50 })).map((each) => each.providerMessageId)

  test('a message handed over twice stands on the phone once', async () => {
    const phone = '+15550100'
    expect(await send(outgoing(phone, text('One')), 'sbx_a')).toBe('taken')
    expect(await send(outgoing(phone, text('One')), 'sbx_a')).toBe('taken')
    expect(await send(outgoing(phone, text('Two')), 'sbx_b', later(1))).toBe('taken')
    expect(await idsOn('sms', phone)).toEqual(['sbx_b', 'sbx_a'])
    const older = await messagesOf(
      store.db,
      { channel: 'sms', address: phone },
      { before: 'sbx_b', limit: 5 },
    )
    expect(older).toMatchObject([
      { providerMessageId: 'sbx_a', content: { text: 'One' }, status: 'sent', direction: 'to_customer' },
    ])
  })

  test('WhatsApp takes free text for 24 hours after the customer wrote, and a template always', async () => {
    const phone = '+15550101'
    const to = (content: ChannelContent) => outgoing(phone, content, { channel: 'whatsapp' })
    expect(await send(to(text('Hello')), 'sbx_w1')).toBe('window_closed')
    expect(await send(to(template), 'sbx_w2')).toBe('taken')
    await noteWritten(store.db, written(phone, 'Hi', 'sbx_w3'), later(1))
    expect(await send(to(text('Hello')), 'sbx_w4', later(24.9))).toBe('taken')
    expect(await send(to(text('Hello')), 'sbx_w5', later(25))).toBe('window_closed')
    expect(await idsOn('whatsapp', phone)).toEqual(['sbx_w4', 'sbx_w3', 'sbx_w2'])
    await noteWritten(store.db, written(phone, 'Again', 'sbx_w6'), later(26))
    const device = { channel: 'whatsapp' as const, address: phone }
    expect(await backdateDevice(store.db, device, later(1))).toBe(true)
    expect(await backdateDevice(store.db, device, later(20))).toBe(false)
    expect(await send(to(text('Hello')), 'sbx_w7', later(26))).toBe('window_closed')
  })

  test('a fault of one phone answers so, and leaves the others alone', async () => {
    const device = { channel: 'sms' as const, address: '+15550102' }
    expect(await setFault(store.db, device, 'unreachable')).toBe(false)
    await send(outgoing(device.address, text('First')), 'sbx_f0')
    for (const fault of sandboxFaults) {
      expect(await setFault(store.db, device, fault)).toBe(true)
      expect(await send(outgoing(device.address, text(fault)), `sbx_${fault}`)).toBe(fault)
    }
    // what was delivered while the answer got lost stands there
    expect(await idsOn('sms', device.address)).toEqual(['sbx_f0', 'sbx_answer_lost'])
    expect(await send(outgoing('+15550103', text('Other')), 'sbx_f1')).toBe('taken')
    await setFault(store.db, device, null)
    expect(await send(outgoing(device.address, text('Back')), 'sbx_f2')).toBe('taken')
  })

  test('a status never goes back, in whatever order it is told', async () => {
    await send(outgoing('+15550104', text('Ticks')), 'sbx_s1')
    expect(await noteStatus(store.db, 'sbx_s1', 'read')).toEqual({ channel: 'sms', address: '+15550104' })
    expect(await noteStatus(store.db, 'sbx_s1', 'delivered')).toBeNull()
    expect(await noteStatus(store.db, 'sbx_s1', 'sent')).toBeNull()
    expect(await noteStatus(store.db, 'sbx_nobody', 'read')).toBeNull()
  })

  test('the list has the newest first, counts what was not seen, finds by number and name, and pages', async () => {
    const channels = ['email', 'whatsapp'] as const
    const list = (query: string, after: Parameters<typeof listDevices>[1]['after'] = null, limit = 20) =>
      listDevices(store.db, { channels, query, after, limit })
    for (const [at, name] of ['cy', 'dan', '100%'].entries()) {
      const mail = outgoing(`${name}@example.com`, text(name), { channel: 'email' })
      await send(mail, `sbx_l${at}`, later(40 + at))
    }
    const all = await list('example.com')
    expect(all.map((device) => [device.address, device.unseen])).toEqual([
      ['100%@example.com', 1],
      ['dan@example.com', 1],
      ['cy@example.com', 1],
    ])
    const [newest] = all
    if (!newest) throw new Error('nothing is listed')
    expect((await list('example.com', newest, 1)).map((device) => device.address)).toEqual([
      'dan@example.com',
    ])
    expect((await list('0%@')).length).toBe(1)
    expect((await list('Ann')).map((device) => device.address)).toEqual(['+15550101'])
    expect(await list('+15550100')).toEqual([])
    expect(await markSeen(store.db, newest, null, now)).toEqual(['sbx_l2'])
    expect(await markSeen(store.db, newest, null, now)).toEqual([])
    expect((await list('100')).map((device) => device.unseen)).toEqual([0])
  })

  test('the adapter gives each answer its result, and tells sent and delivered of what was taken', async () => {
    const told: StatusUpdate[] = []
    const adapter = createSandboxAdapter({
      channels: ['sms', 'whatsapp'],
      deliver: (message, id) => deliverToDevice(store.db, message, id, now),
      // whoever is told takes a moment
      status: async (update) => {
        await new Promise((resolve) => setTimeout(resolve, 5))
        told.push(update)
      },
    })
    const device = { channel: 'sms' as const, address: '+15550105' }
    const sent = await adapter.send(outgoing(device.address, text('Hi'), { outboxId: 'out_9' }))
    expect(sent).toEqual({ outcome: 'accepted', providerMessageId: 'sbx_out_9_0_1' })
    await eventually(() => told.length === 2)
    expect(told.map((update) => update.status)).toEqual(['sent', 'delivered'])
    const results: Record<string, unknown> = {}
    for (const fault of sandboxFaults) {
      await setFault(store.db, device, fault)
      const result = await adapter.send(outgoing(device.address, text('Hi'), { outboxId: fault }))
      results[fault] = result.outcome === 'rejected' ? result.reason : result.outcome
    }
    expect(results).toEqual({
      unreachable: 'unreachable',
      server_error: 'retry',
      opted_out: 'opted_out',
      answer_lost: 'unknown',
    })
    const closed = await adapter.send(outgoing('+15550106', text('Hi'), { channel: 'whatsapp' }))
    expect(closed).toMatchObject({ outcome: 'rejected', reason: 'window_closed' })
    await setFault(store.db, device, null)
    await adapter.send(outgoing(device.address, text('Last'), { outboxId: 'out_10', attempt: 2 }))
    await adapter.settled()
    const last = { providerMessageId: 'sbx_out_10_0_2', status: 'delivered' }
    expect(told.slice(2)).toMatchObject([last]) // a clock that is moved waits for nothing on the way
    await adapter.close()
    expect(told).toHaveLength(3)
    expect(await findDevice(store.db, 'sms', device.address)).toMatchObject({ customerId: 'cus_1' })
  })
})

test('an adapter whose sandbox cannot be asked says that it does not know', async () => {
  const adapter = createSandboxAdapter({
    channels: ['sms'],
    deliver: () => Promise.reject(new Error('no database')),
    status: async () => {},
  })
  expect(await adapter.send(outgoing('+15550107', text('Hi')))).toMatchObject({ outcome: 'unknown' })
  await adapter.close()
})

test('only WhatsApp has a window, and a fault comes before it', () => {
  expect(windowUntil({ channel: 'sms', lastFromAt: now })).toBeNull()
  expect(windowUntil({ channel: 'whatsapp', lastFromAt: now })).toEqual(later(24))
  expect(answerOf({ channel: 'whatsapp', lastFromAt: null, fault: 'opted_out' }, template, now)).toBe(
    'opted_out',
  )
})
