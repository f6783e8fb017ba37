import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { AudienceInput } from '#contract/audiences.ts'
import {
  type AudienceRunner,
  confirmFile,
  createAudienceRunner,
  endAudience,
  exportsOf,
  fileText,
  findAudience,
  hashFor,
  removeAudience,
  saveAudience,
  takeFile,
} from '#domain/audiences/index.ts'
import {
  type ConsentChannel,
  type ConsentPurpose,
  recordConsent,
  recordForPerson,
} from '#domain/consent/index.ts'
import { createCustomer, mergeCustomers } from '#domain/identity/index.ts'
import { noteChanged, saveSegment } from '#domain/segments/index.ts'
import { type Answer, removeWebhook, saveWebhook } from '#domain/webhooks/index.ts'
import { eraseCustomer } from '#inbound/index.ts'
import type { Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'

const start = new Date('2026-03-02T10:00:00Z')
const suppressionKey = 's'.repeat(32)
const MINUTE = 60_000

test('addresses are hashed as the platforms write them', () => {
  // the example of Meta's own documentation, and FIPS 180-4 of what Google asks for
  expect(hashFor('meta', 'email', ' Mary@Example.com ')).toBe(
    'f1904cf1a9d73a55fa5de0ac823c4403ded71afd4c3248d00bdcd0866552bb79',
  )
  expect(hashFor('google', 'email', 'mary@example.com')).toBe(hashFor('meta', 'email', 'mary@example.com'))
  expect(hashFor('google', 'phone', '+12125650000')).not.toBe(hashFor('meta', 'phone', '+12125650000'))
  expect(hashFor('meta', 'phone', '+12125650000')).toBe(hashFor('google', 'phone', '12125650000'))
})

describeOnBoth('lists for ads', (open) => {
  let store: Store
  let segmentId: string
  let webhookId: string
  let now: Date
  let runner: AudienceRunner
  /** What the destination holds, and how it answers: what is taken in may still be answered with nothing. */
  const destination = {
    held: new Set<string>(),
    answer: (_n: number): 'ok' | 'lost' | 'refused' => 'ok',
    calls: 0,
  }
  let count = 0

  beforeAll(async () => {
    store = await open({ poolSize: 8 })
    const rule = { type: 'event', name: 'Product Viewed', withinDays: 7 } as const
    const input = { name: 'Ads', description: '', purpose: 'marketing' as const, rule }
    segmentId = (await saveSegment(store.db, input, null, start)).segmentId
    const hook = { name: 'Ads', url: 'https://ads.example/', events: [], includeContact: false }
    webhookId = (await saveWebhook(store.db, hook, { staffId: null, check: async () => null }, start))
      .webhookId
    runner = createAudienceRunner({
      db: store.db,
      send: async ({ body }) => receive(body),
      houseKey: 'h'.repeat(32),
      suppressionKey,
      log: { error: (fields) => expect.fail(JSON.stringify(fields)) },
      roll: () => 0.5,
    })
  })
  afterAll(() => store.close())
  beforeEach(async () => {
    now = start
    for (const table of [
      'audiences',
      'audience_members',
      'audience_removals',
      'audience_exports',
      'audience_queue',
      'segment_members',
    ])
      await sql`delete from ${sql.table(table)}`.execute(store.db)
    await sql`update webhooks set state = 'on', failing_since = null`.execute(store.db)
    Object.assign(destination, { held: new Set(), answer: () => 'ok', calls: 0 })
  })

  function receive(body: string): Answer {
    const { data } = JSON.parse(body)
    const how = destination.answer(destination.calls++)
    if (how !== 'refused') {
      for (const { sha256 } of data.add) destination.held.add(sha256)
      for (const { sha256 } of data.remove) destination.held.delete(sha256)
    }
    if (how === 'lost') return { answered: false, error: 'No answer in time' }
    return { answered: true, status: how === 'ok' ? 200 : 500, text: '', retryAfterSeconds: null }
  }

  const audience = async (change: Partial<AudienceInput> = {}) => {
    const input = {
      name: 'Ads',
      segmentId,
      format: 'google' as const,
      kinds: ['email' as const],
      destination: { webhookId },
    }
    return (await saveAudience(store.db, { ...input, ...change }, { staffId: null }, now)).audienceId
  }

  async function person(phone?: string): Promise<{ customerId: string; hash: string }> {
    const email = `p${++count}@example.com`
    const identifiers = [
      { kind: 'email' as const, value: email },
      ...(phone === undefined ? [] : [{ kind: 'phone' as const, value: phone }]),
    ]
    const { customerId } = await createCustomer(store.db, { identifiers, source: 'test' }, now)
    return { customerId, hash: hashFor('google', 'email', email) }
  }

  const say = (
    customerId: string,
    state: 'granted' | 'denied',
    channel: ConsentChannel,
    purpose: ConsentPurpose,
    at = now,
  ) => recordConsent(store.db, { customerId, channel, purpose, state, source: 'test', evidence: 'x', at }, at)

  async function consent(customerId: string, state: 'granted' | 'denied' = 'granted') {
    await say(customerId, state, 'email', 'marketing')
    if (state === 'granted') await say(customerId, state, 'web', 'personalisation')
  }

  const join = (customerId: string) =>
    sql`insert into segment_members (customer_id, segment_id, since) values (${customerId}, ${segmentId}, ${now})
      on conflict (customer_id, segment_id, since) do update set left_at = null`.execute(store.db)
  const leave = (customerId: string) =>
    sql`update segment_members set left_at = ${now} where customer_id = ${customerId} and left_at is null`.execute(
      store.db,
    )
  const erase = (customerId: string) =>
    eraseCustomer(store.db, customerId, { suppressionKey, keepErasure: async () => {} }, now)

  /** Later, and everything that is due has been done. */
  const later = async (ms = MINUTE) => {
    now = new Date(now.getTime() + ms)
    await runner.run(now)
  }

  async function member() {
    const someone = await person()
    await consent(someone.customerId)
    await join(someone.customerId)
    return someone
  }

  test('only members with consent to marketing and to the use of data; the others counted by reason', async () => {
    const yes = await member()
    const silent = await person()
    const noData = await person()
    await say(noData.customerId, 'granted', 'email', 'marketing')
    const signal = await member()
    await say(signal.customerId, 'denied', 'email', 'personalisation')
    const { customerId: bare } = await createCustomer(store.db, { source: 'test' }, now)
    await say(bare, 'granted', 'web', 'personalisation')
    const noMarketing = await person()
    await say(noMarketing.customerId, 'granted', 'web', 'personalisation')
    await say(noMarketing.customerId, 'denied', 'email', 'marketing')
    const outside = await person()
    await consent(outside.customerId)
    for (const id of [silent.customerId, noData.customerId, bare, noMarketing.customerId]) await join(id)
    const audienceId = await audience()
    await later()
    expect([...destination.held]).toEqual([yes.hash])
    expect(await findAudience(store.db, audienceId)).toMatchObject({
      people: 6,
      members: 1,
      toAdd: 0,
      toRemove: 0,
      refused: { no_personalisation: 3, no_address: 1, no_marketing: 1 },
      lastExport: { mode: 'push', added: 1, removed: 0, arrivedAt: now },
    })
  })

  test('each address under the consent of its own channel', async () => {
    const { customerId, hash } = await person('+12125650001')
    await consent(customerId)
    await join(customerId)
    await audience({ kinds: ['email', 'phone'] })
    await later()
    expect([...destination.held]).toEqual([hash])
    await say(customerId, 'granted', 'sms', 'marketing')
    await later()
    expect(destination.held).toEqual(new Set([hash, hashFor('google', 'phone', '+12125650001')]))
  })

  test('a no, leaving the segment and an erasure withdraw within a minute', async () => {
    const [no, left, erased, stays] = [await member(), await member(), await member(), await member()]
    const audienceId = await audience()
    await later()
    expect(destination.held.size).toBe(4)
    await consent(no.customerId, 'denied')
    await leave(left.customerId)
    await erase(erased.customerId)
    expect(await runner.nextDue()).not.toBeNull()
    await later(1000)
    expect([...destination.held]).toEqual([stays.hash])
    const { rows } = await sql`select 1 from audience_removals union all select 1 from audience_members
      where not wanted`.execute(store.db)
    expect(rows).toEqual([])
    expect(await exportsOf(store.db, audienceId, 1)).toMatchObject([{ added: 0, removed: 3 }])
  })

  test('of the erased the bare hash is kept, until the destination has forgotten it', async () => {
    const { customerId, hash } = await member()
    await audience()
    await later()
    destination.answer = () => 'refused'
    await erase(customerId)
    await later()
    const kept = await sql`select hash, to_jsonb(r)::text as all from audience_removals r`.execute(store.db)
    expect(kept.rows).toMatchObject([{ hash }])
    expect(JSON.stringify(kept.rows)).not.toContain(customerId)
    destination.answer = () => 'ok'
    await later(10 * MINUTE)
    expect(destination.held.size).toBe(0)
    expect((await sql`select 1 from audience_removals`.execute(store.db)).rows).toEqual([])
  })

  test('an answer that was lost: who said no meanwhile is taken out, and never sent again', async () => {
    const { customerId, hash } = await member()
    await audience()
    destination.answer = () => 'lost'
    await later()
    expect([...destination.held]).toEqual([hash])
    await consent(customerId, 'denied')
    destination.answer = () => 'ok'
    await later(10 * MINUTE)
    expect(destination.held.size).toBe(0)
  })

  test('a merge with somebody who said no takes both out', async () => {
    const [one, other] = [await member(), await person()]
    await audience()
    await later()
    expect(destination.held.size).toBe(1)
    await recordForPerson(
      store.db,
      other.customerId,
      [{ channel: 'email', purpose: 'marketing', state: 'denied', source: 'test', evidence: 'x' }],
      now,
    )
    const pair = { customerId: one.customerId, otherId: other.customerId, staffId: 'stf_1', reason: 'asked' }
    await mergeCustomers(store.db, pair, now)
    await noteChanged(store.db, [one.customerId, other.customerId], now) // as the house does after a merge
    await later()
    expect(destination.held.size).toBe(0)
  })

  test('a list that ends is emptied', async () => {
    await member()
    const audienceId = await audience()
    await later()
    await expect(removeWebhook(store.db, webhookId)).rejects.toMatchObject({ kind: 'conflict' })
    await expect(removeAudience(store.db, audienceId)).rejects.toMatchObject({ kind: 'conflict' })
    await endAudience(store.db, audienceId, 'stf_1', now)
    await later()
    expect(destination.held.size).toBe(0)
    expect(await findAudience(store.db, audienceId)).toMatchObject({
      state: 'ended',
      members: 0,
      toRemove: 0,
    })
    await removeAudience(store.db, audienceId)
    expect(await findAudience(store.db, audienceId)).toBeNull()
  })

  test('as files: the whole, then changes, each again until it is said to have arrived', async () => {
    const [one, two] = [await member(), await member()]
    const audienceId = await audience({ destination: 'file' })
    await later()
    const full = await takeFile(store.db, audienceId, { mode: 'full', by: 'stf_1', suppressionKey }, now)
    expect(full.added).toHaveLength(2)
    await consent(one.customerId, 'denied')
    // at once, before anybody has judged anew
    const delta = await takeFile(store.db, audienceId, { mode: 'delta', by: 'stf_1', suppressionKey }, now)
    expect(delta.removed).toEqual([{ kind: 'email', hash: one.hash }])
    const again = await takeFile(store.db, audienceId, { mode: 'delta', by: 'stf_1', suppressionKey }, now)
    expect(again.removed).toEqual(delta.removed)
    await confirmFile(store.db, again.exportId, now)
    await expect(confirmFile(store.db, full.exportId, now)).rejects.toMatchObject({ kind: 'conflict' })
    const last = await takeFile(store.db, audienceId, { mode: 'delta', by: 'stf_1', suppressionKey }, now)
    expect(last).toMatchObject({ added: [], removed: [] })
    expect(fileText(full, { format: 'google', as: 'csv', part: 'added' }).split('\n')).toEqual(
      expect.arrayContaining(['Email,Phone', `${two.hash},`]),
    )
    expect(fileText(delta, { format: 'meta', as: 'jsonl', part: 'removed' })).toBe(
      `{"change":"remove","kind":"email","sha256":"${one.hash}"}\n`,
    )
  })

  test('a list of nothing, or to nowhere, is refused with its field', async () => {
    await expect(audience({ segmentId: 'seg_none' })).rejects.toMatchObject({
      errors: [{ path: 'segmentId' }],
    })
    await expect(audience({ destination: { webhookId: 'whk_none' } })).rejects.toMatchObject({
      errors: [{ path: 'destination.webhookId' }],
    })
    await expect(audience({ kinds: [] })).rejects.toMatchObject({ errors: [{ path: 'kinds' }] })
  })

  const PEOPLE = 2
  const step = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constantFrom('join', 'leave', 'yes', 'no'), who: fc.nat(PEOPLE - 1) }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('erase'), who: fc.nat(PEOPLE - 1) }) },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constantFrom('ok', 'lost', 'refused', 'stopped'), who: fc.constant(0) }),
    },
  )

  test('whatever happens in whatever order: once all is delivered, it holds members with consent and nobody else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 30 }), async (steps) => {
        now = new Date(now.getTime() + 3_600_000)
        await sql`delete from audiences`.execute(store.db)
        for (const table of ['audience_members', 'audience_removals', 'segment_members', 'audience_queue'])
          await sql`delete from ${sql.table(table)}`.execute(store.db)
        Object.assign(destination, { held: new Set(), answer: () => 'ok' })
        const people = await Promise.all(Array.from({ length: PEOPLE }, () => person()))
        const state = people.map(() => ({ inside: true, yes: true, gone: false }))
        for (const { customerId } of people) {
          await consent(customerId)
          await join(customerId)
        }
        await audience()
        for (const { do: what, who } of steps) {
          const someone = people[who]
          const known = state[who]
          if (!someone || !known) continue
          now = new Date(now.getTime() + 1000)
          if (what === 'ok' || what === 'lost' || what === 'refused') {
            destination.answer = () => what
            await later(10 * MINUTE)
          } else if (what === 'stopped') {
            // taken and marked, and the process stops before it hears the answer
            destination.answer = () => 'lost'
            await later(MINUTE)
            await sql`update audiences set due_at = ${new Date(now.getTime() + MINUTE)} where due_at is not null`.execute(
              store.db,
            )
          } else if (what === 'erase' && !known.gone) {
            await erase(someone.customerId)
            known.gone = true
          } else if (!known.gone) {
            if (what === 'join' && !known.inside) await join(someone.customerId)
            if (what === 'leave') await leave(someone.customerId)
            if (what === 'yes' || what === 'no')
              await consent(someone.customerId, what === 'yes' ? 'granted' : 'denied')
            if (what === 'join' || what === 'leave') known.inside = what === 'join'
            if (what === 'yes' || what === 'no') known.yes = what === 'yes'
          }
        }
        destination.answer = () => 'ok'
        await later(10 * MINUTE)
        await later(10 * MINUTE)
        const right = people.filter((_, n) => state[n]?.inside && state[n]?.yes && !state[n]?.gone)
        expect([...destination.held].sort()).toEqual(right.map(({ hash }) => hash).sort())
      }),
      { numRuns: Math.round(15 * Math.max(1, 20 * Number(process.env.PROOF_SCALE ?? 0.05))) },
    )
  })
})
