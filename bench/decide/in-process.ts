import { decideInput } from '#contract/decide.ts'
import { readVisit } from '#domain/slots/index.ts'
import { openHouse } from '#server/index.ts'
import { type Percentiles, percentiles } from '../percentiles.ts'
import { oneByOne } from '../scheduled-load.ts'
import { nextPage } from './shoppers.ts'

const COUNT = 5000
const WARM_UP = 1000

/** Milliseconds of the decision alone, in this process: what the page says as signals, and about five slots. */
export async function inProcess(productIds: readonly string[]): Promise<Percentiles> {
  const house = await openHouse({
    env: { ...process.env, LOG_LEVEL: 'warn' },
    dataDir: 'memory',
    embedder: null,
    model: null,
    demo: true,
  })
  try {
    const { slots, shelf } = house
    const facts = await house.recommender.factsOf([], new Date())
    const known = {
      segments: new Set<string>(),
      loyaltyTier: 'Ridge',
      favouriteCategories: [],
      returning: true,
    }
    const visitor = { customerId: '', members: [], known, facts, access: null, person: null }
    const around = { device: 'phone', platform: 'ios', place: null, weather: [], timeZone: 'UTC' } as const
    const pages = Array.from({ length: 500 }, () => decideInput.parse(nextPage(productIds)))
    const durations = await oneByOne({ count: COUNT, warmUp: WARM_UP }, async (index) => {
      const page = pages[(index + WARM_UP) % pages.length]
      const now = new Date()
      if (page)
        slots.decide(
          page.slots,
          readVisit(page, around, page.anonymousId ? { visitor, next: null } : null, shelf, now),
          now,
        )
    })
    return percentiles(durations)
  } finally {
    await house.close()
  }
}
