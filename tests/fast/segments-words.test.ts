import { expect, test } from 'vitest'
import { type Rule, ruleInput, segmentInput } from '#contract/segments.ts'
import { describeRule, readyMadeSegments } from '#domain/segments/index.ts'

const told: [Rule, string][] = [
  [{ type: 'orders', measure: 'count', op: 'exactly', value: 1 }, 'Exactly 1 order'],
  [
    { type: 'orders', measure: 'revenue', op: 'at_least', value: 50_000, currency: 'USD', withinDays: 365 },
    'Spent at least $500.00 in the last 365 days',
  ],
  [
    { type: 'orders', measure: 'days_since_last', op: 'more_than', value: 180 },
    'Last order more than 180 days ago',
  ],
  [
    { type: 'event', name: 'Product Added', withinDays: 1, minutesAgo: 60, notFollowedBy: 'Order Completed' },
    '“Product Added” in the last day, at least 60 minutes ago, and no “Order Completed” since',
  ],
  [
    {
      type: 'event',
      name: 'Product Viewed',
      times: { op: 'at_least', value: 2 },
      where: [{ property: 'category', is: { op: 'in', values: ['Tents', 'Boots'] } }],
    },
    '“Product Viewed” at least 2 times where category is “Tents” or “Boots”',
  ],
  [{ type: 'trait', name: 'shoe_size', is: { op: 'at_least', value: 42 } }, 'Shoe size is at least 42'],
  [
    { type: 'prediction', name: 'buys_30', op: 'at_least', value: 0.5 },
    'The chance of a purchase within 30 days is at least 50%',
  ],
  [
    { type: 'consent', channel: 'email', purpose: 'marketing', state: 'granted' },
    'Said yes to marketing by email',
  ],
  [{ type: 'rfm', groups: ['champions', 'cant_lose'] }, 'RFM group Champions or Can’t lose them'],
  [
    {
      all: [
        { type: 'tier', tiers: ['gold'] },
        {
          any: [
            { type: 'identifier', kind: 'phone', present: true },
            { not: { type: 'cluster', cluster: 'cluster 2' } },
          ],
        },
      ],
    },
    'Loyalty tier gold and (has phone or not (in cluster 2))',
  ],
  [
    { type: 'subscription', status: ['active'], renewsWithinDays: 14 },
    'Has a subscription that is active and renews within 14 days',
  ],
  [{ type: 'segment', segmentId: 'seg_1' }, 'In “Lapsed”'],
]

test.each(told)('%o is told', (rule, words) => {
  expect(describeRule(ruleInput.parse(rule), { segments: new Map([['seg_1', 'Lapsed']]) })).toBe(words)
})

test('every ready-made segment is a valid one, with a name of its own', () => {
  for (const { key: _key, ...input } of readyMadeSegments) expect(segmentInput.parse(input)).toEqual(input)
  expect(new Set(readyMadeSegments.map(({ name }) => name)).size).toBe(readyMadeSegments.length)
  expect(readyMadeSegments.length).toBeGreaterThanOrEqual(12)
})
