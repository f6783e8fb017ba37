import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordConsent } from '#domain/consent/index.ts'
import { customerInput, findByIdentifier, upsertCustomers } from '#domain/identity/index.ts'
import { slotCounts } from '#domain/slots/index.ts'
import type { RunningServer } from '#server/index.ts'
import { openTestStore } from '../support/database.ts'
import { type Answer, at, type StaffClient, signedIn, startTestServer } from '../support/server.ts'

let server: RunningServer
let lea: StaffClient
let mia: StaffClient

const hero = {
  name: 'home_hero',
  place: 'At the top of the home page',
  kind: 'hero',
  defaultContent: { title: 'For everybody' },
}
const onPhones = { name: 'Phones', audience: { devices: ['phone'] }, content: { title: 'On the go' } }
const fromInsta = {
  name: 'From Instagram',
  audience: { referrers: ['instagram.com'] },
  content: { title: 'You <saw> it' },
}

beforeAll(async () => {
  server = await startTestServer(await openTestStore())
  lea = await signedIn(server, ['crm'], 'Lea')
  mia = await signedIn(server, ['admin'], 'Mia')
  await upsertCustomers(
    server.store.db,
    [
      customerInput.parse({ userId: 'u-yes', name: 'Ann' }),
      customerInput.parse({ userId: 'u-de', name: 'Bea' }),
      customerInput.parse({ email: 'mail@example.com', name: 'Cy' }),
    ],
    'customer file',
    new Date(),
  )
  await recordConsent(
    server.store.db,
    {
      customerId: await idOf('user_id', 'u-yes'),
      channel: 'web',
      purpose: 'personalisation',
      state: 'granted',
      source: 'banner',
      evidence: 'test',
    },
    new Date(),
  )
  await lea.call('post', '/api/slots', { body: hero })
})
afterAll(() => server.close())

const add = (body: unknown): Promise<Answer> => lea.call('post', '/api/slots/home_hero/variants', { body })
const page = async () => (await lea.call('get', '/api/slots/home_hero')).body
const idOf = async (kind: 'user_id' | 'email', value: string) =>
  (await findByIdentifier(server.store.db, kind, value))?.customerId ?? ''
const preview = (views: unknown[], path = '/') =>
  lea.call('post', '/api/slots/preview', { body: { views, page: { path }, slots: ['home_hero'] } })
const stranger = (fields: object) => ({ who: 'stranger', stranger: fields })

describe('slots of the console', () => {
  test('a name that is taken is a conflict, and nothing of the slot changes', async () => {
    const answer = await lea.call('post', '/api/slots', { body: { ...hero, place: 'Elsewhere' } })
    expect(answer.status).toBe(409)
    expect(at(await page(), 'slot', 'place')).toBe(hero.place)
  })

  test('a variant that is wrong says which field, in the form’s own path', async () => {
    const wrong = await add({
      name: 'Wrong',
      audience: { segments: ['seg_none'] },
      content: { link: { label: 'Go', url: 'javascript:alert(1)' } },
    })
    expect(wrong.status).toBe(400)
    expect(JSON.stringify(at(wrong.body, 'errors'))).toContain('content.link.url')
    const nobody = await add({
      name: 'Nobody',
      audience: { segments: ['seg_none'] },
      content: { title: 'A' },
    })
    expect(at(nobody.body, 'errors', 0, 'path')).toBe('audience.segments.0')
  })

  test('the first variant that fits stands there, in the order that is set, until it is off', async () => {
    const phones = String(at((await add(onPhones)).body, 'variantId'))
    const insta = String(at((await add(fromInsta)).body, 'variantId'))
    const both = stranger({ device: 'phone', referrer: 'instagram.com' })
    const shown = async () => at((await preview([both])).body, 'views', 0, 'slots', 0)
    expect(await shown()).toMatchObject({ variantName: 'Phones', reason: { code: 'device' } })
    const order = await lea.call('put', '/api/slots/home_hero/order', {
      body: { variantIds: [insta, phones] },
    })
    expect(order.status).toBe(204)
    expect(await shown()).toMatchObject({ variantName: 'From Instagram', reason: { code: 'referral' } })
    expect(at(await shown(), 'html')).toContain('You &lt;saw&gt; it')
    const seenAt = at(await page(), 'slot', 'variants', 0, 'updatedAt')
    const off = { variant: { ...fromInsta, on: false }, seenAt }
    const path = `/api/slots/home_hero/variants/${insta}`
    expect((await lea.call('put', path, { body: off })).status).toBe(200)
    expect(await shown()).toMatchObject({ variantName: 'Phones' })
    const late = await mia.call('put', path, { body: { variant: fromInsta, seenAt } })
    expect(late.status).toBe(409)
    expect(at(await page(), 'slot', 'variants', 0, 'on')).toBe(false)
  })

  test('every change is noted with who made it, and what is different', async () => {
    const changes = at(await page(), 'changes')
    expect(changes).toMatchObject([
      { change: 'changed', variantName: 'From Instagram', fields: ['on'], changedByName: 'Lea' },
      { change: 'reordered', variantId: null },
      { change: 'added', variantName: 'From Instagram' },
      { change: 'added', variantName: 'Phones' },
      { change: 'added', variantId: null, changedByName: 'Lea' },
    ])
  })

  test('customers stand beside each other with their consent, and nothing is counted', async () => {
    const customer = async (kind: 'user_id' | 'email', value: string) => ({
      who: 'customer',
      customerId: await idOf(kind, value),
    })
    const answer = await preview([
      await customer('user_id', 'u-yes'),
      await customer('user_id', 'u-de'),
      await customer('email', 'mail@example.com'),
      stranger({ country: 'DE', city: 'Hamburg' }),
    ])
    const views = at(answer.body, 'views')
    expect(views).toMatchObject([
      { standing: 'personal' },
      { standing: 'no_consent', slots: [{ variantId: null }] },
      { standing: 'no_account', slots: [] },
      { standing: 'nobody', slots: [{ reason: { code: 'default' } }] },
    ])
    await server.house.slots.exposures.flush()
    expect(await slotCounts(server.store.db, 30, new Date())).toEqual([])
    expect((await preview(Array.from({ length: 5 }, () => stranger({})))).status).toBe(400)
  })

  test('a slot is written anew as it was read, keeps its name, and goes with its variants', async () => {
    const seenAt = at(await page(), 'slot', 'updatedAt')
    const put = (body: unknown) => lea.call('put', '/api/slots/home_hero', { body })
    expect((await put({ slot: { ...hero, name: 'other' }, seenAt })).status).toBe(400)
    expect((await put({ slot: { ...hero, strategy: 'contextual' }, seenAt })).status).toBe(200)
    expect((await put({ slot: hero, seenAt })).status).toBe(409)
    expect(at(await page(), 'strategy')).toBe('contextual')
    expect((await lea.call('delete', '/api/slots/home_hero', {})).status).toBe(204)
    expect((await lea.call('get', '/api/slots/home_hero', {})).status).toBe(404)
    expect(at((await preview([stranger({})])).body, 'views', 0, 'slots')).toEqual([])
  })

  test('a form is offered what the shop has, and is told why there is no weather', async () => {
    const { body } = await lea.call('get', '/api/slot-choices')
    expect(body).toMatchObject({ segments: [], tiers: [], currency: 'USD' })
    expect(at(body, 'noWeather')).toContain('no source of weather')
  })
})
