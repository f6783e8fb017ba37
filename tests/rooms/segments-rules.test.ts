import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Comparison, type Condition, type Rule, ruleInput, segmentInput } from '#contract/segments.ts'
import { recordConsent } from '#domain/consent/index.ts'
import { findByIdentifier, linkCustomer, rootOf } from '#domain/identity/index.ts'
import * as profile from '#domain/profile/index.ts'
import { countSegment, membersOfSegment, refreshDue, saveSegment } from '#domain/segments/index.ts'
import type { Db, Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'
import { buyer, daysAgo, happened, membersBy, segmentNow as now, person } from '../support/segment-shop.ts'

/** Texts that would be statements if they ever became part of one. */
const hostile = [
  `'; drop table segments; --`,
  `' or '1'='1`,
  `$1`,
  `\\'; select pg_sleep(9); --`,
  `"; delete from customers; --`,
  `<script>alert(1)</script>`,
  `{"a":1}`,
  `%`,
]

describeOnBoth('a rule, asked in SQL', (open) => {
  let store: Store
  let db: Db
  const ids: Record<string, string> = {}

  beforeAll(async () => {
    store = await open()
    db = store.db
    await fill(db, ids)
    for (const [name, rule] of cases) {
      const input = { name, description: '', purpose: 'marketing' as const, rule }
      saved.set(name, (await saveSegment(db, input, null, now)).segmentId)
    }
    await refreshDue(db, now)
  })
  afterAll(() => store.close())

  const saved = new Map<string, string>()
  const names = (found: string[]) =>
    Object.entries(ids)
      .filter(([, id]) => found.includes(id))
      .map(([name]) => name)
      .sort()
  const meant = async (rule: Rule) => names(await membersBy(db, rule))

  const orders = (more: object): Condition => ({
    type: 'orders',
    measure: 'count',
    op: 'at_least',
    value: 1,
    ...more,
  })
  const trait = (name: string, is: Comparison): Condition => ({ type: 'trait', name, is })

  const cases: [string, Rule, string[]][] = [
    ['orders, at least two', orders({ value: 2 }), ['ann', 'cid']],
    ['orders, exactly none', orders({ op: 'exactly', value: 0 }), ['dot', 'eve']],
    ['orders within 30 days', orders({ withinDays: 30 }), ['ann', 'bob']],
    ['orders in a store', orders({ storeId: 'berlin' }), ['cid']],
    ['orders of a channel', orders({ channel: 'store' }), ['cid']],
    ['orders of a product', orders({ productId: 'lamp' }), ['bob']],
    ['orders in a currency', orders({ currency: 'EUR' }), ['cid']],
    ['revenue net of what came back', orders({ measure: 'revenue', currency: 'USD', value: 9000 }), ['ann']],
    ['average', orders({ measure: 'average', currency: 'USD', op: 'at_most', value: 4000 }), ['bob', 'cid']],
    ['days since the last', orders({ measure: 'days_since_last', op: 'more_than', value: 100 }), ['cid']],
    ['days since the first', orders({ measure: 'days_since_first', op: 'at_most', value: 30 }), ['bob']],
    ['an event, ever', { type: 'event', name: 'Product Viewed' }, ['ann', 'dot', 'eve']],
    ['an event, within a week', { type: 'event', name: 'Product Viewed', withinDays: 7 }, ['dot', 'eve']],
    [
      'an event, twice',
      { type: 'event', name: 'Product Viewed', times: { op: 'at_least', value: 2 } },
      ['dot'],
    ],
    [
      'an event, never',
      { type: 'event', name: 'Product Viewed', times: { op: 'at_most', value: 0 } },
      ['bob', 'cid'],
    ],
    [
      'an event with a property',
      {
        type: 'event',
        name: 'Product Viewed',
        where: [{ property: 'category', is: { op: 'is', value: 'LAMPS' } }],
      },
      ['dot'],
    ],
    [
      'an event with a number',
      {
        type: 'event',
        name: 'Product Viewed',
        where: [{ property: 'price', is: { op: 'more_than', value: 20 } }],
      },
      ['dot', 'eve'],
    ],
    [
      'an event, at least an hour ago',
      { type: 'event', name: 'Product Viewed', withinDays: 7, minutesAgo: 60 },
      ['dot'],
    ],
    [
      'an event that no other followed',
      { type: 'event', name: 'Product Added', notFollowedBy: 'Order Completed' },
      ['dot'],
    ],
    ['a trait', trait('city', { op: 'is', value: 'berlin' }), ['ann']],
    ['a trait, one of', trait('city', { op: 'in', values: ['Berlin', 'Rome'] }), ['ann', 'bob']],
    ['a trait, none of', trait('city', { op: 'not_in', values: ['Berlin', 'Rome'] }), ['cid', 'dot', 'eve']],
    ['a trait that contains', trait('city', { op: 'contains', value: 'OM' }), ['bob']],
    ['a trait that begins with', trait('city', { op: 'starts_with', value: 'be' }), ['ann']],
    ['a number', trait('shoe_size', { op: 'at_least', value: 42 }), ['ann']],
    ['a text is no number', trait('city', { op: 'at_least', value: 0 }), []],
    ['a known trait', trait('shoe_size', { op: 'known' }), ['ann', 'bob']],
    ['an unknown trait', trait('shoe_size', { op: 'unknown' }), ['cid', 'dot', 'eve']],
    ['an entry of a list', trait('colours', { op: 'is', value: 'blue' }), ['ann']],
    ['a day', trait('joined_on', { op: 'before', day: '2026-01-01' }), ['ann']],
    ['a day to come', trait('party_on', { op: 'in_next_days', days: 10 }), ['ann']],
    ['a day gone by', trait('joined_on', { op: 'in_last_days', days: 30 }), ['bob']],
    ['a trait that may not serve marketing is not read', trait('secret_size', { op: 'known' }), []],
    ['consent', { type: 'consent', channel: 'email', purpose: 'marketing', state: 'granted' }, ['ann']],
    [
      'consent, the strictest of a person',
      { type: 'consent', channel: 'sms', purpose: 'marketing', state: 'denied' },
      ['ann'],
    ],
    [
      'no word about consent',
      { type: 'consent', channel: 'push', purpose: 'marketing', state: 'none' },
      ['bob', 'cid', 'dot', 'eve'].concat('ann').sort(),
    ],
    ['a tier, in whatever case', { type: 'tier', tiers: ['GOLD'] }, ['ann']],
    ['points', { type: 'points', op: 'at_least', value: 100 }, ['ann']],
    [
      'a subscription near renewal',
      { type: 'subscription', status: ['active'], renewsWithinDays: 14 },
      ['bob'],
    ],
    ['an identifier', { type: 'identifier', kind: 'phone', present: true }, ['dot']],
    ['an identifier that is missing', { type: 'identifier', kind: 'email', present: false }, ['dot', 'eve']],
    ['first seen lately', { type: 'first_seen', op: 'in_last_days', days: 30 }, ['bob', 'eve']],
    ['all', { all: [orders({}), trait('city', { op: 'known' })] }, ['ann', 'bob']],
    [
      'any',
      {
        any: [
          { type: 'identifier', kind: 'phone', present: true },
          trait('city', { op: 'is', value: 'Rome' }),
        ],
      },
      ['bob', 'dot'],
    ],
    ['not', { not: orders({}) }, ['dot', 'eve']],
  ]
  test.each(cases)('%s', async (what, rule, expected) => {
    expect(ruleInput.parse(rule)).toEqual(rule)
    expect(
      names(
        (await membersOfSegment(db, saved.get(what) ?? '', { limit: 100 })).members.map(
          ({ customerId }) => customerId,
        ),
      ),
    ).toEqual(expected)
    const counted = await countSegment(db, { rule, purpose: 'marketing' }, now)
    expect(counted).toMatchObject({ members: expected.length, of: 5, exact: true })
  })

  test('members of another segment', async () => {
    const inner = await saveSegment(
      db,
      { name: 'Inner', description: '', purpose: 'marketing', rule: orders({}) },
      null,
      now,
    )
    expect(await meant({ not: { type: 'segment', segmentId: inner.segmentId } })).toEqual(['dot', 'eve'])
  })

  test('what a rule says is never a part of a statement', async () => {
    const before = await sql<{ n: number }>`select count(*) as n from customers`.execute(db)
    for (const text of hostile)
      await countSegment(db, { rule: ruleInput.parse({ any: everyField(text) }), purpose: 'marketing' }, now)
    const stored = hostile.flatMap(everyField).filter((rule) => !('type' in rule && rule.type === 'segment'))
    await meant(ruleInput.parse({ any: stored.slice(0, 60) }))
    const after = await sql<{ n: number }>`select count(*) as n from customers`.execute(db)
    expect(after.rows).toEqual(before.rows)
  })

  test('values of any shape compare or do not, and nothing throws', async () => {
    const odd = await person(db)
    const shapes = [
      null,
      true,
      1e300,
      -0.5,
      '12',
      '12e5',
      '2026-99-45',
      [],
      ['a', 7],
      {},
      { a: [1] },
      '',
      '💡',
    ]
    for (const [i, value] of shapes.entries())
      await happened(db, odd, 'Odd Thing', daysAgo(1), { value, [`n${i}`]: value })
    const comparisons: Comparison[] = [
      { op: 'is', value: '12' },
      { op: 'is_not', value: 'x' },
      { op: 'in', values: ['a', 7, true] },
      { op: 'contains', value: '1' },
      { op: 'starts_with', value: '1' },
      { op: 'at_least', value: 12 },
      { op: 'before', day: '2027-01-01' },
      { op: 'in_next_days', days: 3650 },
      { op: 'known' },
      { op: 'unknown' },
    ]
    const answers: (number | undefined)[] = []
    for (const is of comparisons) {
      const times = { op: 'at_least' as const, value: 1 }
      const rule: Rule = { type: 'event', name: 'Odd Thing', times, where: [{ property: 'value', is }] }
      answers.push((await countSegment(db, { rule, purpose: 'marketing' }, now)).members)
    }
    expect(answers).toEqual([1, 1, 1, 1, 1, 1, 0, 0, 1, 1])
    ids.odd = odd
  })
})

describe('the schema of a rule', () => {
  const refused: [string, unknown][] = [
    ['an unknown field', { type: 'event', name: 'x', wihtinDays: 3 }],
    ['an unknown type', { type: 'sql', text: 'true' }],
    ['revenue without a currency', { type: 'orders', measure: 'revenue', op: 'at_least', value: 1 }],
    [
      'a product in a store',
      { type: 'orders', measure: 'count', op: 'at_least', value: 1, productId: 'a', storeId: 'b' },
    ],
    ['an empty group', { all: [] }],
    ['a NUL', { type: 'trait', name: 'a\0b', is: { op: 'known' } }],
    ['half a character', { type: 'trait', name: 'a\ud800', is: { op: 'known' } }],
    ['ten thousand letters', { type: 'trait', name: 'a'.repeat(10_000), is: { op: 'known' } }],
    ['no number', { type: 'trait', name: 'a', is: { op: 'at_least', value: Number.NaN } }],
    [
      'too deep',
      Array.from({ length: 12 }).reduce<unknown>((rule) => ({ not: rule }), { type: 'tier', tiers: ['a'] }),
    ],
    [
      'too many conditions',
      {
        any: Array.from({ length: 7 }, () => ({
          all: Array.from({ length: 9 }, () => ({ type: 'tier', tiers: ['a'] })),
        })),
      },
    ],
  ]
  test.each(refused)('%s is refused', (_what, rule) => {
    expect(segmentInput.safeParse({ name: 'A', rule }).success).toBe(false)
  })
})

/** Conditions with this text wherever a text can stand. */
function everyField(text: string): Rule[] {
  const known: Comparison = { op: 'known' }
  return [
    { type: 'trait', name: text, is: known },
    { type: 'trait', name: 'city', is: { op: 'is', value: text } },
    { type: 'trait', name: 'city', is: { op: 'in', values: [text, text] } },
    { type: 'trait', name: 'city', is: { op: 'contains', value: text } },
    { type: 'trait', name: 'city', is: { op: 'starts_with', value: text } },
    {
      type: 'event',
      name: text,
      notFollowedBy: text,
      where: [{ property: text, is: { op: 'is', value: text } }],
    },
    { type: 'orders', measure: 'count', op: 'at_least', value: 1, channel: text, storeId: text },
    { type: 'orders', measure: 'count', op: 'at_least', value: 1, productId: text },
    { type: 'segment', segmentId: text },
    { type: 'cluster', cluster: text },
    { type: 'tier', tiers: [text] },
    { type: 'subscription', status: [text] },
    { type: 'identifier', kind: text, present: true },
  ]
}

/** Ann (and another member of hers), Bob, Cid, Dot and Eve. */
async function fill(db: Db, ids: Record<string, string>): Promise<void> {
  await buyer(db, 'ann@example.com', [
    { days: 300, total: 5000 },
    {
      days: 10,
      total: 6000,
      more: { status: 'refunded', payments: [{ kind: 'refund', amount: 1000, method: null }] },
    },
    { days: 5, total: 70_000, more: { status: 'cancelled' } },
  ])
  await buyer(db, 'bob@example.com', [
    {
      days: 20,
      total: 3000,
      more: {
        lines: [
          { productId: 'lamp', variantId: 'l', title: 'Lamp', options: '', quantity: 1, unitPrice: 3000 },
        ],
      },
    },
  ])
  await buyer(db, 'cid@example.com', [
    { days: 200, total: 4000, more: { channel: 'store', storeId: 'berlin' } },
    { days: 150, total: 9900, more: { currency: 'EUR' } },
  ])
  for (const name of ['ann', 'bob', 'cid'])
    ids[name] = (await findByIdentifier(db, 'email', `${name}@example.com`))?.customerId ?? ''
  ids.dot = await person(db, [{ kind: 'phone', value: '+4915112345678' }])
  ids.eve = await person(db, [{ kind: 'anonymous_id', value: 'eve-1' }], 10)
  await knownOf(db, ids)
  // another member of Ann's: what it did and said is hers
  const other = await person(db, [{ kind: 'anonymous_id', value: 'ann-2' }])
  await linkCustomer(db, other, ids.ann ?? '', 'test', now)
  ids.ann = await rootOf(db, other)
  await happened(db, other, 'Product Viewed', daysAgo(60), { category: 'mugs', price: 10 })
  await happened(db, other, 'Product Added', daysAgo(30))
  const stop = { customerId: other, channel: 'sms' as const, purpose: 'marketing' as const }
  await recordConsent(db, { ...stop, state: 'denied', source: 'staff', evidence: 'said so' }, now)
}

async function knownOf(db: Db, ids: Record<string, string>): Promise<void> {
  const said = async (who: string, name: string, value: unknown) => {
    const trait = {
      customerId: ids[who] ?? '',
      source: 'quiz',
      party: 'zero' as const,
      evidence: 'said',
      at: daysAgo(3),
    }
    await profile.setTrait(db, { ...trait, name, value, purposes: ['marketing'] }, now)
  }
  await said('ann', 'city', 'Berlin')
  await said('ann', 'shoe_size', '42')
  await said('bob', 'shoe_size', 41)
  await said('ann', 'colours', ['red', 'Blue'])
  await said('ann', 'joined_on', '2025-06-01')
  await said('bob', 'joined_on', '2026-02-20T10:00:00Z')
  await said('ann', 'party_on', '2026-03-08')
  await said('bob', 'city', 'Rome')
  const quiet = {
    customerId: ids.bob ?? '',
    source: 'quiz',
    party: 'zero' as const,
    evidence: 'said',
    at: daysAgo(3),
  }
  await profile.setTrait(db, { ...quiet, name: 'secret_size', value: 7, purposes: ['service'] }, now)
  const yes = {
    customerId: ids.ann ?? '',
    purpose: 'marketing' as const,
    source: 'staff' as const,
    evidence: 'form',
  }
  await recordConsent(db, { ...yes, channel: 'email', state: 'granted' }, now)
  await recordConsent(db, { ...yes, channel: 'sms', state: 'granted' }, now)
  await happened(db, ids.dot ?? '', 'Product Viewed', daysAgo(2), { category: 'lamps', price: 30 })
  await happened(db, ids.dot ?? '', 'Product Viewed', daysAgo(40), { category: 'mugs', price: '9' })
  await happened(db, ids.dot ?? '', 'Product Added', daysAgo(2))
  await happened(db, ids.eve ?? '', 'Product Viewed', new Date(now.getTime() - 60_000), { price: '25.5' })
  await loyalty(db, ids)
}

async function loyalty(db: Db, ids: Record<string, string>): Promise<void> {
  const told = (who: string, name: string, properties: Record<string, unknown>) => ({
    customerId: ids[who] ?? '',
    event: {
      messageId: `${name} of ${who}`,
      type: 'track' as const,
      name,
      occurredAt: daysAgo(4),
      receivedAt: daysAgo(4),
      identifiers: [],
      properties,
      traits: {},
      context: {},
      source: 'test',
      trust: 'secret' as const,
    },
  })
  await profile.applyEvents(
    db,
    [
      told('ann', 'Loyalty Tier Changed', { tier: 'Gold' }),
      told('ann', 'Loyalty Points Earned', { points: 120 }),
      told('bob', 'Loyalty Points Earned', { points: 20 }),
      told('bob', 'Subscription Started', { subscription_id: 's1', renewal_date: '2026-03-10' }),
      told('cid', 'Subscription Started', { subscription_id: 's2', renewal_date: '2026-05-10' }),
    ],
    now,
  )
}
