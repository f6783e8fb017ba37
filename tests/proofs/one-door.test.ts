import { describe, expect, test } from 'vitest'
import { createTestDatabase, openTestStore } from '../support/database.ts'
import { type Outcome, tryInProcess, tryOnServer } from '../support/one-door/trial.ts'
import { withoutLocks } from '../support/one-door/without-locks.ts'

const scale = Number(process.env.PROOF_SCALE ?? 0.05)
const absent = !process.env.TEST_DATABASE_URL
if (absent && process.env.CI === 'true') throw new Error('CI needs TEST_DATABASE_URL')

const attempts = Math.ceil(200_000 * scale)
const people = Math.ceil(2000 * scale)

describe.skipIf(absent)(
  `one door out of two processes (postgres${absent ? ': no TEST_DATABASE_URL' : ''})`,
  () => {
    test('whatever agents, associates and journeys attempt, nothing leaves that may not', async () => {
      const { url, drop } = await createTestDatabase()
      try {
        const outcome = await tryOnServer(url, {
          people,
          attempts,
          seconds: Math.max(12, attempts / 400),
          kills: 3,
        })
        tell('postgres', outcome)
        expectRight(outcome)
        expect(outcome.kills).toBeGreaterThan(0)
      } finally {
        await drop()
      }
    })

    test('the lock is what keeps the caps: the checker sees it taken out', async () => {
      expect((await crowded(true)).verdicts.overCap).toEqual([])
      // a race need not be lost at once
      let over = 0
      for (let tries = 0; tries < 3 && over === 0; tries++)
        over = (await crowded(false)).verdicts.overCap.length
      expect(over).toBeGreaterThan(0)
    })
  },
)

/** Many messages to the same people, all due in the same second, on the channels of two processes. */
async function crowded(locked: boolean): Promise<Outcome> {
  const { url, drop } = await createTestDatabase()
  try {
    if (!locked) await withoutLocks(url)
    const outcome = await tryOnServer(url, { people: 30, attempts: 900, seconds: 8, kills: 0, crowded: true })
    tell(locked ? 'crowded' : 'crowded, without locks', outcome)
    return outcome
  } finally {
    await drop()
  }
}

test('one door out of one process (pglite): nothing leaves that may not', async () => {
  const outcome = await tryInProcess(() => openTestStore('pglite'), {
    people: Math.ceil(people / 4),
    attempts: Math.ceil(attempts / 4),
    seconds: Math.max(12, attempts / 4 / 150),
    kills: 0,
  })
  tell('pglite', outcome)
  expectRight(outcome)
})

function expectRight(outcome: Outcome): void {
  const { verdicts, rows, states, lost, doubled, requests } = outcome
  for (const [what, cases] of Object.entries(verdicts))
    expect(cases.slice(0, 5), `${what}: ${cases.length}`).toEqual([])
  expect(lost).toEqual([])
  expect(doubled).toEqual([])
  // every attempt is in one named state, and none is still on its way
  const ends = ['held', 'unknown', 'sent', 'delivered', 'read', 'failed', 'dead', 'refused', 'cancelled']
  expect(Object.keys(states).filter((state) => !ends.includes(state))).toEqual([])
  expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length)
  for (const wrong of wrongEnds(outcome).slice(0, 5)) expect(wrong).toBe('')
  // the rules have bitten: a proof in which nothing happens shows nothing
  expect(requests.filter(({ taken }) => taken).length).toBeGreaterThan(rows.length / 20)
  // a rare one need not come about among a few people
  const rare = outcome.evidence.people.length < 50 ? ['with_staff'] : []
  for (const reason of bitten.filter((each) => !rare.includes(each)))
    expect(reasonsOf(outcome), reason).toContain(reason)
}

const bitten = [
  'denied',
  'held_out',
  'quiet_hours',
  'with_staff',
  'window_closed',
  'cap_reached',
  'outranked',
]

function reasonsOf({ answers, rows }: Outcome): string[] {
  const atOnce = Object.keys(answers).map((answer) => answer.split(': ')[1] ?? '')
  return [...new Set([...atOnce, ...rows.map(({ reason }) => reason ?? '')])]
}

/** Rows of one part whose state is not what the provider has told of it. */
function wrongEnds({ rows, requests, callbacks }: Outcome): string[] {
  const order = ['sent', 'failed', 'delivered', 'read']
  const told = new Map<string, number>()
  for (const { outboxId, status } of callbacks)
    told.set(outboxId, Math.max(told.get(outboxId) ?? -1, order.indexOf(status)))
  const taken = new Map(requests.filter((one) => one.taken).map((one) => [one.outboxId, one]))
  return rows.flatMap((row) => {
    const request = taken.get(row.outboxId)
    if (!request || row.parts !== 1) return []
    const furthest = order[told.get(row.outboxId) ?? -1]
    // of whom nobody has told, the answer may have been lost, by a cut, by a kill or by a slow machine
    const may = furthest === undefined ? ['sent', 'unknown'] : [furthest]
    return may.includes(row.state) ? [] : [`${row.outboxId} is ${row.state}, told ${furthest ?? 'nothing'}`]
  })
}

function tell(name: string, { answers, states, requests, kills, deeds, verdicts }: Outcome): void {
  if (process.env.PROOF_TELL !== '1') return
  const found = Object.fromEntries(Object.entries(verdicts).map(([what, cases]) => [what, cases.length]))
  const told = { name, requests: requests.length, kills, states, answers, deeds, found }
  process.stdout.write(`${JSON.stringify(told, null, 1)}
`)
}
