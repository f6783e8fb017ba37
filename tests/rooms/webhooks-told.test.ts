import { Readable, Writable } from 'node:stream'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createWebhookSender, webhookSecret } from '#channels/index.ts'
import { type WebhookEvent, webhookEventNames, webhookEvents } from '#contract/webhooks.ts'
import { contactOf } from '#domain/audiences/index.ts'
import { recordConsent } from '#domain/consent/index.ts'
import { openConversation } from '#domain/conversations/index.ts'
import { applyHandoff } from '#domain/handoff/index.ts'
import { createCustomer } from '#domain/identity/index.ts'
import { issueOffers, saveOffer, setOfferStatus } from '#domain/offers/index.ts'
import {
  type Carrier,
  createCarrier,
  deliveriesOf,
  findWebhook,
  nextTry,
  removeWebhook,
  replayDelivery,
  rotateSecret,
  saveWebhook,
  secretKeys,
  switchWebhook,
  testWebhook,
} from '#domain/webhooks/index.ts'
import { eraseCustomer } from '#inbound/index.ts'
import { backupTo, inTransaction, restoreFrom, type Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'
import { putOutboxRow } from '../support/outbox-rows.ts'
import { openReceiver, type Receiver, saying } from '../support/webhook-receiver.ts'

const now = new Date('2026-03-02T10:00:00Z')
const after = (ms: number) => new Date(now.getTime() + ms)
const HOUR = 3_600_000
const houseKey = 'h'.repeat(32)
const suppressionKey = 's'.repeat(32)

test('tries are spread over three days, and then it is over', () => {
  const at = (attempts: number, roll: number, since = now, when = now) =>
    nextTry({ attempts, firstTriedAt: since, askedMs: 0 }, roll, when)
  expect(at(1, 0)).toEqual(after(4000))
  expect(at(1, 1)).toEqual(after(6000))
  expect(at(50, 0.5)).toEqual(after(8 * HOUR))
  expect(at(50, 0.5, now, after(70 * HOUR))).toBeNull()
  expect(nextTry({ attempts: 1, firstTriedAt: now, askedMs: HOUR }, 0.5, now)).toEqual(after(HOUR))
})

describeOnBoth('what endpoints are told', (open) => {
  let store: Store
  let receiver: Receiver
  let carrier: Carrier
  let webhookId: string
  const check = async () => null

  beforeAll(async () => {
    store = await open({ poolSize: 8 })
    receiver = await openReceiver()
  })
  afterAll(async () => {
    await receiver.close()
    await store.close()
  })
  beforeEach(async () => {
    await sql`delete from webhooks`.execute(store.db)
    await sql`delete from webhook_deliveries`.execute(store.db)
    receiver.received.length = 0
    receiver.state.answer = saying(204)
    const { db } = store
    const send = createWebhookSender({ resolve: async () => [], allowLoopback: true, timeoutMs: 2000 })
    carrier = createCarrier({
      db,
      houseKey,
      send: (message, at) => send({ ...message, secrets: message.secrets.map(webhookSecret) }, at),
      contactOf: (on, customerId, at) => contactOf(on, customerId, suppressionKey, at),
      log: { error: (fields) => expect.fail(JSON.stringify(fields)) },
      roll: () => 0.5,
    })
    webhookId = await endpoint(webhookEventNames)
    receiver.state.secret = await currentSecret()
  })

  async function endpoint(events: readonly WebhookEvent[], includeContact = false): Promise<string> {
    const input = { name: 'ERP', url: receiver.url, events: [...events], includeContact }
    return (await saveWebhook(store.db, input, { staffId: null, check }, now)).webhookId
  }

  async function currentSecret(): Promise<string> {
    const webhook = await findWebhook(store.db, webhookId)
    if (!webhook) throw new Error('the endpoint is gone')
    return webhookSecret(secretKeys(houseKey, webhook, now)[0] ?? Buffer.alloc(0))
  }

  const customer = async (email?: string) => {
    const identifiers = email === undefined ? [] : [{ kind: 'email' as const, value: email }]
    return (await createCustomer(store.db, { identifiers, source: 'test' }, now)).customerId
  }

  const say = (
    customerId: string,
    state: 'granted' | 'denied',
    purpose: 'marketing' | 'personalisation' = 'marketing',
  ) =>
    recordConsent(
      store.db,
      {
        customerId,
        channel: purpose === 'marketing' ? 'email' : 'web',
        purpose,
        state,
        source: 'test',
        evidence: 'x',
      },
      now,
    )

  const types = () => receiver.received.map(({ type }) => type)

  test('a yes, signed, once, as its schema says', async () => {
    const customerId = await customer()
    await say(customerId, 'granted')
    await carrier.run(now)
    await carrier.run(now)
    expect(receiver.received).toMatchObject([
      { type: 'consent.changed', genuine: true, data: { customerId, state: 'granted', channel: 'email' } },
    ])
    expect(await deliveriesOf(store.db, webhookId, { limit: 5 })).toMatchObject([
      { state: 'done', status: 204 },
    ])
  })

  test('every event that the house tells of has the fields of its schema', async () => {
    const { db } = store
    const customerId = await customer('ann@example.com')
    await say(customerId, 'granted')
    const ref = await openConversation(db, customerId, 'web', now)
    await applyHandoff(db, ref, { type: 'request', reason: 'asked_for_person', summary: 'x' }, now)
    await sql`update handoffs set ended_at = ${now}, outcome = 'resolved'`.execute(db)
    const input = {
      name: 'five-off',
      title: 'Five off',
      kind: 'amount',
      value: 500,
      currency: 'USD',
    } as const
    const offer = await saveOffer(db, { ...input, marginFloor: null, validDays: 14 }, { by: null }, now)
    await setOfferStatus(db, offer.offerId, 'live', null, now)
    const asked = { key: 'k', offerId: offer.offerId, customerId, channel: 'email', messageCost: null }
    await inTransaction(db, (tx) => issueOffers(tx, [asked], now))
    await sql`update issued_offers set state = 'redeemed', settled_at = ${now}, order_id = 'A1', cost_amount = 500`.execute(
      db,
    )
    const outboxId = await putOutboxRow(db, { customerId, text: 'Hello', createdAt: now })
    await sql`update outbox set state = 'queued', sent_at = null, delivered_at = null where outbox_id = ${outboxId}`.execute(
      db,
    )
    await sql`update outbox set state = 'sent', sent_at = ${now} where outbox_id = ${outboxId}`.execute(db)
    await sql`update outbox set state = 'delivered', delivered_at = ${now} where outbox_id = ${outboxId}`.execute(
      db,
    )
    await sql`update outbox set state = 'failed', failed_at = ${now}, reason = 'unreachable' where outbox_id = ${outboxId}`.execute(
      db,
    )
    await sql`insert into journey_entries (customer_id, entry_id, journey, version, trigger, occurrence, state, step,
        entered_at, feed)
      values (${customerId}, 'jen_1', 'win-back', 1, 0, 'x', 'waiting', 0, ${now}, '{}')`.execute(db)
    await sql`update journey_entries set state = 'ended', ended_at = ${now}, reason = 'bought'`.execute(db)
    await sql`insert into ugc (customer_id, ugc_id, kind, product_id, display_name, stars, body, rights_version,
        rights_accepted_at, verified_buyer, warnings, state, withdraw_hash, created_at, changed_at)
      values (${customerId}, 'ugc_1', 'photo', 'p', 'Ann', null, '', '1', ${now}, false, '{}', 'pending', 'h', ${now}, ${now})`.execute(
      db,
    )
    await sql`update ugc set state = 'approved'`.execute(db)
    await sql`insert into segment_members (customer_id, segment_id, since) values (${customerId}, 'seg_1', ${now})`.execute(
      db,
    )
    await sql`update segment_members set left_at = ${now}`.execute(db)
    await eraseOf(await customer('bob@example.com'))
    for (let round = 0; round < 4; round++) await carrier.run(now)
    expect([...new Set(types())].sort()).toEqual([...webhookEventNames].sort())
    for (const { type, data, genuine } of receiver.received) {
      expect(genuine).toBe(true)
      const parsed = webhookEvents[type as WebhookEvent].data.strict().safeParse(data)
      expect({ type, issues: parsed.error?.issues ?? [] }).toEqual({ type, issues: [] })
    }
    // of one customer in the order in which it happened
    expect(types().filter((type) => type.startsWith('journey'))).toEqual(['journey.entered', 'journey.ended'])
  })

  const eraseOf = (customerId: string) =>
    eraseCustomer(store.db, customerId, { suppressionKey, keepErasure: async () => {} }, now)

  test('what is rolled back is not told, and where nobody listens nothing is written', async () => {
    const customerId = await customer()
    await expect(
      inTransaction(store.db, async (tx) => {
        await recordConsent(
          tx,
          {
            customerId,
            channel: 'email',
            purpose: 'marketing',
            state: 'denied',
            source: 'test',
            evidence: 'x',
          },
          now,
        )
        throw new Error('not after all')
      }),
    ).rejects.toThrow('not after all')
    await switchWebhook(store.db, webhookId, 'off', null, now)
    await say(customerId, 'granted')
    const { rows } = await sql`select 1 from webhook_deliveries`.execute(store.db)
    expect(rows).toEqual([])
  })

  test('it is tried again until it is taken, under the same id; what came later of that customer waits', async () => {
    const [one, other] = [await customer(), await customer()]
    let left = 2
    receiver.state.answer = ({ data }, response) =>
      saying(data.customerId === one && left-- > 0 ? 500 : 200)({} as never, response)
    await say(one, 'granted')
    await say(one, 'denied')
    await say(other, 'granted')
    await carrier.run(now)
    expect(receiver.received.map(({ data }) => data.customerId).sort()).toEqual([one, other].sort())
    await carrier.run(after(5000))
    await carrier.run(after(60_000))
    const mine = receiver.received.filter(({ data }) => data.customerId === one)
    expect(mine.map(({ data }) => data.state)).toEqual(['granted', 'granted', 'granted', 'denied'])
    expect(new Set(mine.map(({ id }) => id)).size).toBe(2)
  })

  test('a lost answer is told again when the lease is over', async () => {
    await say(await customer(), 'granted')
    await sql`update webhook_deliveries set state = 'sending', attempts = 1, due_at = ${after(60_000)}`.execute(
      store.db,
    )
    await carrier.run(now)
    expect(receiver.received).toEqual([])
    await carrier.run(after(60_000))
    expect(types()).toEqual(['consent.changed'])
  })

  test('410 ends it; days of failure switch it off with a note; what waited is sent when it is on again', async () => {
    const customerId = await customer()
    receiver.state.answer = saying(410)
    await say(customerId, 'granted')
    await carrier.run(now)
    expect(await findWebhook(store.db, webhookId)).toMatchObject({ state: 'gone', note: expect.any(String) })
    await switchWebhook(store.db, webhookId, 'on', null, now)
    receiver.state.answer = saying(503)
    await say(customerId, 'denied')
    await carrier.run(now)
    await sql`update webhooks set failing_since = ${after(-121 * HOUR)}`.execute(store.db)
    await carrier.run(after(HOUR))
    expect(await findWebhook(store.db, webhookId)).toMatchObject({ state: 'disabled', waiting: 1, failed: 1 })
    receiver.state.answer = saying(200)
    await carrier.run(after(2 * HOUR))
    expect(receiver.received).toHaveLength(3)
    await switchWebhook(store.db, webhookId, 'on', null, now)
    await carrier.run(after(2 * HOUR))
    expect(await findWebhook(store.db, webhookId)).toMatchObject({ state: 'on', note: null, waiting: 0 })
    const [latest, first] = await deliveriesOf(store.db, webhookId, { limit: 5 })
    expect([first?.state, latest?.state]).toEqual(['failed', 'done'])
    await replayDelivery(store.db, first?.deliveryId ?? '', after(3 * HOUR))
    await carrier.run(after(3 * HOUR))
    expect(receiver.received.at(-1)).toMatchObject({ id: first?.deliveryId, genuine: true })
  })

  test('after three days a delivery is given up', async () => {
    receiver.state.answer = saying(500)
    await say(await customer(), 'granted')
    await carrier.run(now)
    await carrier.run(after(72 * HOUR))
    expect(await deliveriesOf(store.db, webhookId, { limit: 1 })).toMatchObject([
      { state: 'failed', status: 500 },
    ])
  })

  test('while a secret changes both are in force for a day', async () => {
    await rotateSecret(store.db, webhookId, null, now)
    await testWebhook(store.db, webhookId, now)
    await carrier.run(now)
    expect(receiver.received).toMatchObject([{ type: 'webhook.test', genuine: true }])
    await testWebhook(store.db, webhookId, after(25 * HOUR))
    await carrier.run(after(25 * HOUR))
    expect(receiver.received[1]).toMatchObject({ genuine: false })
    receiver.state.secret = await currentSecret()
    await testWebhook(store.db, webhookId, after(26 * HOUR))
    await carrier.run(after(26 * HOUR))
    expect(receiver.received[2]).toMatchObject({ genuine: true })
  })

  test('addresses go only to who may have them, and only those with consent', async () => {
    const customerId = await customer('carla@example.com')
    await carrier.run(now)
    const told = async (includeContact: boolean) => {
      await removeWebhook(store.db, webhookId)
      webhookId = await endpoint(['consent.changed'], includeContact)
      await say(customerId, 'granted')
      await carrier.run(now)
      return receiver.received.at(-1)?.data.contact
    }
    expect(await told(false)).toBeUndefined()
    expect(await told(true)).toEqual({ email: [], phone: [] })
    await say(customerId, 'granted', 'personalisation')
    expect(await told(true)).toEqual({ email: ['carla@example.com'], phone: [] })
    expect(JSON.stringify(await deliveriesOf(store.db, webhookId, { limit: 9 }))).not.toContain('carla')
  })

  test('after an erasure nothing waits but that they were erased', async () => {
    const customerId = await customer('dora@example.com')
    await say(customerId, 'granted')
    await eraseOf(customerId)
    await carrier.run(now)
    expect(receiver.received).toMatchObject([{ type: 'customer.erased', data: { customerId } }])
  })

  test('two processes never tell the same twice at once', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => customer()))
    for (const id of ids) await say(id, 'granted')
    const second = createCarrier({
      db: store.db,
      houseKey,
      send: async (message) => {
        receiver.received.push({ id: message.id } as never)
        return { answered: true, status: 200, text: '', retryAfterSeconds: null }
      },
      contactOf: async () => ({ email: [], phone: [] }),
      log: { error: (fields) => expect.fail(JSON.stringify(fields)) },
      roll: () => 0.5,
    })
    await Promise.all([carrier.run(now), second.run(now)])
    await Promise.all([carrier.run(now), second.run(now)])
    expect(receiver.received).toHaveLength(12)
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(12)
  })

  test('a restored database tells nobody anew', async () => {
    const customerId = await customer()
    await say(customerId, 'granted')
    const ref = await openConversation(store.db, customerId, 'web', now)
    await applyHandoff(store.db, ref, { type: 'request', reason: 'asked_for_person', summary: 'x' }, now)
    const before = await deliveriesOf(store.db, webhookId, { limit: 50 })
    const chunks: Buffer[] = []
    const file = new Writable({
      write: (chunk, _encoding, done) => {
        chunks.push(Buffer.from(chunk))
        done()
      },
    })
    await backupTo(store.db, file, now)
    const other = await open({ poolSize: 1 })
    await restoreFrom(other.db, Readable.from([Buffer.concat(chunks)]), { replace: true })
    expect(await deliveriesOf(other.db, webhookId, { limit: 50 })).toEqual(before)
    await other.close()
  })

  test('a refused address is an error on its field', async () => {
    const input = { name: 'x', url: 'https://10.0.0.1/', events: [], includeContact: false }
    const refusing = async () => 'leads to an address that is not public'
    await expect(saveWebhook(store.db, input, { staffId: null, check: refusing }, now)).rejects.toMatchObject(
      { kind: 'bad-request', errors: [{ path: 'url' }] },
    )
    const unknown = { ...input, events: ['card.stolen'] } as never
    await expect(saveWebhook(store.db, unknown, { staffId: null, check }, now)).rejects.toMatchObject({
      kind: 'bad-request',
    })
  })
})
