import { gzipSync } from 'node:zlib'
import { Analytics } from '@segment/analytics-node'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { consentOf } from '#domain/consent/index.ts'
import { declareName, eventsOf, listSetAside } from '#domain/events/index.ts'
import {
  findByIdentifier,
  type IdentifierKind,
  identifiersOf,
  membersOf,
  signIdentityToken,
} from '#domain/identity/index.ts'
import { createApiKey, writeSettings } from '#domain/settings/index.ts'
import type { RunningServer } from '#server/index.ts'
import { openTestStore } from '../support/database.ts'
import { at, type RequestOptions, request, signedIn, startTestServer } from '../support/server.ts'

let server: RunningServer
let secret = ''
const origin = 'https://shop.example'

beforeAll(async () => {
  server = await startTestServer(await openTestStore(), { limits: { wrongKeysPerAddress: 1000 } })
  secret = (await createApiKey(server.store.db, 'secret', 'Till', new Date())).key
  await writeSettings(server.store.db, { origins: [origin] }, null, new Date())
})
afterAll(() => server.close())

const basic = (key: string) => ({ authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` })
const post = (path: string, body: unknown, headers: Record<string, string> = basic(secret)) =>
  request(`${server.url}/v1/${path}`, 'post', { body, headers })
const fromPage = (path: string, body: object, headers: Record<string, string> = {}) =>
  request(`${server.url}/v1/${path}?key=${server.publicKey}`, 'post', {
    body,
    headers: { origin, ...headers },
  })
const send = (path: string, options: RequestOptions) =>
  request(`${server.url}/v1/${path}`, 'post', {
    ...options,
    headers: { ...basic(secret), ...options.headers },
  })

async function storyOf(kind: IdentifierKind, value: string) {
  const { db } = server.store
  const customer = await findByIdentifier(db, kind, value)
  return customer ? eventsOf(db, await membersOf(db, customer.customerId), { limit: 100 }) : []
}
const search = (query: string) => ({ event: 'Products Searched', properties: { query } })

describe('keys', () => {
  test('the secret key opens as the user of HTTP basic, as a bearer token and in the body', async () => {
    const call = (key: string) => ({ ...search(key), userId: 'keys' })
    expect((await post('track', call('basic'))).body).toEqual({ success: true })
    expect((await post('track', call('bearer'), { authorization: `Bearer ${secret}` })).status).toBe(200)
    expect((await post('track', { ...call('body'), writeKey: secret }, {})).status).toBe(200)
    expect((await storyOf('user_id', 'keys')).map(({ properties }) => properties.query).sort()).toEqual([
      'basic',
      'bearer',
      'body',
    ])
  })

  test('no key, a wrong one and a revoked one are refused', async () => {
    const call = { ...search('x'), userId: 'closed' }
    const made = await createApiKey(server.store.db, 'secret', 'old', new Date())
    const admin = await signedIn(server, ['admin'])
    expect((await post('track', call, basic(made.key))).status).toBe(200)
    await admin.call('delete', `/api/keys/${made.keyId}`)
    for (const headers of [{}, basic('sk_guess'), basic(made.key), { authorization: 'Bearer' }]) {
      const answer = await post('track', call, headers)
      expect(answer.status).toBe(401)
      expect(answer.headers.get('content-type')).toContain('application/problem+json')
    }
    expect((await post('track', { ...call, writeKey: 'sk_guess' }, {})).status).toBe(401)
  })

  test('a key is kept nowhere, not even in what is set aside', async () => {
    await post('track', { event: 'Unheard Of', userId: 'u', writeKey: secret }, {})
    const [kept] = await listSetAside(server.store.db, { name: 'Unheard Of' }, 1)
    expect(kept?.body).toEqual({ event: 'Unheard Of', userId: 'u', type: 'track' })
  })

  test('what a source is called: the key’s label and the library', async () => {
    const library = { name: 'analytics-ruby', version: '2' }
    await post('track', { ...search('x'), userId: 'labelled', context: { library } })
    await post('track', { ...search('x'), userId: 'labelled' })
    const sources = (await storyOf('user_id', 'labelled')).map(({ source }) => source).sort()
    expect(sources).toEqual(['Till', 'Till · analytics-ruby'])
  })
})

describe('a batch', () => {
  test('takes the good and names the bad, which are kept', async () => {
    const batch = [
      { type: 'track', userId: 'batch', messageId: 'b1', ...search('tent') },
      { type: 'track', userId: 'batch', messageId: 'b2', event: 'product viewed' },
      { type: 'page', userId: 'batch', messageId: 'b3', name: 'Home' },
      { type: 'page', userId: 'batch', messageId: 'b1' },
      { type: 'track', messageId: 'b4', ...search('nobody') },
      null,
    ]
    const answer = await post('batch', { batch, sentAt: new Date().toISOString() })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      success: true,
      stored: 2,
      duplicates: 1,
      setAside: [
        { index: 1, messageId: 'b2', code: 'unknown_event', field: 'event' },
        { index: 4, messageId: 'b4', code: 'missing_identifier' },
        { index: 5, messageId: null, code: 'malformed' },
      ],
    })
    expect(await storyOf('user_id', 'batch')).toHaveLength(2)
  })

  test('its context and its sentAt are those of its events', async () => {
    const fast = 3_600_000
    const sentAt = new Date(Date.now() + fast)
    const timestamp = new Date(sentAt.getTime() - 60_000).toISOString()
    const batch = [{ type: 'track', userId: 'clocked', timestamp, ...search('x') }]
    await post('batch', { batch, sentAt: sentAt.toISOString(), context: { locale: 'de-DE' } })
    const [event] = await storyOf('user_id', 'clocked')
    expect(event?.context).toEqual({ locale: 'de-DE' })
    expect(Math.abs((event?.occurredAt.getTime() ?? 0) - (Date.now() - 60_000))).toBeLessThan(30_000)
  })

  test('is not for pages', async () => {
    const answer = await fromPage('batch', { batch: [] })
    expect(answer.status).toBe(401)
    expect(at(answer.body, 'detail')).toContain('secret key')
  })
})

describe('a page of the shop', () => {
  test('tells what its visitor does, and may read the answer', async () => {
    const answer = await fromPage('track', { ...search('tent'), anonymousId: 'visitor-1' })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
    expect(await storyOf('anonymous_id', 'visitor-1')).toMatchObject([{ trust: 'public', source: 'Website' }])
  })

  test('is asked for by browsers first', async () => {
    const answer = await request(`${server.url}/v1/track`, 'options', { headers: { origin } })
    expect(answer.status).toBe(204)
    expect(answer.headers.get('access-control-allow-headers')).toContain('X-Identity-Token')
  })

  test('of another site is refused', async () => {
    const call = { ...search('tent'), anonymousId: 'visitor-2' }
    const answer = await fromPage('track', call, { origin: 'https://evil.example' })
    expect(answer.status).toBe(403)
    expect(await storyOf('anonymous_id', 'visitor-2')).toEqual([])
  })

  test('may send a beacon, as text and with the key in the body', async () => {
    const rawBody = JSON.stringify({ ...search('x'), anonymousId: 'beacon', writeKey: server.publicKey })
    const headers = { origin, 'content-type': 'text/plain;charset=UTF-8' }
    const answer = await request(`${server.url}/v1/track`, 'post', { rawBody, headers })
    expect(answer.status).toBe(200)
    expect(await storyOf('anonymous_id', 'beacon')).toHaveLength(1)
  })

  test('says who somebody is with a signed token alone', async () => {
    const identify = { anonymousId: 'visitor-3', userId: 'member-3', traits: { favourite_colour: 'green' } }
    const refused = await fromPage('identify', identify)
    expect(refused.status).toBe(403)
    expect(at(refused.body, 'detail')).toContain('identity token')
    const { identity } = server.house.secrets
    const token = await signIdentityToken(identity, { sub: 'member-3', email: 'm3@example.com' }, new Date())
    const forged = await signIdentityToken('x'.repeat(40), { sub: 'member-3' }, new Date())
    expect((await fromPage('identify', identify, { 'x-identity-token': forged })).status).toBe(401)
    expect(
      (await fromPage('identify', { ...identify, userId: 'boss' }, { 'x-identity-token': token })).status,
    ).toBe(403)
    expect((await fromPage('identify', identify, { 'x-identity-token': token })).status).toBe(200)
    const { db } = server.store
    const customer = await findByIdentifier(db, 'user_id', 'member-3')
    const known = await identifiersOf(db, await membersOf(db, customer?.customerId ?? ''))
    expect(known.map(({ kind, value }) => `${kind} ${value}`).sort()).toEqual([
      'anonymous_id visitor-3',
      'user_id member-3',
    ])
  })

  test('global privacy control is kept with the event, and its one value is 1', async () => {
    await fromPage('page', { anonymousId: 'private' }, { 'sec-gpc': '1' })
    await fromPage('page', { anonymousId: 'open' }, { 'sec-gpc': '0' })
    expect((await storyOf('anonymous_id', 'private'))[0]?.context).toMatchObject({ gpc: true })
    expect((await storyOf('anonymous_id', 'open'))[0]?.context).not.toHaveProperty('gpc')
  })
})

describe('bad input', () => {
  const userId = 'bad'

  test('malformed JSON, a wrong shape and a wrong type are told', async () => {
    const malformed = await send('track', { rawBody: '{"event": "Cart Viewed", ' })
    expect([malformed.status, at(malformed.body, 'detail')]).toEqual([400, 'The body is not valid JSON.'])
    for (const body of [[], 'x', 7, null]) expect((await post('track', body)).status).toBe(400)
    const noList = await post('batch', { batch: {} })
    expect(noList.body).toMatchObject({ status: 400, errors: [{ path: 'batch' }] })
    const type = { 'content-type': 'application/xml' }
    expect((await send('track', { rawBody: '<x/>', headers: type })).status).toBe(415)
    const packed = { 'content-encoding': 'br' }
    expect((await send('track', { rawBody: 'x', headers: packed })).status).toBe(415)
  })

  test('an unknown event is refused with the likely name, and kept', async () => {
    const answer = await post('track', { userId, event: 'Order Complete', messageId: 'slip' })
    expect(answer.status).toBe(400)
    expect(at(answer.body, 'detail')).toContain('did you mean “Order Completed”?')
    const [kept] = await listSetAside(server.store.db, { name: 'Order Complete' }, 1)
    expect(at(answer.body, 'detail')).toContain(kept?.setAsideId)
  })

  test('a clock ten years ahead is refused and the event kept', async () => {
    const timestamp = new Date(Date.now() + 10 * 365 * 86_400_000).toISOString()
    const answer = await post('track', { userId, timestamp, ...search('future') })
    expect(answer.body).toMatchObject({ status: 400, errors: [{ path: 'timestamp' }] })
    expect(await listSetAside(server.store.db, { code: 'clock_ahead' }, 5)).toHaveLength(1)
  })

  test('an identifier of 10 KB is refused', async () => {
    const answer = await post('track', { userId: 'x'.repeat(10_240), ...search('x') })
    expect(answer.body).toMatchObject({ status: 400, errors: [{ path: 'userId' }] })
  })

  test('a body of 10 MB, a batch of 501 KB and an event of 33 KB are too large, packed too', async () => {
    const ofSize = (bytes: number) => ({ userId, ...search('x'.repeat(bytes)) })
    expect((await post('track', ofSize(10 * 1024 * 1024))).status).toBe(413)
    expect((await post('track', ofSize(33 * 1024))).status).toBe(413)
    const events = Array.from({ length: 501 }, () => ({ type: 'track', ...ofSize(1024) }))
    expect((await post('batch', { batch: events })).status).toBe(413)
    const bomb = gzipSync(JSON.stringify({ batch: events }))
    expect(bomb.length).toBeLessThan(50_000)
    const answer = await fetch(`${server.url}/v1/batch`, {
      method: 'POST',
      headers: { ...basic(secret), 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: new Uint8Array(bomb),
    })
    expect(answer.status).toBe(413)
    const big = await post('batch', { batch: [{ type: 'track', ...ofSize(33 * 1024) }] })
    expect(big.body).toMatchObject({ success: true, setAside: [{ index: 0, code: 'too_large' }] })
  })

  test('a packed body is opened', async () => {
    const body = new Uint8Array(gzipSync(JSON.stringify({ userId: 'packed', ...search('x') })))
    const headers = { ...basic(secret), 'content-type': 'application/json', 'content-encoding': 'gzip' }
    expect((await fetch(`${server.url}/v1/track`, { method: 'POST', headers, body })).status).toBe(200)
    expect(await storyOf('user_id', 'packed')).toHaveLength(1)
  })

  test('nothing that was sent is executed, and nothing of ours is told', async () => {
    const nasty = `'); drop table events; -- <img src=x onerror=alert(1)>`
    const answer = await post('track', { userId: nasty, event: nasty, properties: { query: nasty } })
    expect(answer.status).toBe(400)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    const { rows } = await sql<{ there: boolean }>`
      select to_regclass('events') is not null as there`.execute(server.store.db)
    expect(rows).toEqual([{ there: true }])
  })
})

describe('Segment’s own client', () => {
  test('works unchanged: every call, its batches, and once each', async () => {
    const failures: unknown[] = []
    const analytics = new Analytics({
      writeKey: secret,
      host: server.url,
      flushAt: 4,
      flushInterval: 50,
      maxRetries: 0,
    })
    analytics.on('error', (error) => failures.push(error))
    const userId = 'segment-1'
    const anonymousId = 'segment-anon'
    analytics.identify({ userId, anonymousId, traits: { email: 's1@example.com', plan: 'gold' } })
    analytics.track({ userId, event: 'Product Viewed', properties: { product_id: 'tent', price: 99 } })
    analytics.track({
      userId,
      event: 'Order Completed',
      properties: {
        order_id: 'SEG-1',
        total: 99,
        currency: 'USD',
        products: [{ product_id: 'tent', price: 99 }],
      },
      timestamp: new Date(Date.now() - 86_400_000),
    })
    analytics.page({ userId, name: 'Home', properties: { path: '/' } })
    analytics.screen({ userId, name: 'Basket' })
    analytics.group({ userId, groupId: 'family-1', traits: { name: 'Strand' } })
    analytics.alias({ userId, previousId: 'segment-old' })
    for (let time = 0; time < 2; time++)
      analytics.track({ userId, event: 'Cart Viewed', properties: {}, messageId: 'segment-twice' })
    await analytics.closeAndFlush({ timeout: 10_000 })
    expect(failures).toEqual([])
    const story = await storyOf('user_id', userId)
    expect(story.map(({ name }) => name).sort()).toEqual([
      'Cart Viewed',
      'Customer Aliased',
      'Customer Identified',
      'Group Joined',
      'Order Completed',
      'Page Viewed',
      'Product Viewed',
      'Screen Viewed',
    ])
    expect(new Set(story.map(({ source }) => source))).toEqual(new Set(['Till · @segment/analytics-node']))
    const { db } = server.store
    const customer = await findByIdentifier(db, 'email', 's1@example.com')
    const known = await identifiersOf(db, await membersOf(db, customer?.customerId ?? ''))
    expect(known.map(({ value }) => value).sort()).toEqual([
      's1@example.com',
      'segment-1',
      'segment-anon',
      'segment-old',
    ])
  })

  test('is told of a wrong key', async () => {
    const failures: unknown[] = []
    const analytics = new Analytics({ writeKey: 'sk_no', host: server.url, flushAt: 1, maxRetries: 0 })
    analytics.on('error', (error) => failures.push(error))
    analytics.track({ userId: 'nobody', event: 'Cart Viewed' })
    await analytics.closeAndFlush({ timeout: 10_000 })
    expect(failures).toHaveLength(1)
  })
})

describe('the staff api', () => {
  test('shows sources, declares a name and replays what waited for it', async () => {
    const crm = await signedIn(server, ['crm'], 'Lea')
    const call = { userId: 'declared', event: 'Knife Sharpened', messageId: 'knife' }
    expect((await post('track', call)).status).toBe(400)
    const before = await crm.call('get', '/api/events/set-aside?name=Knife%20Sharpened')
    expect(at(before.body, 'events', 0, 'body', 'userId')).toBe('declared')
    expect((await crm.call('post', '/api/event-names', { body: { name: 'Knife Sharpened' } })).status).toBe(
      201,
    )
    const replayed = await crm.call('post', '/api/events/set-aside/replay', {
      body: { name: 'Knife Sharpened' },
    })
    expect(replayed.body).toEqual({ tried: 1, stored: 1, duplicate: 0, refused: 0 })
    expect((await post('track', { ...call, messageId: 'second' })).status).toBe(200)
    expect(await storyOf('user_id', 'declared')).toHaveLength(2)
    const sources = await crm.call('get', '/api/sources')
    const till = at(sources.body, 'sources')
    expect(Array.isArray(till) && till.map((each) => at(each, 'source'))).toContain('Till')
    expect((await crm.call('delete', '/api/event-names/Knife%20Sharpened')).status).toBe(204)
    const associate = await signedIn(server, ['associate'], 'Jonas')
    expect((await associate.call('get', '/api/events/set-aside')).status).toBe(403)
  })
})

describe('hostile names and depths', () => {
  test('a trait may be called like a part of every object', async () => {
    const traits = JSON.parse('{"constructor":"a","toString":"b","__proto__":"c","shoeSize":"42"}')
    expect((await post('identify', { userId: 'proto', traits })).body).toEqual({ success: true })
    const answers = [{ question: 'Which?', trait: 'constructor', answer: 'd' }]
    const quiz = { event: 'Quiz Completed', anonymousId: 'proto-page', properties: { answers } }
    expect((await fromPage('track', quiz)).body).toEqual({ success: true })
  })

  test('an event nested without end is set aside alone, and a page brings nothing down with one', async () => {
    const lists = '['.repeat(20_000) + ']'.repeat(20_000)
    const deep = `{"type":"track","event":"Products Searched","anonymousId":"deep","properties":{"query":${lists}}}`
    const good = JSON.stringify({ type: 'track', ...search('beside'), userId: 'beside-deep' })
    const sent = await fetch(`${server.url}/v1/batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...basic(secret) },
      body: `{"batch":[${good},${deep}]}`,
    })
    expect([sent.status, await sent.json()]).toMatchObject([
      200,
      { stored: 1, setAside: [{ index: 1, code: 'too_deep' }] },
    ])
    const page = await fetch(`${server.url}/v1/track?key=${server.publicKey}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: deep,
    })
    expect(page.status).toBe(400)
  })

  test('what waited to be tried again keeps its type, and that its browser asked not to be tracked', async () => {
    const wish = { event: 'Wish Whispered', anonymousId: 'gpc-page' }
    expect((await fromPage('track', wish, { 'sec-gpc': '1' })).status).toBe(400)
    const { db } = server.store
    await declareName(db, { name: 'Wish Whispered', note: '', by: null }, new Date())
    server.house.events.namesChanged()
    expect(await server.house.events.replay({ name: 'Wish Whispered' })).toMatchObject({ stored: 1 })
    const customer = await findByIdentifier(db, 'anonymous_id', 'gpc-page')
    const { lines } = await consentOf(db, customer?.customerId ?? '')
    expect(
      lines.find(({ channel, purpose }) => channel === 'web' && purpose === 'personalisation'),
    ).toMatchObject({ state: 'denied', source: 'gpc' })
    expect((await post('identify', { userId: 'unknown', traits: {} })).status).toBe(400)
    const [aside] = await listSetAside(db, { code: 'blocked_identifier' }, 10)
    expect(aside?.body).toMatchObject({ userId: 'unknown', type: 'identify' })
  })

  test('a position is taken out however deep it lies', async () => {
    const at = { latitude: 52.5, longitude: 13.4 }
    const properties = { query: 'near', found: { place: { ...at, city: 'B' } }, stops: ['a', { pos: [at] }] }
    await fromPage('track', { event: 'Products Searched', anonymousId: 'deep-gps', properties })
    const [event] = await storyOf('anonymous_id', 'deep-gps')
    expect(event?.properties).toEqual({
      query: 'near',
      found: { place: { city: 'B' } },
      stops: ['a', { pos: [{}] }],
    })
  })
})
