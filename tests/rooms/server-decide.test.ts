import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { memberWith, signIdentityToken } from '#domain/identity/index.ts'
import { writeSettings } from '#domain/settings/index.ts'
import { removeVariant, saveSlot, saveVariant, writeSlotRules } from '#domain/slots/index.ts'
import { importProducts, productInput, upsertStores } from '#knowledge/catalog/index.ts'
import type { RunningServer } from '#server/index.ts'
import { connectShopper } from '../support/chat-client.ts'
import { writeCityFile } from '../support/city-file.ts'
import { openTestStore } from '../support/database.ts'
import { type Answer, at, eventually, request, startTestServer } from '../support/server.ts'

let server: RunningServer
const origin = 'https://shop.example'
const now = new Date()
const folder = mkdtempSync(join(tmpdir(), 'rapport-decide-'))

beforeAll(async () => {
  const cities = join(folder, 'cities.mmdb')
  const hamburg = { city: { names: { en: 'Hamburg' } }, country: { iso_code: 'DE' } }
  writeCityFile(cities, { '81.2.69.0/24': hamburg })
  const env = { LOG_LEVEL: 'silent', GEOIP_FILE: cities, TRUST_PROXY: '1' }
  server = await startTestServer(await openTestStore(), { env })
  const { db } = server.store
  await writeSettings(db, { origins: [origin] }, null, now)
  const goods = ['lamp', 'rug', 'mug'].map((productId) =>
    productInput.parse({
      productId,
      title: `A ${productId}`,
      url: `/products/${productId}`,
      variants: [
        {
          variantId: `${productId}-1`,
          price: { amount: 4900, currency: 'USD' },
          available: true,
          stockOnline: 3,
        },
      ],
    }),
  )
  await importProducts(db, goods, { source: 'test', now })
  await upsertStores(
    db,
    [
      {
        storeId: 'h',
        name: 'Hamburg',
        address: 'Jungfernstieg 1',
        city: 'Hamburg',
        country: 'DE',
        timeZone: 'Europe/Berlin',
      },
    ],
    'test',
    now,
  )
  await saveSlot(
    db,
    { name: 'home_hero', place: 'Top', kind: 'hero', defaultContent: { title: 'For everybody' } },
    null,
    now,
  )
  await saveSlot(
    db,
    {
      name: 'home_row_1',
      place: 'Below',
      kind: 'row',
      defaultContent: { title: 'Shelves', row: { row: 'new', limit: 2 } },
    },
    null,
    now,
  )
  await saveVariant(
    db,
    'home_hero',
    { name: 'Back', audience: { visitor: 'returning' }, content: { title: 'Welcome back' } },
    { staffId: null },
    now,
  )
  await saveVariant(
    db,
    'home_hero',
    { name: 'Phones', audience: { devices: ['phone'] }, content: { title: 'On a phone' } },
    { staffId: null },
    now,
  )
  await saveVariant(
    db,
    'home_hero',
    { name: 'Hamburg', audience: { cities: ['Hamburg'] }, content: { title: 'Moin' } },
    { staffId: null },
    now,
  )
  await server.house.recommender.follow()
  await server.house.slots.follow()
  await server.house.recentSettings.refresh()
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const post = (body: object, headers: Record<string, string> = {}, key = server.publicKey) =>
  request(`${server.url}/v1/decide?key=${key}`, 'post', {
    body: { page: { path: '/' }, ...body },
    headers: { origin, ...headers },
  })
const hero = (answer: Answer) => at(answer.body, 'slots', 'home_hero', 'content', 'title')
const shownTo = async (customerId: string) => {
  await server.house.slots.exposures.flush()
  const { rows } = await sql<{ slot: string; path: string }>`select slot, path from slot_exposures
    where customer_id = ${customerId} order by slot`.execute(server.store.db)
  return rows
}
/** Somebody who came a week ago, and may be known by the rules of the United States. */
async function returning(anonymousId: string): Promise<string> {
  const { take } = server.house.events
  const timestamp = new Date(now.getTime() - 7 * 86_400_000)
  const call = {
    type: 'track',
    event: 'Product Viewed',
    messageId: `m-${anonymousId}`,
    anonymousId,
    timestamp: timestamp.toISOString(),
    properties: { product_id: 'lamp' },
  }
  await take([call], { trust: 'secret', source: 'test', receivedAt: timestamp, sentAt: null, proof: null })
  const id = await memberWith(server.store.db, 'anonymous_id', anonymousId)
  const address = JSON.stringify({ country: 'US' })
  await sql`update customers set created_at = ${timestamp}, address = ${address}::jsonb where customer_id = ${id}`.execute(
    server.store.db,
  )
  return id ?? ''
}

/** An account of the United States that is a day old; answers its identity token. */
async function account(userId: string): Promise<string> {
  const { db } = server.store
  const call = { type: 'identify', messageId: userId, userId, traits: { address: { country: 'US' } } }
  const origin = { trust: 'secret', source: 'test', receivedAt: now, sentAt: null, proof: null } as const
  await server.house.events.take([call], origin)
  const id = await memberWith(db, 'user_id', userId)
  await sql`update customers set created_at = ${new Date(now.getTime() - 86_400_000)}, address = '{"country":"US"}'::jsonb where customer_id = ${id}`.execute(
    db,
  )
  return signIdentityToken(server.house.secrets.identity, { sub: userId }, new Date())
}

describe('a page asks for its slots', () => {
  test('and is told what stands there, why, and as markup', async () => {
    const answer = await post({ slots: ['home_row_1', 'home_hero', 'not_there'] })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      decisionId: expect.stringMatching(/^dec_/),
      segmentKey: 'm1.device=desktop',
      late: false,
      store: null,
      slots: {
        home_hero: {
          variantId: null,
          kind: 'hero',
          isDefault: true,
          reason: { code: 'default' },
          content: { title: 'For everybody' },
          html: expect.stringContaining('rapport-slot-hero'),
        },
        home_row_1: { kind: 'row', content: { row: { products: [{ price: { amount: 4900 } }, {}] } } },
      },
    })
    expect(Object.keys(Object(at(answer.body, 'slots')))).toEqual(['home_row_1', 'home_hero'])
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  test('its device and city count without a word of the page', async () => {
    const phone = await post({}, { 'user-agent': 'Mozilla/5.0 (iPhone) Mobile/15E148' })
    expect(hero(phone)).toBe('On a phone')
    const there = await post({}, { 'x-forwarded-for': '81.2.69.144' })
    expect(hero(there)).toBe('Moin')
    expect(at(there.body, 'slots', 'home_hero', 'reason', 'text')).toBe('Because you seem to be in Hamburg.')
    expect(at(there.body, 'store')).toEqual({ storeId: 'h', name: 'Hamburg', city: 'Hamburg' })
  })

  test.each([
    ['no page', { page: undefined }, 'page'],
    ['a slot’s name that cannot be', { slots: ['No Such'] }, 'slots.0'],
    ['a path without end', { page: { path: 'x'.repeat(2001) } }, 'page.path'],
  ])('%s is refused by its field', async (_, body, path) => {
    const answer = await post(body)
    expect(answer.status).toBe(400)
    expect(at(answer.body, 'errors', 0, 'path')).toBe(path)
  })

  test('a wrong key, another origin and a bad token are refused', async () => {
    expect((await post({}, {}, 'pk_wrong')).status).toBe(401)
    expect((await post({}, { origin: 'https://elsewhere.example' })).status).toBe(403)
    expect((await post({}, { 'x-identity-token': 'a.b.c' })).status).toBe(401)
    expect((await request(`${server.url}/v1/decide`, 'options', { headers: { origin } })).status).toBe(204)
  })
})

describe('what is known of the visitor', () => {
  test('is used where it may be, and what was shown is kept under their record', async () => {
    const id = await returning('anna')
    expect(hero(await post({ anonymousId: 'anna', page: { path: '/?secret=1' } }))).toBe('Welcome back')
    expect(await shownTo(id)).toEqual([
      { slot: 'home_hero', path: '/' },
      { slot: 'home_row_1', path: '/' },
    ])
  })

  test('is not used against the page’s word or Global Privacy Control, which also keeps it from being written', async () => {
    const id = await returning('bert')
    expect(
      hero(await post({ anonymousId: 'bert', consent: { personalisation: false, tracking: false } })),
    ).toBe('For everybody')
    expect(hero(await post({ anonymousId: 'bert' }, { 'sec-gpc': '1' }))).toBe('For everybody')
    expect(await shownTo(id)).toEqual([])
  })

  test('a yes of the page gives nothing that the ledger does not have', async () => {
    const id = await returning('carl')
    await sql`update customers set address = '{"country":"DE"}'::jsonb where customer_id = ${id}`.execute(
      server.store.db,
    )
    server.house.slots.visitors.forget([id])
    expect(hero(await post({ anonymousId: 'carl', consent: { personalisation: true } }))).toBe(
      'For everybody',
    )
  })

  test('a no that arrives as an event counts with the next page', async () => {
    await returning('dora')
    expect(hero(await post({ anonymousId: 'dora' }))).toBe('Welcome back')
    const withdrawn = {
      event: 'Consent Withdrawn',
      anonymousId: 'dora',
      properties: { channel: 'web', purpose: 'personalisation' },
    }
    const told = await request(`${server.url}/v1/track?key=${server.publicKey}`, 'post', {
      body: withdrawn,
      headers: { origin },
    })
    expect(told.status).toBe(200)
    expect(hero(await post({ anonymousId: 'dora' }))).toBe('For everybody')
  })

  test('an identity token names the account; without one the browser is all there is', async () => {
    const token = await account('user-eva')
    expect(hero(await post({}, { 'x-identity-token': token }))).toBe('Welcome back')
    expect(hero(await post({ anonymousId: 'user-eva' }))).toBe('For everybody')
  })

  test('where consent has to be asked for, nothing is written of anybody without it', async () => {
    const id = await returning('fred')
    await writeSettings(server.store.db, { consentRequired: true }, null, now)
    await server.house.recentSettings.refresh()
    await post({ anonymousId: 'fred' })
    expect(await shownTo(id)).toEqual([])
    await post({ anonymousId: 'fred', consent: { tracking: true } })
    expect(await shownTo(id)).toHaveLength(2)
    await writeSettings(server.store.db, { consentRequired: false }, null, now)
    await server.house.recentSettings.refresh()
  })

  test('what comes after the deadline is done without, said so, and there the next time', async () => {
    await returning('gina')
    const { db } = server.store
    await writeSlotRules(db, { deadlineMs: 20 }, null, now)
    await server.house.slots.follow()
    await server.house.keys.find(server.publicKey) // remembered for a second
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const busy = db.transaction().execute(() => held) // PGlite is one connection: nobody reads meanwhile
    const late = await post({ anonymousId: 'gina' })
    expect(late.body).toMatchObject({ late: true })
    expect(hero(late)).toBe('For everybody')
    release()
    await busy
    await eventually(async () => expect(hero(await post({ anonymousId: 'gina' }))).toBe('Welcome back'))
  })

  test('a database that stands still holds up no page, however long ago the key was looked at', async () => {
    const { db } = server.store
    await post({})
    await setTimeout(1100) // longer than a key is remembered
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const busy = db.transaction().execute(() => held) // PGlite is one connection: nobody reads meanwhile
    const inTime = (answer: Promise<Answer>) => Promise.race([answer, setTimeout(2000, null)])
    const page = await inTime(post({}))
    const edge = await inTime(
      request(`${server.url}/v1/slots?key=${server.publicKey}&slots=home_hero`, 'get', {}),
    )
    release()
    await busy
    expect([page?.status, edge?.status]).toEqual([200, 200])
  })

  test('a no that is said in a conversation counts at once', { timeout: 20_000 }, async () => {
    const token = await account('user-hugo')
    const signed = { 'x-identity-token': token }
    expect(hero(await post({}, signed))).toBe('Welcome back')
    const shopper = await connectShopper(server, { identityToken: token, origin })
    await shopper.send('don’t personalise anything')
    await eventually(() => shopper.heard.some(({ sender }) => sender === 'agent'))
    shopper.close()
    // long before what was read of them would have grown old
    await eventually(async () => hero(await post({}, signed)) === 'For everybody')
  })
})

describe('an edge keeps what a segment key is shown', () => {
  const read = (segment: string, headers: Record<string, string> = {}) =>
    request(
      `${server.url}/v1/slots?key=${server.publicKey}&segment=${encodeURIComponent(segment)}&slots=home_hero&path=/`,
      'get',
      { headers },
    )

  test('without anything personal, for any page, until it changes', async () => {
    const first = await read('m1.visitor=returning.device=desktop', { origin })
    expect(hero(first)).toBe('Welcome back')
    expect(first.headers.get('cache-control')).toContain('s-maxage=60')
    expect(first.headers.get('vary')).toBeNull()
    expect(first.headers.get('access-control-allow-origin')).toBe('*')
    expect(Object.keys(Object(first.body)).sort()).toEqual(['segmentKey', 'slots'])
    const again = await read('m1.visitor=returning.device=desktop', {
      'if-none-match': first.headers.get('etag') ?? '',
    })
    expect(again.status).toBe(304)
  })

  test('a key from before a change, or none, is answered with the default', async () => {
    const made = await saveVariant(
      server.store.db,
      'home_hero',
      { name: 'Rome', audience: { cities: ['Rome'] }, content: { title: 'Ciao' } },
      { staffId: null },
      now,
    )
    await server.house.slots.follow()
    expect(hero(await read('m1.device=desktop.city=rome'))).toBe('Ciao')
    await removeVariant(server.store.db, 'home_hero', made.variantId, null, now)
    await server.house.slots.follow()
    expect(hero(await read('m1.device=phone.city=rome'))).toBe('For everybody')
    expect(hero(await read('nonsense'))).toBe('For everybody')
  })
})
