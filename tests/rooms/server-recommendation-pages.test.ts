import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordConsent } from '#domain/consent/index.ts'
import { findByIdentifier } from '#domain/identity/index.ts'
import { orderInput, upsertOrders } from '#domain/orders/index.ts'
import { importProducts, type ProductInput } from '#knowledge/catalog/index.ts'
import type { RunningServer } from '#server/index.ts'
import { openTestStore } from '../support/database.ts'
import { at, eventually, type StaffClient, signedIn, startTestServer } from '../support/server.ts'

const goods = Array.from(
  { length: 6 },
  (_, n): ProductInput => ({
    productId: `p${n}`,
    title: `Lamp ${n}`,
    brand: 'Larch',
    categories: ['Home > Lamps'],
    variants: [{ variantId: `p${n}-1`, price: { amount: 1000 * (n + 1), currency: 'EUR' }, stockOnline: 5 }],
  }),
)

const roles = ['associate', 'support', 'crm', 'admin'] as const
let server: RunningServer
const staff = new Map<string, StaffClient>()
const as = (role: (typeof roles)[number]): StaffClient => {
  const client = staff.get(role)
  if (!client) throw new Error(role)
  return client
}
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

beforeAll(async () => {
  const store = await openTestStore()
  await importProducts(store.db, goods, { source: 'test', now: new Date() })
  server = await startTestServer(store)
  for (const role of roles) staff.set(role, await signedIn(server, [role], role))
})
afterAll(() => server.close())

describe('the recommendations of the console', () => {
  test('associates read, the CRM team changes, support has no part in it', async () => {
    const reading = ['', '/curation', '/curation-changes', '/training', '/preview?row=popular_here']
    for (const path of reading) {
      expect((await as('associate').call('get', `/api/recommendations${path}`)).status).toBe(200)
      expect((await as('support').call('get', `/api/recommendations${path}`)).status).toBe(403)
    }
    const pin = { kind: 'pin', productId: 'p1', position: 1 }
    for (const role of ['associate', 'support'] as const) {
      const refused = await as(role).call('post', '/api/recommendations/curation', { body: pin })
      expect(refused.status).toBe(403)
      expect((await as(role).call('post', '/api/recommendations/train')).status).toBe(403)
    }
    expect(at((await as('associate').call('get', '/api/recommendations')).body, 'mayChange')).toBe(false)
    expect(at((await as('crm').call('get', '/api/recommendations')).body, 'mayChange')).toBe(true)
  })

  test('a small shop is told why its own picks go first; what it picks shows at once, and who did', async () => {
    const page = await as('crm').call('get', '/api/recommendations')
    expect(page.body).toMatchObject({ products: 6, sellable: 6, served: { shown: 0, headShare: null } })
    expect(String(at(page.body, 'manual'))).toContain('only 6 products can be bought')
    const made = await as('crm').call('post', '/api/recommendations/curation', {
      body: { kind: 'pin', row: 'for_you', productId: 'p4', position: 1, note: 'for the winter' },
    })
    expect(made.status).toBe(201)
    expect(at(made.body, 'entries', 0)).toMatchObject({
      state: 'holds',
      product: { productId: 'p4', card: { title: 'Lamp 4' } },
      note: 'for the winter',
      by: 'crm',
    })
    const preview = await as('crm').call('get', '/api/recommendations/preview?row=for_you&limit=3')
    expect(preview.body).toMatchObject({ strategy: 'manual', personal: false, withheld: null })
    expect(at(preview.body, 'items', 0)).toMatchObject({ code: 'picked', text: 'Picked by us' })
    const id = String(at(made.body, 'entries', 0, 'curationId'))
    const path = `/api/recommendations/curation/${id}`
    const hidden = { kind: 'exclude', what: { productId: 'p4' } }
    expect((await as('crm').call('put', path, { body: hidden })).status).toBe(200)
    const after = await as('crm').call('get', '/api/recommendations/preview?row=for_you&limit=6')
    const shown = list(at(after.body, 'items')).map((item) => at(item, 'card', 'productId'))
    expect(shown).toHaveLength(5)
    expect(shown).not.toContain('p4')
    expect((await as('crm').call('delete', path)).status).toBe(200)
    expect((await as('crm').call('delete', path)).status).toBe(404)
    const changes = await as('associate').call('get', '/api/recommendations/curation-changes')
    expect(list(at(changes.body, 'changes')).map((one) => [at(one, 'change'), at(one, 'what')])).toEqual([
      ['removed', 'Lamp 4 hidden in every row'],
      ['changed', 'Lamp 4 hidden in every row'],
      ['added', 'Lamp 4 at place 1 in for you'],
    ])
  })

  test('a wrong decision is refused by its field', async () => {
    const { status, body } = await as('crm').call('post', '/api/recommendations/curation', {
      body: { kind: 'pin', productId: 'nothing', position: 1 },
    })
    expect([status, at(body, 'errors', 0)]).toEqual([
      400,
      { path: 'productId', message: 'the catalog has no such product' },
    ])
  })

  test('a preview for a customer uses what they agreed to, and says why not', async () => {
    const { db } = server.store
    const bought = orderInput.parse({
      orderNumber: 'P-1',
      status: 'delivered',
      customer: { userId: 'ada' },
      currency: 'EUR',
      total: 1000,
      lines: [{ productId: 'p0', variantId: 'p0-1', title: 'Lamp 0', quantity: 1, unitPrice: 1000 }],
      placedAt: new Date('2026-01-02T10:00:00Z'),
    })
    await upsertOrders(db, [bought], 'test', new Date())
    const customerId = (await findByIdentifier(db, 'user_id', 'ada'))?.customerId ?? ''
    const preview = async () => {
      const path = `/api/recommendations/preview?row=popular_here&customerId=${customerId}`
      return (await as('associate').call('get', path)).body
    }
    const without = await preview()
    expect(without).toMatchObject({ personal: false })
    expect(at(without, 'withheld')).not.toBeNull()
    expect(list(at(without, 'items'))).toHaveLength(6)
    await recordConsent(
      db,
      {
        customerId,
        channel: 'web',
        purpose: 'personalisation',
        source: 'test',
        evidence: 'said',
        state: 'granted',
      },
      new Date(),
    )
    expect(await preview()).toMatchObject({ personal: true, withheld: null })
    expect(list(at(await preview(), 'items'))).toHaveLength(5) // not what they have
    const nobody = await as('crm').call('get', '/api/recommendations/preview?row=for_you&customerId=cus_none')
    expect(nobody.status).toBe(404)
  })

  test('training runs in the background, one at a time, and says how far it is', async () => {
    const begun = await as('crm').call('post', '/api/recommendations/train')
    expect(begun.status).toBe(202)
    expect(at(begun.body, 'training', 'total')).toBeGreaterThan(5)
    await eventually(async () => {
      const run = (await as('crm').call('get', '/api/recommendations/training')).body
      return at(run, 'training', 'endedAt') !== null && at(run, 'training', 'error') === null
    })
    const page = (await as('crm').call('get', '/api/recommendations')).body
    expect(at(page, 'model', 'counts', 'purchases')).toBe(1)
  })
})
