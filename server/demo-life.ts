import { type Arrived, demoMadeAt, demoSource, startLife } from '#demo/index.ts'
import { noteHit } from '#domain/links/index.ts'
import { messagesOf } from '#domain/sandbox/index.ts'
import type { DueWork } from './due-work.ts'
import type { House } from './house.ts'
import { canAnswer, writeAsCustomer } from './sandbox/write.ts'

/** Work of a virtual run alone: the rest between two rounds of a real server is never asked for. */
const NEVER_MS = 2 ** 31 - 1

/** Lets the people of the demo live by this house's clock; null where the database holds no demo. */
export async function demoLife(house: House): Promise<DueWork | null> {
  const { db, clock, events } = house
  const madeAt = await demoMadeAt(db)
  if (madeAt === null) return null
  const life = await startLife(
    {
      db,
      clock,
      take: events.take,
      read: (message, at) => readOnPhone(house, message, at),
      follow: (message, at) => followLink(house, message, at),
      write: (message, text, key) => writeBack(house, message, text, key),
      source: demoSource,
    },
    madeAt,
  )
  return { step: 'people', everyMs: NEVER_MS, run: life.run, nextDue: life.nextDue }
}

const LATEST = 5

async function readOnPhone(house: House, message: Arrived, at: Date): Promise<void> {
  const { channel, address, outboxId } = message
  if (channel === 'web') return
  const there = await messagesOf(house.db, { channel, address }, { limit: LATEST })
  const found = there.find(({ providerMessageId }) => providerMessageId.startsWith(`sbx_${outboxId}_`))
  if (found) await house.sandbox.report(found.providerMessageId, 'read', at)
}

/** The first of its links, as a thumb finds it. */
async function followLink({ db }: House, { content }: Arrived, at: Date): Promise<boolean> {
  const token = /\/l\/([A-Za-z0-9]{8,64})/.exec(JSON.stringify(content))?.[1]
  if (token === undefined) return false
  return (await noteHit(db, token, { machine: false }, at)) !== null
}

async function writeBack(house: House, message: Arrived, text: string, key: string): Promise<void> {
  const { channel, address } = message
  if (channel === 'web' || !canAnswer(house, channel)) return
  const clientMessageId = `life_${key.replaceAll(' ', '_')}`
  await writeAsCustomer(house, { channel, address, clientMessageId, text, choiceId: null }, house.clock())
}
