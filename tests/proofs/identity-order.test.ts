import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Consent, consentChannels, consentOf, recordConsent } from '#domain/consent/index.ts'
import { changeRules, defaultRules, mergeCustomers, unmergeCustomers } from '#domain/identity/index.ts'
import type { Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'
import { byTheRules, grouped, type Seen, streams, Telling } from '../support/identity-stream.ts'

const scale = Number(process.env.PROOF_SCALE ?? 0.05)
const numRuns = Math.ceil(300 * scale)
const now = new Date('2026-11-20T10:00:00Z')
const rules = {
  ...defaultRules,
  caps: { perKind: { user_id: 1, email: 3, phone: 2, loyalty_number: 2, whatsapp_id: 1 }, inAll: 9 },
}

let run = 0

describeOnBoth('people, whatever the order of events', (open) => {
  let store: Store
  beforeAll(async () => {
    store = await open({ poolSize: 16 })
    await changeRules(store.db, { caps: rules.caps }, null, now)
  })
  afterAll(() => store.close())

  test('any order, any grouping and sixteen writers at once give the same people and the same member per event', async () => {
    await fc.assert(
      fc.asyncProperty(streams, fc.infiniteStream(fc.nat(1000)), async (records, random) => {
        run++
        const [one, other] = [new Telling(store.db, run, 1, now), new Telling(store.db, run, 2, now)]
        const first = await inGroups(one, records, () => random.next().value ?? 0)
        const shuffled = shuffle(records, () => random.next().value ?? 0)
        const second = await atOnce(other, shuffled)
        const [storedOne, storedOther] = [await one.stored(), await other.stored()]
        expect(storedOther.people).toEqual(storedOne.people)
        expect(storedOther.quarantined).toEqual(storedOne.quarantined)
        const wanted = byTheRules(records, rules, one)
        expect(storedOne.people).toHaveLength(wanted.clusters.length)
        expect(storedOne.quarantined).toHaveLength(wanted.quarantined.size)
        expect(storedOne.people).toEqual(named(wanted.clusters, run))
        expect(membersOf(shuffled, second, storedOther.names)).toEqual(
          membersOf(
            shuffled,
            shuffled.map((record) => first.get(record) ?? ''),
            storedOne.names,
          ),
        )
      }),
      { numRuns },
    )
  })

  test('the same events again, in another order and at once, write nothing', async () => {
    await fc.assert(
      fc.asyncProperty(streams, async (records) => {
        const telling = new Telling(store.db, ++run, 3, now)
        await atOnce(telling, records)
        const before = await telling.everything()
        await atOnce(telling, [...records].reverse())
        await telling.tell(records)
        expect(await telling.everything()).toEqual(before)
      }),
      { numRuns: Math.ceil(numRuns / 2) },
    )
  })

  test('a merge taken back, and a part cut off, hold against the same events', async () => {
    await fc.assert(
      fc.asyncProperty(streams, fc.nat(1000), fc.nat(1000), async (records, a, b) => {
        const telling = new Telling(store.db, ++run, 4, now)
        await atOnce(telling, records)
        const before = await telling.everything()
        const roots = [...new Set((await telling.stored()).roots.values())].sort()
        const [customerId = '', otherId = ''] = [
          roots[a % roots.length],
          roots[(a + 1 + (b % Math.max(1, roots.length - 1))) % roots.length],
        ]
        if (customerId !== otherId) {
          const { roots: sides } = await telling.stored()
          await say(customerId, 'granted', a)
          await say(otherId, a % 2 ? 'denied' : 'granted', b)
          const consents = await consentOfBoth(customerId, otherId)
          const apart = [...sides].filter(([, root]) => root === otherId).map(([id]) => id)
          const merged = await mergeCustomers(
            store.db,
            { customerId, otherId, staffId: 'stf_1', reason: 'the same' },
            now,
          )
          expect(merged.merged).toBe(true)
          const [one, other] = await consentOfBoth(customerId, otherId)
          expect(statesOf(one)).toEqual(statesOf(other))
          for (const [i, { state }] of (one?.lines ?? []).entries())
            if (consents.some(({ lines }) => lines[i]?.state === 'denied')) expect(state).toBe('denied')
          await atOnce(telling, records)
          expect(new Set((await telling.stored()).roots.values()).size).toBe(roots.length - 1)
          await unmergeCustomers(store.db, { customerId, apart, staffId: 'stf_1', reason: 'no' }, now)
          expect(await telling.everything()).toEqual(before)
          expect(await consentOfBoth(customerId, otherId)).toEqual(consents)
        }
        await cutOff(telling, records, b)
      }),
      { numRuns: Math.ceil(numRuns / 2) },
    )
  })

  const say = (customerId: string, state: 'granted' | 'denied', pick: number) =>
    recordConsent(
      store.db,
      {
        customerId,
        channel: consentChannels[pick % consentChannels.length] ?? 'email',
        purpose: 'all',
        state,
        source: 'test',
        evidence: 'said so',
      },
      now,
    )

  const consentOfBoth = (...ids: string[]) => Promise.all(ids.map((id) => consentOf(store.db, id)))

  async function cutOff(telling: Telling, records: Seen[], pick: number): Promise<void> {
    const people = grouped([...(await telling.stored()).roots], ([, root]) => root)
    const several = [...people.values()].filter((members) => members.length > 1)
    const members = (several[pick % Math.max(1, several.length)] ?? []).map(([id]) => id)
    if (members.length < 2) return
    const apart = members.slice(0, 1 + (pick % (members.length - 1)))
    const customerId = members[0] ?? ''
    await unmergeCustomers(store.db, { customerId, apart, staffId: 'stf_1', reason: 'two people' }, now)
    for (const again of [false, true]) {
      if (again) await atOnce(telling, records)
      const { roots } = await telling.stored()
      const cut = new Set(apart.map((id) => roots.get(id)))
      expect(members.filter((id) => !apart.includes(id) && cut.has(roots.get(id)))).toEqual([])
    }
  }
})

const statesOf = (consent: Consent | undefined) => consent?.lines.map(({ state }) => state)

/** One after the other, some at a time. Answers the member of each record. */
async function inGroups(telling: Telling, records: Seen[], next: () => number): Promise<Map<Seen, string>> {
  const members = new Map<Seen, string>()
  for (let at = 0; at < records.length; ) {
    const group = records.slice(at, at + 1 + (next() % 7))
    const { people } = await telling.tell(group)
    for (const [i, record] of group.entries()) members.set(record, people[i]?.customerId ?? '')
    at += group.length
  }
  return members
}

/** All at once, each in a call of its own. */
function atOnce(telling: Telling, records: Seen[]): Promise<string[]> {
  return Promise.all(
    records.map(async (record) => (await telling.tell([record])).people[0]?.customerId ?? ''),
  )
}

function membersOf(records: Seen[], ids: string[], names: Map<string, string>) {
  return records.map((record, i) => [record, names.get(ids[i] ?? '')])
}

function named(clusters: string[][], of: number) {
  const prefix = `1${String(of).padStart(5, '0')}`
  return clusters.map((cluster) => cluster.map((id) => id.replace(prefix, '').toLowerCase()).sort()).sort()
}

function shuffle<T>(list: readonly T[], next: () => number): T[] {
  return list
    .map((entry) => ({ entry, at: next() }))
    .sort((x, y) => x.at - y.at)
    .map(({ entry }) => entry)
}
