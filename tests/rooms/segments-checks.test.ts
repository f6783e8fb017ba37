import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Rule } from '#contract/segments.ts'
import { recordConsent } from '#domain/consent/index.ts'
import { findByIdentifier } from '#domain/identity/index.ts'
import { setTrait } from '#domain/profile/index.ts'
import {
  addReadyMadeSegments,
  noteChanged,
  refreshAll,
  refreshWaiting,
  ruleFields,
  saveSegment,
  segmentDetail,
  trainPredictions,
} from '#domain/segments/index.ts'
import type { Db, Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'
import { buyer, daysAgo, segmentNow as now, person } from '../support/segment-shop.ts'

const later = (days: number) => new Date(now.getTime() + days * 86_400_000)
const often: Rule = { type: 'orders', measure: 'count', op: 'at_least', value: 3 }

describeOnBoth('what is told of a segment', (open) => {
  let store: Store
  let db: Db
  let segmentId: string
  beforeAll(async () => {
    store = await open()
    db = store.db
    for (let c = 0; c < 40; c++) {
      const orders = c < 20 ? [5, 15, 25 + c, 40] : [100 + c]
      await buyer(
        db,
        `k${c}@example.com`,
        orders.map((days) => ({ days, total: 2000 + c })),
      )
      const customerId = (await findByIdentifier(db, 'email', `k${c}@example.com`))?.customerId ?? ''
      const said = { customerId, channel: 'email' as const, purpose: 'marketing' as const, evidence: 'form' }
      if (c < 12) await recordConsent(db, { ...said, state: 'granted', source: 'staff' }, now)
    }
    const input = { name: 'Often', description: '', purpose: 'marketing' as const, rule: often }
    segmentId = (await saveSegment(db, input, null, now)).segmentId
    await refreshAll(db, now)
  })
  afterAll(() => store.close())

  test('the checks say what is so, with their figures', async () => {
    const detail = await segmentDetail(db, segmentId, now)
    expect(detail.words).toBe('At least 3 orders')
    expect(detail.members).toHaveLength(20)
    expect(detail.days).toEqual([{ day: '2026-03-02', members: 20, joined: 20, left: 0 }])
    const { size, distinctiveness, stability, reachability, freshness } = detail.checks
    expect(size).toMatchObject({
      verdict: 'poor',
      words: 'too small to test',
      members: 20,
      customers: 40,
      share: 0.5,
    })
    expect(distinctiveness).toMatchObject({ verdict: 'good' })
    const orders = distinctiveness.effects.find(({ behaviour }) => behaviour === 'orders')
    expect(orders?.effect).toBeGreaterThan(2)
    expect(orders?.members).toBeCloseTo(4, 5)
    expect(orders?.others).toBeCloseTo(1, 5)
    const recency = distinctiveness.effects.find(({ behaviour }) => behaviour.startsWith('days since'))
    expect(recency?.effect).toBeLessThan(-2)
    expect(stability).toMatchObject({ verdict: 'unknown', words: 'too new to tell' })
    expect(reachability).toMatchObject({ verdict: 'good', words: '60% may be written to by e-mail' })
    expect(reachability.reach).toContainEqual({ channel: 'sms', members: 0, share: 0 })
    expect(freshness).toMatchObject({ verdict: 'good', words: 'up to date', dataAt: daysAgo(5) })
  })

  test('stability is the share of those who were there thirty days before, by today’s roots', async () => {
    for (const c of [20, 21])
      await buyer(db, `k${c}@example.com`, [
        { days: 1, total: 1 },
        { days: 2, total: 1 },
      ])
    await refreshAll(db, later(20))
    const { checks } = await segmentDetail(db, segmentId, later(31))
    expect(checks.stability).toMatchObject({
      verdict: 'good',
      words: '91% are the same as 30 days ago',
      overlap: { before: 20, now: 22, both: 20, either: 22 },
    })
    expect(checks.freshness).toMatchObject({ verdict: 'poor', words: 'last worked out over two hours ago' })
  })

  test('a segment of nobody, and one of everybody, say so', async () => {
    const make = async (name: string, rule: Rule) =>
      (await saveSegment(db, { name, description: '', purpose: 'marketing', rule }, null, now)).segmentId
    const nobody = await make('Nobody', { type: 'tier', tiers: ['none'] })
    const everybody = await make('Everybody', { not: { type: 'segment', segmentId: nobody } })
    await refreshAll(db, later(1))
    const empty = await segmentDetail(db, nobody, later(1))
    expect(empty.namedBy).toEqual([{ segmentId: everybody, name: 'Everybody' }])
    expect(Object.values(empty.checks).map(({ words }) => words)).toEqual([
      'nobody is in it',
      'too few to compare',
      'too new to tell',
      'nobody is in it',
      'nothing was heard of its members for 30 days',
    ])
    const all = await segmentDetail(db, everybody, later(1))
    expect(all.checks.size).toMatchObject({ verdict: 'poor', words: 'nearly everybody is in it' })
    expect(all.words).toBe('Not (in “Nobody”)')
    await expect(segmentDetail(db, 'seg_none', now)).rejects.toMatchObject({ kind: 'not-found' })
  })

  test('a form is offered what the shop has', async () => {
    const id = await person(db)
    const trait = { customerId: id, name: 'city', value: 'Rome', source: 'quiz', party: 'zero' as const }
    await setTrait(db, { ...trait, evidence: 'said', at: now, purposes: ['marketing'] }, now)
    await trainPredictions(db, later(1))
    const fields = await ruleFields(db, later(1))
    expect(fields.traits).toContainEqual({ name: 'city', values: ['Rome'] })
    expect(fields.currencies).toEqual(['USD'])
    expect(fields.channels).toEqual(['web'])
    expect(fields.events.find(({ name }) => name === 'Product Viewed')?.properties).toContain('category')
    expect(fields.segments.map(({ name }) => name)).toContain('Often')
    expect(fields.rfmGroups).toHaveLength(10)
    expect(fields.predictions).toEqual([])
    expect(fields.notInUse.map(({ verdict }) => verdict).join()).toMatch(/not enough data/)
  })

  test('the ready-made segments can all be asked, and told', async () => {
    await addReadyMadeSegments(db, now)
    await noteChanged(db, [await person(db)], now)
    await refreshWaiting(db, later(1))
    const fields = await ruleFields(db, later(1))
    for (const { segmentId: id } of fields.segments) {
      const { words, checks } = await segmentDetail(db, id, later(1))
      expect(words).toMatch(/^[A-Z“]/)
      for (const check of Object.values(checks)) expect(check.words).not.toBe('')
    }
  })
})
