import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { outgoing } from '../support/provider-stubs/adapter-bench.ts'
import {
  idOf,
  openWebBench,
  type WebBench,
  webMessage,
} from '../support/provider-stubs/whatsapp-web-bench.ts'

/** The vendor's own client and messages, without a browser. */
let bench: WebBench
beforeEach(() => {
  bench = openWebBench(200)
})
afterEach(() => bench.close())

const hears = (fields: Record<string, unknown>) => {
  bench.client.emit('message', webMessage(bench.client, fields))
  return bench.heard
}

describe('what it hears', () => {
  test('a text of a person', () => {
    expect(hears({ body: ' Hello ' })).toEqual([
      {
        provider: 'whatsapp_web',
        providerMessageId: 'false_15035550142@c.us_3EB0A1B2C3',
        channel: 'whatsapp',
        from: { phone: '+15035550142', whatsappId: '15035550142', name: 'Ana' },
        to: '',
        text: 'Hello',
        choiceId: null,
        media: [],
        at: new Date('2025-11-20T12:00:00Z'),
        repliesTo: null,
      },
    ])
  })

  test('somebody who hides their number by their id', () => {
    const from = '98765432100@lid'
    expect(hears({ from, id: idOf('3EB0', from) })[0]?.from).toEqual({
      phone: null,
      whatsappId: '98765432100@lid',
      name: 'Ana',
    })
  })

  test('a picture, a place and a card', () => {
    hears({ type: 'image', directPath: '/x', mimetype: 'image/jpeg', caption: 'This?', body: 'thumbnail' })
    hears({ type: 'location', lat: 45.5, lng: -122.6, body: '', loc: 'Shop' })
    hears({ type: 'vcard', body: 'BEGIN:VCARD\nFN:Ben Ray\nEND:VCARD' })
    expect(bench.heard[0]).toMatchObject({ text: 'This?', media: [{ url: null, contentType: 'image/jpeg' }] })
    expect(bench.heard[1]?.text).toMatch(/^\[location\] 45.5,-122.6/)
    expect(bench.heard[2]?.text).toBe('[contact] Ben Ray')
  })

  test.each([
    ['our own message', { id: idOf('3EB0', '15035550142@c.us', true) }],
    ['a group', { from: '1203630@g.us' }],
    ['a status', { from: 'status@broadcast' }],
    ['a notice of WhatsApp', { type: 'e2e_notification', body: '' }],
    ['a message taken back', { type: 'revoked', body: '' }],
  ])('%s is nobody speaking', (_name, fields) => {
    expect(hears(fields)).toEqual([])
  })

  test.each([
    [-1, ['failed']],
    [0, []],
    [1, ['sent']],
    [2, ['delivered']],
    [3, ['read']],
    [4, ['read']],
    [9, []],
  ])('ack %d: %j', (ack, expected) => {
    const ours = webMessage(bench.client, { id: idOf('3EB0', '15035550142@c.us', true) })
    bench.client.emit('message_ack', ours, ack)
    expect(bench.statuses.map(({ status }) => status)).toEqual(expected)
    const theirs = webMessage(bench.client, {})
    bench.client.emit('message_ack', theirs, 3)
    expect(bench.statuses).toHaveLength(expected.length)
  })
})

describe('what it says', () => {
  const to = { kind: 'phone', value: '+15035550142' } as const
  const text = { type: 'text', text: 'Hello' } as const

  test('a text to a number, and to an id', async () => {
    await bench.adapter.send(outgoing('whatsapp', to, text))
    await bench.adapter.send(outgoing('whatsapp', { kind: 'whatsapp_id', value: '987@lid' }, text))
    expect(bench.said.map(({ chat, content }) => [chat, content])).toEqual([
      ['15035550142@c.us', 'Hello'],
      ['987@lid', 'Hello'],
    ])
  })

  test('the id it answers is the one that its ack carries', async () => {
    const result = await bench.adapter.send(outgoing('whatsapp', to, text))
    bench.client.emit(
      'message_ack',
      webMessage(bench.client, { id: idOf('sent1', '15035550142@c.us', true) }),
      2,
    )
    expect(result).toMatchObject({ providerMessageId: bench.statuses[0]?.providerMessageId })
  })

  test('a picture with its caption; one that cannot be fetched waits', async () => {
    const image = (url: string) => outgoing('whatsapp', to, { type: 'image', url, caption: 'A jacket' })
    await bench.adapter.send(image('https://shop.example/a.png'))
    expect(bench.said[0]).toMatchObject({
      content: { mimetype: 'image/png' },
      options: { caption: 'A jacket' },
    })
    expect(await bench.adapter.send(image('https://shop.example/missing.png'))).toMatchObject({
      outcome: 'retry',
    })
    expect(bench.said).toHaveLength(1)
  })

  test('no number is no address', async () => {
    const nobody = outgoing('whatsapp', { kind: 'phone', value: 'not-a-number' }, text)
    expect(await bench.adapter.send(nobody)).toMatchObject({ outcome: 'rejected', reason: 'invalid_address' })
  })

  test('waits until it is connected', async () => {
    bench.client.emit('disconnected', 'NAVIGATION')
    expect(await bench.adapter.send(outgoing('whatsapp', to, text))).toMatchObject({ outcome: 'retry' })
    bench.client.emit('ready')
    expect(await bench.adapter.send(outgoing('whatsapp', to, text))).toMatchObject({ outcome: 'accepted' })
  })
})
