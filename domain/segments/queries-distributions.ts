import { sql } from 'kysely'
import type { PredictionName, RfmGroup } from '#contract/segments.ts'
import type { Db } from '#store/index.ts'
import { predictionWords } from './describe-rule.ts'
import { groupTable } from './rfm.ts'

/** One square of the RFM table, with how many customers are in it. */
export interface RfmCount {
  /** A row; 5 is the latest. */
  recency: number
  /** A column: the mean of frequency and value, rounded up where it lies between; 5 is the best. */
  worth: number
  group: RfmGroup
  customers: number
}

/** All 25 squares, the latest and best first; empty ones too. */
export async function rfmCounts(db: Db): Promise<RfmCount[]> {
  const { rows } = await sql<{ recency: number; worth: number; customers: number }>`
    select rfm_recency::integer as recency, ((rfm_frequency + rfm_monetary + 1) / 2)::integer as worth,
      count(*) as customers
    from customer_scores where rfm_group is not null group by 1, 2`.execute(db)
  const counts = new Map(rows.map((row) => [`${row.recency} ${row.worth}`, row.customers]))
  return [5, 4, 3, 2, 1].flatMap((recency) =>
    (groupTable[recency] ?? []).map((group, i) => ({
      recency,
      worth: i + 1,
      group,
      customers: counts.get(`${recency} ${i + 1}`) ?? 0,
    })),
  )
}

/** What a model says of everybody it was asked about, in ten steps; the last one of amounts is open. */
export interface ScoreDistribution {
  name: PredictionName
  open: boolean
  bins: { from: number; to: number; customers: number }[]
}

const BINS = 10
const isPrediction = (name: string): name is PredictionName => name in predictionWords
const isAmount = (name: string) => name.startsWith('orders_') || name.startsWith('value_')

/** Of every prediction that somebody has: chances from 0 to 1, amounts up to what 19 in 20 stay below. */
export async function scoreDistributions(db: Db): Promise<ScoreDistribution[]> {
  const { rows } = await sql<{ name: string; upper: number; bin: number; customers: number }>`
    with said as (
      select p.key as name, p.value::float8 as value
      from customer_scores s cross join lateral jsonb_each_text(s.predictions) p),
    reach as (
      select name, case when name like 'orders%' or name like 'value%'
        then coalesce(nullif(percentile_cont(0.95) within group (order by value), 0), nullif(max(value), 0), 1)
        else 1 end as upper
      from said group by name)
    select said.name, reach.upper::float8 as upper, count(*) as customers,
      least(${sql.lit(BINS - 1)}, greatest(0, floor(said.value / reach.upper * ${sql.lit(BINS)})))::integer as bin
    from said join reach on reach.name = said.name group by 1, 2, 4`.execute(db)
  return Object.keys(predictionWords)
    .filter(isPrediction)
    .flatMap((name) => {
      const own = rows.filter((row) => row.name === name)
      const upper = own[0]?.upper
      if (upper === undefined) return []
      const bins = Array.from({ length: BINS }, (_, bin) => ({
        from: (upper * bin) / BINS,
        to: (upper * (bin + 1)) / BINS,
        customers: own.find((row) => row.bin === bin)?.customers ?? 0,
      }))
      return [{ name, open: isAmount(name), bins }]
    })
}

/** When the scores were written last and of how many; null: never. */
export async function scoresTaken(db: Db): Promise<{ at: Date; customers: number } | null> {
  const { rows } = await sql<{ at: Date | null; customers: number }>`
    select max(scored_at) as at, count(*) filter (where rfm_group is not null) as customers
    from customer_scores`.execute(db)
  const [row] = rows
  return row?.at ? { at: row.at, customers: row.customers } : null
}
