import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordConsent } from '#domain/consent/index.ts'
import { approveContent, saveContent } from '#domain/content/index.ts'
import { exposuresOf } from '#domain/experiments/index.ts'
import { createCustomer } from '#domain/identity/index.ts'
import { saveOffer, setOfferStatus } from '#domain/offers/index.ts'
import { createApiKey } from '#domain/settings/index.ts'
import { saveSlot, saveVariant } from '#domain/slots/index.ts'
import type { RunningServer } from '#server/index.ts'
import { openTestStore } from '../support/database.ts'
import { journeyOf } from '../support/journey-definition.ts'
import { addClient, noon, openOutreachShop } from '../support/outreach-shop.ts'
import { at, request, type StaffClient, signedIn, startTestServer } from '../support/server.ts'

let now = noon
let server: RunningServer
let jonas: StaffClient
let crm: StaffClient
let mia: StaffClient

beforeAll(async () => {
  server = await startTestServer(await openTestStore('pglite'), {
    clock: () => now,
    env: { LOG_LEVEL: 'error' },
  })
  const { house } = server
  const { db } = house
  await openOutreachShop(db, noon)
  await house.search.refresh()
  await house.recommender.follow()
  jonas = await signedIn(server, ['associate'], 'Jonas')
  crm = await signedIn(server, ['crm'], 'Carl')
  mia = await signedIn(server, ['support'], 'Mia')
  const draft = await saveContent(
    db,
    {
      name: 'hello',
      title: 'Hello',
      purpose: 'marketing',
      languages: ['en'],
      channels: ['email', 'sms', 'web'],
      subject: { en: 'It is back' },
      short: { en: 'Fellside: it is back {{link}} {{opt_out}}' },
      modules: [
        { type: 'text', key: 'words', text: { en: 'The lantern you asked for is back.' } },
        {
          type: 'button',
          key: 'go',
          label: { en: 'See it' },
          target: { to: 'page', path: '/', app: false },
        },
      ],
    },
    { staffId: null },
    noon,
  )
  await approveContent(db, draft, null, noon)
  const { customerId } = await addClient(db, {}, noon) // a journey for nobody cannot be switched on
  await mayHear(customerId)
  const [step] = journeyOf().steps
  if (!step) throw new Error('a journey has a step')
  await house.journeys.save(
    journeyOf({
      name: 'lantern',
      title: 'The lantern is back',
      triggers: [{ type: 'event', name: 'Product Viewed' }],
      steps: [{ ...step, afterHours: 48 }],
    }),
    null,
    noon,
  )
  await house.journeys.switchOn('lantern', null, noon, { confirmEverybody: true })
  await house.journeys.round(noon)
}, 60_000)
afterAll(() => server.close())

async function mayHear(customerId: string): Promise<void> {
  for (const channel of ['sms', 'email', 'web'] as const)
    for (const purpose of ['marketing', 'personalisation'] as const)
      await recordConsent(
        server.house.db,
        { customerId, channel, purpose, state: 'granted', source: 'test', evidence: 'said so', at: now },
        now,
      )
}

/** Somebody to whom the journey will speak in two days. */
async function awaited(): Promise<string> {
  const { customerId, email } = await addClient(server.house.db, {}, now)
  await looked(customerId, { anonymousId: email, context: { traits: { email } } })
  return customerId
}

/** They look at the lantern: that begins the journey. */
async function looked(customerId: string, who: object): Promise<void> {
  await mayHear(customerId)
  const { key } = await createApiKey(server.house.db, 'secret', 'Shop', now)
  const event = {
    event: 'Product Viewed',
    properties: { product_id: 'glow' },
    ...who,
  }
  const answer = await request(`${server.url}/v1/track`, 'post', {
    headers: { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` },
    body: event,
  })
  if (answer.status !== 200) throw new Error(JSON.stringify(answer))
  now = new Date(now.getTime() + 60_000)
  await server.house.journeys.round(now)
}

const next = (customerId: string, as = jonas) => as.call('get', `/api/customers/${customerId}/next`)

test('an associate is told what to do next, with every gate, and what a message may begin with', async () => {
  const customerId = await awaited()
  const { status, body } = await next(customerId)
  expect(status).toBe(200)
  expect(at(body, 'best')).toMatchObject({ source: 'journey', title: 'The lantern is back', hasOffer: false })
  const prepared = at(body, 'best', 'prepared')
  expect(JSON.stringify(prepared)).not.toMatch(/https?:|\/l\//)
  expect(JSON.stringify(at(body, 'best', 'gates'))).toContain('consent')
  // looking puts nobody into an experiment
  expect(await exposuresOf(server.house.db, [customerId])).toEqual([])
  expect((await next(customerId, crm)).status).toBe(200)
  expect((await next(customerId, mia)).status).toBe(403)
  expect((await next('cus_nobody')).status).toBe(404)
})

test('the site shows it to the one it is for, from memory, and no more once they say no', async () => {
  const { house } = server
  const { db } = house
  await saveSlot(
    db,
    { name: 'home_hero', place: 'Top', kind: 'hero', defaultContent: { title: 'For everybody' } },
    null,
    now,
  )
  await saveVariant(db, 'home_hero', { name: 'Next', content: { next: true } }, { staffId: null }, now)
  await house.slots.follow()
  const anonymousId = 'the browser of somebody'
  const identifiers = [{ kind: 'anonymous_id' as const, value: anonymousId }]
  const { customerId } = await createCustomer(db, { identifiers, source: 'test' }, now)
  await looked(customerId, { anonymousId })
  const { key } = await createApiKey(db, 'secret', 'Site', now)
  const look = async (whose: string) => {
    const body = { anonymousId: whose, page: { path: '/' } }
    const headers = { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` }
    const answer = await request(`${server.url}/v1/decide`, 'post', { headers, body })
    await house.nextOnSite.settled()
    return at(answer.body, 'slots', 'home_hero')
  }
  await house.slots.visitors.read({ ...nowhere, anonymousId })
  expect(await look(anonymousId)).toMatchObject({ isDefault: true })
  expect(await look(anonymousId)).toMatchObject({
    reason: { code: 'next_best' },
    content: { text: 'The lantern you asked for is back.', link: { label: 'See it' } },
  })
  expect(await look('a stranger')).toMatchObject({ isDefault: true })
  const no = { customerId, channel: 'web', purpose: 'personalisation', state: 'denied' } as const
  await recordConsent(db, { ...no, source: 'test', evidence: 'said so', at: now }, now)
  house.slots.visitors.forget([customerId])
  await house.slots.visitors.read({ ...nowhere, anonymousId })
  expect(await look(anonymousId)).toMatchObject({ isDefault: true })
})

const nowhere = { userId: null, country: null, region: null }

test('an offer they may have stands there without a code', async () => {
  const { db } = server.house
  const offer = await saveOffer(
    db,
    {
      name: 'ten',
      title: 'Ten off',
      kind: 'percent',
      value: 10,
      currency: 'USD',
      marginFloor: null,
      validDays: 14,
    },
    { by: null },
    now,
  )
  await setOfferStatus(db, offer.offerId, 'live', null, now)
  const { customerId } = await addClient(db, {}, now)
  const { body } = await next(customerId)
  expect(at(body, 'best')).toMatchObject({ source: 'offer', hasOffer: true, prepared: { text: '' } })
})
