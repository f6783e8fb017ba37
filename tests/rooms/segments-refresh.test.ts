import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Rule } from '#contract/segments.ts'
import {
  erasePerson as eraseIdentity,
  linkCustomer,
  mergeCustomers,
  unmergeCustomers,
} from '#domain/identity/index.ts'
import {
  addReadyMadeSegments,
  archiveSegment,
  daysOfSegment,
  erasePerson,
  exportPerson,
  findSegment,
  listSegments,
  membersOfSegment,
  noteChanged,
  readyMadeSegments,
  refreshAll,
  refreshChanged,
  refreshDue,
  refreshWaiting,
  saveSegment,
  segmentsOf,
} from '#domain/segments/index.ts'
import { inTransaction, type Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'
import { daysAgo, happened, segmentNow as now, person } from '../support/segment-shop.ts'

const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const viewed: Rule = { type: 'event', name: 'Product Viewed', withinDays: 7 }

describeOnBoth('who is in a segment', (open) => {
  let store: Store
  let db: Store['db']
  let made = 0
  beforeAll(async () => {
    store = await open({ poolSize: 18 })
    db = store.db
  })
  afterAll(() => store.close())

  const segment = async (rule: Rule, segmentId?: string) => {
    const name = segmentId === undefined ? `S ${++made}` : `S of ${segmentId}`
    const input = { name, description: '', purpose: 'marketing' as const, rule }
    return (await saveSegment(db, { ...input, segmentId }, 'stf_1', now)).segmentId
  }
  const members = async (segmentId: string) =>
    (await membersOfSegment(db, segmentId, { limit: 1000 })).members.map(({ customerId }) => customerId)

  test('somebody of whom something is noted moves, and nobody else is asked', async () => {
    const segmentId = await segment(viewed)
    const [ann, bob] = [await person(db), await person(db)]
    await refreshDue(db, now)
    await happened(db, ann, 'Product Viewed', daysAgo(1))
    await happened(db, bob, 'Product Viewed', daysAgo(1))
    await noteChanged(db, [ann, ann], now)
    const done = await refreshChanged(db, later(1))
    expect(done).toMatchObject({ customers: 1, changes: [{ customerId: ann, segmentId, change: 'joined' }] })
    expect(await members(segmentId)).toEqual([ann])
    expect(await segmentsOf(db, ann)).toMatchObject([{ segmentId, since: later(1) }])
    expect(await refreshChanged(db, later(2))).toMatchObject({ customers: 0, changes: [] })
  })

  test('a note that is taken back with its transaction moves nobody', async () => {
    const segmentId = await segment(viewed)
    await refreshDue(db, now)
    const ann = await person(db)
    const undone = inTransaction(db, async (tx) => {
      await happened(tx, ann, 'Product Viewed', daysAgo(1))
      await noteChanged(tx, [ann], now)
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(await refreshWaiting(db, later(1))).toEqual([])
    expect(await members(segmentId)).not.toContain(ann)
  })

  test('time alone moves people, at the hourly refresh', async () => {
    const segmentId = await segment(viewed)
    const ann = await person(db)
    await happened(db, ann, 'Product Viewed', daysAgo(6.99))
    await refreshDue(db, now)
    expect(await members(segmentId)).toContain(ann)
    expect((await refreshDue(db, later(59))).customers).toBe(0)
    const done = await refreshDue(db, later(61))
    expect(done.changes).toContainEqual({ customerId: ann, segmentId, change: 'left' })
    const days = await daysOfSegment(db, segmentId, 30)
    expect(days.at(-1)).toMatchObject({ day: '2026-03-02', left: 1 })
  })

  test('what two did who are one person counts together, and they are one member', async () => {
    const both: Rule = {
      all: [viewed, { type: 'event', name: 'Store Visited' }],
    }
    const segmentId = await segment(both)
    const viewing = await segment(viewed)
    const [ann, anna] = [await person(db), await person(db)]
    await happened(db, ann, 'Product Viewed', daysAgo(1))
    await happened(db, anna, 'Store Visited', daysAgo(1))
    await refreshDue(db, now)
    expect(await members(segmentId)).toEqual([])
    expect(await members(viewing)).toContain(ann)
    await linkCustomer(db, ann, anna, 'test', now)
    await noteChanged(db, [ann, anna], now)
    const changes = await refreshWaiting(db, later(1))
    expect(changes.filter((one) => one.segmentId === segmentId)).toHaveLength(1)
    const [root = ''] = await members(segmentId)
    expect([ann, anna]).toContain(root)
    const twice = (await members(viewing)).filter((id) => id === ann || id === anna)
    expect(twice).toEqual([root])
    for (const id of [ann, anna])
      expect((await segmentsOf(db, id)).map((one) => one.segmentId)).toContain(segmentId)
  })

  test('who is erased is in no segment, and no refresh brings them back', async () => {
    const segmentId = await segment(viewed)
    const ann = await person(db)
    await happened(db, ann, 'Product Viewed', daysAgo(1))
    await refreshDue(db, now)
    await noteChanged(db, [ann], now)
    const kept = await exportPerson(db, [ann])
    expect(kept.segment_members?.length).toBeGreaterThan(0)
    expect(kept.segment_queue).toHaveLength(1)
    await inTransaction(db, async (tx) => {
      await erasePerson(tx, [ann], now)
      await eraseIdentity(tx, [ann], now)
    })
    const nothing = { segment_members: [], segment_queue: [], customer_scores: [] }
    expect(await exportPerson(db, [ann])).toEqual(nothing)
    await noteChanged(db, [ann], now)
    await refreshWaiting(db, later(1))
    await refreshAll(db, later(1))
    expect(await members(segmentId)).not.toContain(ann)
    expect(await exportPerson(db, [ann])).toEqual(nothing)
  })

  test('a changed rule is asked of everybody again, and so is a segment that names it', async () => {
    const inner = await segment(viewed)
    const outer = await segment({ not: { type: 'segment', segmentId: inner } })
    const ann = await person(db)
    await happened(db, ann, 'Store Visited', daysAgo(1))
    await refreshDue(db, now)
    expect(await members(outer)).toContain(ann)
    await segment({ type: 'event', name: 'Store Visited' }, inner)
    expect((await findSegment(db, outer))?.evaluatedAt).toBeNull()
    await refreshDue(db, later(1))
    expect(await members(inner)).toContain(ann)
    expect(await members(outer)).not.toContain(ann)
  })

  test('segments that name each other in a circle, and names that are taken, are refused', async () => {
    const first = await segment(viewed)
    const second = await segment({ type: 'segment', segmentId: first })
    await expect(segment({ type: 'segment', segmentId: second }, first)).rejects.toMatchObject({
      kind: 'bad-request',
    })
    await expect(segment({ type: 'segment', segmentId: first }, first)).rejects.toMatchObject({
      kind: 'bad-request',
    })
    await expect(segment({ type: 'segment', segmentId: 'seg_nobody' })).rejects.toMatchObject({
      kind: 'bad-request',
    })
    const input = { name: `s ${made - 1}`, description: '', purpose: 'marketing' as const, rule: viewed }
    await expect(saveSegment(db, input, null, now)).rejects.toMatchObject({ kind: 'conflict' })
    await expect(archiveSegment(db, first, null, now)).rejects.toMatchObject({ kind: 'conflict' })
  })

  test('an archived segment has no members, and gets none by a refresh that had begun', async () => {
    const segmentId = await segment(viewed)
    const ann = await person(db)
    await happened(db, ann, 'Product Viewed', daysAgo(1))
    await refreshDue(db, now)
    expect(await members(segmentId)).toContain(ann)
    const begun = refreshAll(db, later(2), 1) // one customer at a time: the archiving comes in between
    await archiveSegment(db, segmentId, 'stf_1', later(1))
    await begun
    expect(await members(segmentId)).toEqual([])
    expect((await listSegments(db, later(2))).map((one) => one.segmentId)).not.toContain(segmentId)
    await expect(archiveSegment(db, segmentId, 'stf_1', later(3))).rejects.toMatchObject({
      kind: 'not-found',
    })
  })

  test('sixteen at once note and refresh, and everybody is where they belong', async () => {
    const segmentId = await segment(viewed)
    await refreshDue(db, now)
    const people: string[] = []
    for (let i = 0; i < 48; i++) people.push(await person(db))
    await Promise.all(
      Array.from({ length: 16 }, async (_, worker) => {
        for (const id of people.slice(worker * 3, worker * 3 + 3)) {
          await inTransaction(db, async (tx) => {
            await happened(tx, id, 'Product Viewed', daysAgo(1))
            await noteChanged(tx, [id, ...people.slice(0, 5)], now)
          })
          if (worker % 4 === 0) await refreshChanged(db, later(1), 20)
        }
      }),
    )
    await refreshWaiting(db, later(2))
    const found = await members(segmentId)
    expect(found.filter((id) => people.includes(id)).sort()).toEqual([...people].sort())
  })

  test('the ready-made segments come once, and an archived one does not come back', async () => {
    await addReadyMadeSegments(db, now)
    const first = await listSegments(db, now)
    const vip = first.find((one) => one.readyMade === 'vip')
    await archiveSegment(db, vip?.segmentId ?? '', null, now)
    await addReadyMadeSegments(db, now)
    const keys = (await listSegments(db, now)).flatMap((one) => one.readyMade ?? [])
    expect(keys.sort()).toEqual(
      readyMadeSegments
        .map(({ key }) => key)
        .filter((key) => key !== 'vip')
        .sort(),
    )
    await refreshDue(db, now)
  })

  test('a page of members goes on where the last one ended', async () => {
    const segmentId = await segment({ type: 'first_seen', op: 'before_last_days', days: 1 })
    await refreshDue(db, now)
    const whole = await members(segmentId)
    const paged: string[] = []
    let cursor: string | undefined
    do {
      const page = await membersOfSegment(db, segmentId, { limit: 7, cursor })
      paged.push(...page.members.map(({ customerId }) => customerId))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(paged).toEqual(whole)
    expect(whole.length).toBeGreaterThan(40)
  })

  test('staff merge two people and part them again: one member, then the right one of two', async () => {
    const segmentId = await segment(viewed)
    const a = await person(db, [{ kind: 'email', value: 'merge-a@example.com' }])
    const b = await person(db, [{ kind: 'email', value: 'merge-b@example.com' }])
    await happened(db, b, 'Product Viewed', daysAgo(1))
    await refreshDue(db, now)
    const { rootId } = await mergeCustomers(
      db,
      { customerId: a, otherId: b, staffId: 'stf_1', reason: 'same' },
      now,
    )
    await noteChanged(db, [a, b], now)
    await refreshWaiting(db, later(1))
    const mine = async () => (await members(segmentId)).filter((id) => [a, b].includes(id))
    expect(await mine()).toEqual([rootId])
    const parting = { customerId: rootId, apart: [b], staffId: 'stf_1', reason: 'two people' }
    await unmergeCustomers(db, parting, later(2))
    await noteChanged(db, [a, b], later(2))
    await refreshWaiting(db, later(3))
    expect(await mine()).toEqual([b])
  })
})
