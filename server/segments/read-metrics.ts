import { z } from 'zod'
import type { ClusterView, ModelView } from '#contract/staff-segments.ts'
import { dateOfDay } from '#domain/segments/index.ts'

/** What training kept of a model is read with care: an older version of it may have kept less. */
const quality = z.object({
  cases: z.number(),
  auc: z.number(),
  brier: z.number(),
  happened: z.number(),
  reliability: z.array(z.object({ cases: z.number(), said: z.number(), happened: z.number() })),
})
const backtest = z.object({
  model: z.string(),
  tested: z.object({ day: z.number(), until: z.number() }),
  quality,
  baselines: z.object({ everybody: quality, simple: quality }),
})
const clusters = z.object({
  clusters: z.array(
    z.object({
      cluster: z.string(),
      name: z.string(),
      customers: z.number(),
      standsOut: z.array(
        z.object({
          behaviour: z.string(),
          unit: z.enum(['days', 'count', 'money']),
          here: z.number(),
          all: z.number(),
        }),
      ),
    }),
  ),
})

export function backtestOf(metrics: unknown): ModelView['backtest'] {
  const read = backtest.safeParse(metrics)
  if (!read.success) return null
  const { model, tested, quality, baselines } = read.data
  const short = ({ auc, brier }: { auc: number; brier: number }) => ({ auc, brier })
  return {
    model,
    testedFrom: dateOfDay(tested.day).toISOString(),
    testedUntil: dateOfDay(tested.until).toISOString(),
    quality,
    everybody: short(baselines.everybody),
    simple: short(baselines.simple),
  }
}

export function clustersOf(metrics: unknown): ClusterView[] {
  const read = clusters.safeParse(metrics)
  return read.success ? read.data.clusters : []
}
