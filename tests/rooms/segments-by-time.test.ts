import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Rule } from '#contract/segments.ts'
import { applyEvents as applyToProfile, setTrait } from '#domain/profile/index.ts'
import {
  archiveSegment,
  membersOfSegment,
  refreshAll,
  refreshDue,
  saveSegment,
} from '#domain/segments/index.ts'
import type { Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'
import { allHappened, buyer, daysAgo, segmentNow as now, person } from '../support/segment-shop.ts'

const HOUR = 3_600_000
const PEOPLE = 40

/** Each of them is true of a person for a while only. */
const rules: Record<string, Rule> = {
  'lately seen': { type: 'event', name: 'Product Viewed', withinDays: 3, minutesAgo: 90 },
  'often lately': {
    type: 'event',
    name: 'Product Viewed',
    withinDays: 5,
    times: { op: 'at_least', value: 2 },
  },
  'last order days ago': { type: 'orders', measure: 'days_since_last', op: 'more_than', value: 4 },
  'exactly so long ago': { type: 'orders', measure: 'days_since_last', op: 'exactly', value: 3.0 },
  'half a day counts as none': { type: 'orders', measure: 'days_since_first', op: 'at_least', value: 2.5 },
  'spent lately': {
    type: 'orders',
    measure: 'revenue',
    op: 'at_least',
    value: 1,
    currency: 'USD',
    withinDays: 6,
  },
  'is new': { type: 'first_seen', op: 'in_last_days', days: 5 },
  'is not new': { not: { type: 'first_seen', op: 'in_last_days', days: 2 } },
  'renews soon': { type: 'subscription', status: ['active'], renewsWithinDays: 2 },
  'has points': { type: 'points', op: 'at_least', value: 10 },
  'has a birthday soon': { type: 'trait', name: 'birthday', is: { op: 'in_next_days', days: 2 } },
}

describeOnBoth('time alone', (open) => {
  let store: Store
  let db: Store['db']
  beforeAll(async () => {
    store = await open()
    db = store.db
    await peopleWithPasts()
  })
  afterAll(() => store.close())

  /** Spread over ten days, each a little later than the last. */
  async function peopleWithPasts() {
    for (let n = 0; n < PEOPLE; n++) {
      const days = (n * 10) / PEOPLE
      const email = `p${n}@example.com`
      const customerId = await person(db, [{ kind: 'email', value: email }], days)
      await allHappened(db, [
        { customerId, name: 'Product Viewed', at: daysAgo(days) },
        { customerId, name: 'Product Viewed', at: daysAgo(days / 2) },
      ])
      await buyer(db, email, [{ days, total: 500 }])
      const said = (name: string, properties: Record<string, unknown>) => ({
        customerId,
        event: {
          messageId: `${name} ${n}`,
          type: 'track' as const,
          name,
          occurredAt: daysAgo(12),
          receivedAt: daysAgo(12),
          identifiers: [],
          properties,
          traits: {},
          context: {},
          source: 'test',
          trust: 'secret' as const,
        },
      })
      const renewal_date = daysAgo(5 - days).toISOString()
      await applyToProfile(
        db,
        [
          said('Loyalty Points Earned', { points: 20, expires_at: daysAgo(2 - days).toISOString() }),
          said('Subscription Started', { subscription_id: `s${n}`, renewal_date }),
        ],
        now,
      )
      const birthday = daysAgo(-days).toISOString().slice(0, 10)
      const trait = { customerId, name: 'birthday', value: birthday, party: 'zero' as const, source: 'quiz' }
      await setTrait(db, { ...trait, evidence: 'asked', at: now, purposes: ['marketing'] }, now)
    }
  }

  const named = (rule: Rule, name: string) => ({ name, description: '', purpose: 'marketing' as const, rule })

  /** Alone in the shop, so that nobody is asked because of another rule. */
  async function heldAgainstEverybody(rule: Rule): Promise<void> {
    const { segmentId } = await saveSegment(db, named(rule, 'by time'), null, now)
    expect((await refreshDue(db, now)).customers).toBe(PEOPLE)
    let changes = 0
    for (const hours of [1, 2.5, 7, 13, 13.5, 15, 16.2, 27, 40, 41.5, 46, 63, 64, 100]) {
      const at = new Date(now.getTime() + hours * HOUR)
      const done = await refreshDue(db, at)
      changes += done.changes.length
      if (hours === 1) expect(done.customers).toBeLessThan(PEOPLE / 2)
      const { members } = await membersOfSegment(db, segmentId, { limit: 1000 })
      const there = members.map(({ customerId }) => customerId).sort()
      const control = await saveSegment(db, named(rule, 'asked of everybody'), null, at)
      await refreshAll(db, at)
      const wanted = await membersOfSegment(db, control.segmentId, { limit: 1000 })
      await archiveSegment(db, control.segmentId, null, at)
      expect({ hours, there }).toEqual({
        hours,
        there: wanted.members.map(({ customerId }) => customerId).sort(),
      })
    }
    expect(changes).toBeGreaterThan(1)
    await archiveSegment(db, segmentId, null, now)
  }

  test.each(Object.entries(rules))('%s: moves the same as asking everybody would', (_name, rule) =>
    heldAgainstEverybody(rule),
  )

  test('a rule that names another moves with it', async () => {
    const inner = { type: 'event', name: 'Product Viewed', withinDays: 3 } as const
    const { segmentId } = await saveSegment(db, named(inner, 'inner'), null, now)
    await heldAgainstEverybody({ not: { type: 'segment', segmentId } })
    await archiveSegment(db, segmentId, null, now)
  })
})
