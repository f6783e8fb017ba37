import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Baskets,
  chooseTogether,
  emptyRanking,
  packBaskets,
  rankInSession,
  trainNextBasket,
  trainPopularity,
  trainSessions,
  trainTogether,
} from '#domain/recommendation/index.ts'
import { projectRoot } from '#store/index.ts'
import { readOrderLines } from '../scripts/import/order-lines-file.ts'
import type { BenchContext } from './context.ts'

const file = join(projectRoot, '..', 'shared', 'data', 'purchases', 'online-retail-2009.tsv.gz')

interface Step {
  ms: number
  /** Of the whole process after it, garbage included. */
  rssMb: number
}

/**
 * Training on a year of real orders (525,461 lines, 28,816 invoices with returns): each model alone, one after
 * another in one process.
 */
export async function run({ note }: BenchContext): Promise<{ training: Record<string, Step> } | null> {
  if (!existsSync(file)) {
    note('../shared/data/purchases is absent: nothing to train on')
    return null
  }
  const training: Record<string, Step> = {}
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const began = performance.now()
    const made = await work()
    training[name] = {
      ms: Math.round(performance.now() - began),
      rssMb: Math.round(process.memoryUsage.rss() / 2 ** 20),
    }
    note(`${name}: ${training[name]?.ms} ms`)
    return made
  }
  const baskets = await timed('read', async () => packBaskets(await readOrderLines(file, file)))
  await timed('popularity', () => popularity(baskets))
  await timed('together', () => trainTogether(baskets))
  await timed('chooseTogether', () => chooseTogether(baskets))
  await timed('nextBasket', () => trainNextBasket(baskets))
  const sessions = await timed('sessions', () => trainSessions(baskets))
  const ranking = emptyRanking(20)
  const asked = Math.min(2000, baskets.start.length - 1)
  await timed('predictions', async () => {
    for (let b = 0; b < asked; b++) {
      const basket = baskets.item.subarray(baskets.start[b], baskets.start[b + 1])
      rankInSession(sessions, basket, basket.length, ranking)
    }
  })
  return { training }
}

function popularity(baskets: Baskets) {
  const events = Array.from(baskets.customer).flatMap((customer, b) =>
    Array.from(baskets.item.subarray(baskets.start[b], baskets.start[b + 1]), (item) => ({
      item,
      person: customer < 0 ? baskets.customers + b : customer,
      at: baskets.time[baskets.start[b] ?? 0] ?? 0,
      kind: 'bought' as const,
      place: null,
    })),
  )
  const now = new Date(baskets.time.at(-1) ?? 0)
  return trainPopularity(events, baskets.items, { now, categoriesOf: () => [] })
}
