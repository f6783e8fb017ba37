import { afterEach, expect, test } from 'vitest'
import { createJobs, type Jobs, type Store } from '#store/index.ts'
import { createTestDatabase, openTestStore } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'

const faults: unknown[] = []
const log = { warn: (fields: object) => faults.push(fields) }
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
  expect(faults.splice(0)).toEqual([])
})

async function started(jobs: Jobs): Promise<{ jobs: Jobs; woken: () => number }> {
  let woken = 0
  closing.push(jobs.close)
  await jobs.start(() => {
    woken += 1
  })
  return { jobs, woken: () => woken }
}

test('a wake is heard in the same process on the embedded database', async () => {
  const store: Store = await openTestStore('pglite')
  closing.push(store.close)
  const { jobs, woken } = await started(createJobs({ db: store.db, log }))
  for (let n = 0; n < 20; n++) jobs.wake()
  await eventually(() => woken() > 0)
  expect(woken()).toBeLessThanOrEqual(2)
})

test.skipIf(!process.env.TEST_DATABASE_URL)('a wake reaches one of the processes on a server', async () => {
  const { url, drop } = await createTestDatabase()
  closing.push(drop)
  const store = await openTestStore('pglite') // never asked: a server is reached by its address
  closing.push(store.close)
  const one = await started(createJobs({ databaseUrl: url, db: store.db, log }))
  const two = await started(createJobs({ databaseUrl: url, db: store.db, log }))
  one.jobs.wake()
  await eventually(() => one.woken() + two.woken() === 1)
  two.jobs.wake()
  await eventually(() => one.woken() + two.woken() === 2)
})
