import { readFileSync } from 'node:fs'
import type { ContactRules } from '#contract/contact-rules.ts'
import { openStore } from '#store/index.ts'
import { type AttemptEntry, makeAttempts } from './attempts.ts'
import { openOutbox } from './house.ts'
import { clockOf, type FastTime, journalAt, readJournal, type Somebody } from './world.ts'

/** A process that asks and dispatches until it is killed or told to end. Its one argument is a file of orders. */
export interface SenderOrders {
  databaseUrl: string
  poolSize: number
  stub: string
  time: FastTime
  people: Somebody[]
  inTurn: boolean
  rules: ContactRules
  log: string
  mine: number[]
  everyMs: number
}

const orders = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as SenderOrders
const { databaseUrl, poolSize, stub, time, people, inTurn, rules, mine, everyMs } = orders
const store = await openStore({ databaseUrl, poolSize })
const outbox = openOutbox(store.db, { clock: clockOf(time), speed: time.speed, stub, writers: 2, rules })
outbox.start()
process.stdout.write('started\n')
const done = new Set(readJournal<AttemptEntry>(orders.log).map(({ key }) => key))
await makeAttempts(outbox, { people, inTurn, mine, done, log: journalAt(orders.log), everyMs })
process.stdout.write('asked\n')
process.stdin.on('data', async () => {
  await outbox.close()
  await store.close()
  process.stdout.write('ended\n')
  process.exit(0)
})
