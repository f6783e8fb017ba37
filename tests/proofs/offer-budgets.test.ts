import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openStore } from '#store/index.ts'
import { createTestDatabase } from '../support/database.ts'
import { anyRace, type Race, type RaceOffer, run, WORKERS, wrongs } from '../support/offer-race.ts'
import { withoutLocks } from '../support/one-door/without-locks.ts'

const SCALE = Number(process.env.PROOF_SCALE ?? 0.05)
const RUNS = Math.max(6, Math.round(120 * SCALE))
const absent = !process.env.TEST_DATABASE_URL
if (absent && process.env.CI === 'true') throw new Error('CI needs TEST_DATABASE_URL')

async function onServer<T>(
  locked: boolean,
  work: (store: Awaited<ReturnType<typeof openStore>>) => Promise<T>,
) {
  const { url, drop } = await createTestDatabase()
  if (!locked) await withoutLocks(url)
  const store = await openStore({ databaseUrl: url, poolSize: WORKERS })
  try {
    return await work(store)
  } finally {
    await store.close()
    await drop()
  }
}

describe.skipIf(absent)(
  `offers under ${WORKERS} at once (postgres${absent ? ': no TEST_DATABASE_URL' : ''})`,
  () => {
    test(`budgets, caps of a person and codes hold in ${RUNS} races`, () =>
      onServer(true, async ({ db }) => {
        const seen = { issued: 0, redeemed: 0, refused: 0 }
        await fc.assert(
          fc.asyncProperty(anyRace, async (race) => {
            const ran = await run(db, race)
            seen.issued += ran.issued.length
            for (const { answer } of ran.redeemed) seen[answer.ok ? 'redeemed' : 'refused']++
            expect(await wrongs(db, ran)).toEqual([])
          }),
          { numRuns: RUNS, endOnFailure: true },
        )
        // biome-ignore lint/suspicious/noConsole: asked for
        if (process.env.PROOF_TELL === '1') console.info(seen)
        expect(seen.issued).toBeGreaterThan(RUNS * 3)
        expect(seen.redeemed).toBeGreaterThan(RUNS / 2)
        expect(seen.refused).toBeGreaterThan(0)
      }))

    test('the lock is what keeps the budgets: the checker sees it taken out', () =>
      onServer(false, async ({ db }) => {
        // a race need not be lost at once
        let found: string[] = []
        for (let tries = 0; tries < 5 && found.length === 0; tries++)
          found = await wrongs(db, await run(db, crowd))
        expect(found).not.toEqual([])
      }))
  },
)

/** Everybody wants the same few at the same moment. */
const scarce: RaceOffer = {
  kind: 'amount',
  most: 500,
  budgets: { total: 1500, perDay: null, perCustomer: null },
  counts: { total: 3, perDay: null, perCustomer: 1 },
  cooldownDays: 0,
  loyaltyCost: null,
}
const crowd: Race = {
  offers: [scarce],
  people: Array.from({ length: 20 }, () => 1),
  deeds: Array.from({ length: WORKERS }, (_, worker) =>
    Array.from({ length: 3 }, (__, at) => ({
      do: 'issue' as const,
      keys: [worker * 3 + at],
      hours: 1,
    })),
  ),
}
