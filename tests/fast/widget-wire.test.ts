import fc from 'fast-check'
import { Decoder, Encoder, PacketType } from 'socket.io-parser'
import { expect, test } from 'vitest'
import { expiryOf } from '../../web-widget/chat/identity.ts'
import { parseRemembered } from '../../web-widget/chat/memory.ts'
import { afterRefusal, afterSilence, nextUnsent, type Unsent } from '../../web-widget/chat/outbox.ts'
import { choicesOf, chosenVariant, openChoice } from '../../web-widget/view/variants.ts'
import { decode, packets, silenceAllowed } from '../../web-widget/wire/packets.ts'
import { product, shellWithChoices } from '../support/widget-story.ts'

/** What Socket.IO's own parser reads out of a packet of ours. */
function readByTheServer(packet: string): unknown {
  const decoder = new Decoder()
  let read: unknown
  decoder.on('decoded', (value) => {
    read = value
  })
  decoder.add(packet.slice(1))
  return read
}

const json = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)))

test('what we send is what Socket.IO reads', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), json, fc.nat(), (name, data, id) => {
      const packet = packets.event('/chat', `x${name}`, [data], id)
      expect(readByTheServer(packet)).toMatchObject({
        type: PacketType.EVENT,
        nsp: '/chat',
        id,
        data: [`x${name}`, data],
      })
    }),
  )
  expect(readByTheServer(packets.connect('/chat', { key: 'pk' }))).toMatchObject({
    type: PacketType.CONNECT,
    data: { key: 'pk' },
  })
  expect(readByTheServer(packets.disconnect('/chat'))).toMatchObject({
    type: PacketType.DISCONNECT,
    nsp: '/chat',
  })
})

test('what Socket.IO sends is what we read', () => {
  const encoder = new Encoder()
  fc.assert(
    fc.property(json, fc.nat(), (data, id) => {
      const [event = ''] = encoder.encode({ type: PacketType.EVENT, nsp: '/chat', data: ['message', data] })
      expect(decode(String(event), '/chat')).toEqual({ kind: 'event', name: 'message', data })
      const [ack = ''] = encoder.encode({ type: PacketType.ACK, nsp: '/chat', id, data: [data] })
      expect(decode(String(ack), '/chat')).toEqual({ kind: 'ack', id, data })
    }),
  )
  const [refused = ''] = encoder.encode({
    type: PacketType.CONNECT_ERROR,
    nsp: '/chat',
    data: { message: 'no', data: { status: 401 } },
  })
  expect(decode(String(refused), '/chat')).toEqual({ kind: 'refuse', data: { status: 401 } })
})

test('what is no packet, or another namespace, is nothing and never an error', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(() => decode(text, '/chat')).not.toThrow()
      expect(() => silenceAllowed(text)).not.toThrow()
    }),
  )
  expect(decode('2/staff,["message",1]', '/chat')).toBeNull()
  expect(decode('2/chat,[broken', '/chat')).toBeNull()
  expect(silenceAllowed('0{"sid":"a","pingInterval":20000,"pingTimeout":5000}')).toEqual({
    sid: 'a',
    ms: 25000,
  })
})

test('a limit is waited out, a fault is tried three times, a refusal is final', () => {
  const problem = { type: 'about:blank', title: '' }
  expect(afterRefusal({ ...problem, status: 429, retryAfterSeconds: 7 }, 9)).toEqual({ do: 'wait', ms: 7000 })
  expect(afterRefusal({ ...problem, status: 429, retryAfterSeconds: 86_400 }, 0)).toEqual({
    do: 'wait',
    ms: 60_000,
  })
  expect(afterRefusal({ ...problem, status: 503 }, 1).do).toBe('wait')
  expect(afterRefusal({ ...problem, status: 503 }, 3).do).toBe('give_up')
  expect(afterRefusal({ ...problem, status: 413 }, 1).do).toBe('give_up')
  expect([afterSilence(2).do, afterSilence(3).do]).toEqual(['wait', 'give_up'])
})

test('messages are sent in the order they were written, past those that were given up', () => {
  const entry = (clientMessageId: string, refused = false): Unsent => ({
    clientMessageId,
    text: 'x',
    attempts: 0,
    problem: refused ? { type: 'about:blank', title: '', status: 400 } : null,
  })
  expect(nextUnsent([entry('a', true), entry('b'), entry('c')])?.clientMessageId).toBe('b')
  expect(nextUnsent([entry('a', true)])).toBeNull()
})

test('whatever stands in the page’s storage, the widget reads it or lets it go', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      const read = parseRemembered(text)
      if (read !== null) expect(Object.keys(read).sort()).toEqual(['agreed', 'outbox', 'session'])
    }),
  )
  const kept = { session: 'vs_1', agreed: true, outbox: [] }
  expect(parseRemembered(JSON.stringify(kept))).toEqual(kept)
  expect(parseRemembered('{"session":7,"outbox":[{"text":1}],"agreed":"yes"}')).toEqual({
    session: null,
    agreed: false,
    outbox: [],
  })
})

test('the expiry of an identity token is read from it; what cannot be read has expired', () => {
  const token = (claims: unknown) => `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.y`
  expect(expiryOf(token({ exp: 1_800_000_000, name: 'Zoë ?>' }))).toBe(1_800_000_000_000)
  for (const bad of ['', 'a.b.c', token({}), token(null), token({ exp: 'soon' })])
    expect(expiryOf(bad)).toBe(0)
})

test('choices lead to the one variant that has them all, and to no other', () => {
  expect(openChoice(shellWithChoices, {})).toBe('Colour')
  expect(chosenVariant(shellWithChoices, { Colour: 'Navy' })).toBeNull()
  expect(chosenVariant(shellWithChoices, { Colour: 'Navy', Size: 'M' })?.variantId).toBe('heron-navy-m')
  expect(chosenVariant(shellWithChoices, { Colour: 'Moss', Size: 'M' })).toBeNull()
  const sizes = choicesOf(shellWithChoices, { Colour: 'Moss' })[1]?.values
  expect(sizes?.filter((entry) => entry.isAvailable).map((entry) => entry.value)).toEqual(['L'])
  // the card's own choices are those of its navy variant; moss in L can be had all the same
  const narrow = { ...shellWithChoices, choices: [{ name: 'Size', values: ['S', 'M'] }] }
  expect(choicesOf(narrow, {}).map((choice) => choice.values.length)).toEqual([2, 3])
  expect(chosenVariant(narrow, { Size: 'L' })).toBeNull()
  expect(chosenVariant(narrow, { Colour: 'Moss', Size: 'L' })?.price.amount).toBe(13900)
  expect(chosenVariant(product(), {})?.variantId).toBe('heron-navy-s')
})
