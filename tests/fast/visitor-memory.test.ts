import { expect, test } from 'vitest'
import { createVisitorMemory, type Visitor } from '#domain/slots/index.ts'

const ask = { anonymousId: 'a', userId: null, country: null, region: null }
const visitor = (returning: boolean): Visitor => ({
  customerId: 'cus_1',
  members: ['cus_1'],
  facts: null,
  access: null,
  person: null,
  known: { segments: new Set(), loyaltyTier: null, favouriteCategories: [], returning },
})

/** Reads that end when they are told to. */
function slowReads() {
  const waiting: ((read: Visitor | null) => void)[] = []
  const read = () => new Promise<Visitor | null>((resolve) => waiting.push(resolve))
  return { read, waiting }
}

test('what was being read while somebody said no is used for nobody who asks afterwards', async () => {
  const { read, waiting } = slowReads()
  const memory = createVisitorMemory(read)
  const before = memory.read(ask)
  memory.forget(['cus_1'])
  const after = memory.read(ask) // its own read: the other one began before the no
  expect(waiting).toHaveLength(2)
  waiting[0]?.(visitor(true))
  await before
  expect(memory.known(ask)).toBeNull()
  // the new read takes too long: nothing, rather than what was known before the no
  expect(await memory.meet(ask, 5)).toEqual({ visitor: null, late: true })
  waiting[1]?.(null)
  expect(await after).toBeNull()
  expect(memory.known(ask)).toEqual({ visitor: null })
})

test('what is merely out of date is used while the new is on its way', async () => {
  const { read, waiting } = slowReads()
  const memory = createVisitorMemory(read)
  const first = memory.read(ask)
  waiting[0]?.(visitor(true))
  await first
  memory.outdate(['cus_1'])
  expect(memory.known(ask)).toBeNull()
  expect(await memory.meet(ask, 5)).toMatchObject({ visitor: { customerId: 'cus_1' }, late: false })
})
