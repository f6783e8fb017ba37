import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  accountMembers,
  findByIdentifier,
  type IdentityClaims,
  membersOf,
  mergeCustomers,
  observe,
  openVisitorSession,
  signInSession,
  unmergeCustomers,
} from '#domain/identity/index.ts'
import { orderInput, ordersOf, proveOrder, upsertOrders } from '#domain/orders/index.ts'
import { visitorStanding } from '#inbound/index.ts'
import type { Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'

const now = new Date('2026-11-20T10:00:00Z')
const claims = (sub: string): IdentityClaims => {
  const iat = now.getTime() / 1000
  return { sub, iat, exp: iat + 600 }
}
const staff = { staffId: 'stf_1', reason: 'showed their papers' }

describeOnBoth('what an account opens', (open) => {
  let store: Store
  beforeAll(async () => {
    store = await open()
  })
  afterAll(() => store.close())

  const guestOrder = (orderNumber: string, email: string) =>
    orderInput.parse({
      orderNumber,
      status: 'delivered',
      customer: { email, name: 'A guest' },
      currency: 'EUR',
      total: 1000,
      lines: [{ productId: 'p', variantId: 'v', title: 'Mug', quantity: 1, unitPrice: 1000 }],
      placedAt: '2026-10-01T00:00:00Z',
    })

  async function signIn(sub: string) {
    const { session } = await openVisitorSession(store.db, now)
    const answer = await signInSession(store.db, session, claims(sub), now)
    if (!answer.ok) throw new Error(answer.reason)
    return answer.session
  }

  async function readable(sub: string): Promise<string[]> {
    const { customerIds, trust } = await visitorStanding(store.db, await signIn(sub), now)
    expect(trust).toBe('account')
    return (await ordersOf(store.db, customerIds, 10)).map(({ orderNumber }) => orderNumber)
  }

  const emailOf = (sub: string, email: string) =>
    observe(
      store.db,
      [
        {
          identifiers: [
            { kind: 'user_id', value: sub },
            { kind: 'email', value: email },
          ],
          occurredAt: now,
          source: 'shop',
          evidence: 'registration',
        },
      ],
      now,
    )

  test('a guest order by e-mail is closed to an account whose record carries that e-mail, until it is proved', async () => {
    await upsertOrders(store.db, [guestOrder('G-1', 'guest@one.example')], 'import', now)
    await emailOf('newcomer', 'guest@one.example')
    const account = await findByIdentifier(store.db, 'user_id', 'newcomer')
    const guest = await findByIdentifier(store.db, 'email', 'guest@one.example')
    expect(guest?.customerId).toBe(account?.customerId) // one person for the shop …
    expect(await readable('newcomer')).toEqual([]) // … who may not read on the strength of a typed address
    const proof = { orderNumber: 'G-1', email: 'guest@one.example', limiterKeys: ['conversation:x'] }
    expect(await proveOrder(store.db, proof, now)).toMatchObject({ ok: true })
  })

  test('what staff have joined with an account is open to it, as long as they have not taken it back', async () => {
    await upsertOrders(store.db, [guestOrder('G-2', 'papers@one.example')], 'import', now)
    const guest = await findByIdentifier(store.db, 'email', 'papers@one.example')
    expect(await readable('shown')).toEqual([])
    const account = await findByIdentifier(store.db, 'user_id', 'shown')
    const [customerId, otherId] = [account?.customerId ?? '', guest?.customerId ?? '']
    await mergeCustomers(store.db, { customerId, otherId, ...staff }, now)
    expect(await readable('shown')).toEqual(['G-2'])
    await unmergeCustomers(store.db, { customerId, apart: [otherId], ...staff }, now)
    expect(await readable('shown')).toEqual([])
  })

  test('a match of records opens nothing', async () => {
    await upsertOrders(store.db, [guestOrder('G-3', 'alike@one.example')], 'import', now)
    const guest = await findByIdentifier(store.db, 'email', 'alike@one.example')
    await signIn('alike')
    const account = await findByIdentifier(store.db, 'user_id', 'alike')
    const pair = { customerId: account?.customerId ?? '', otherId: guest?.customerId ?? '' }
    const matched = await mergeCustomers(store.db, { ...pair, staffId: null, reason: 'alike' }, now)
    expect(matched.merged).toBe(true)
    expect(await membersOf(store.db, pair.customerId)).toContain(pair.otherId)
    expect(await readable('alike')).toEqual([])
  })

  test('every browser that signed in to an account belongs to it, first the account itself', async () => {
    const [one, two] = [await signIn('devices'), await signIn('devices')]
    const account = one.accountCustomerId ?? ''
    const members = await accountMembers(store.db, account)
    expect(members[0]).toBe(account)
    expect(new Set(members)).toEqual(new Set([account, one.customerId, two.customerId]))
  })

  test('a browser that staff have parted from an account is not joined again by its next sign-in', async () => {
    const session = await signIn('shared')
    const account = session.accountCustomerId ?? ''
    await unmergeCustomers(store.db, { customerId: account, apart: [session.customerId], ...staff }, now)
    await signInSession(store.db, session, claims('shared'), now)
    expect(await membersOf(store.db, session.customerId)).toEqual([session.customerId])
  })
})
