import { type RawBuilder, sql } from 'kysely'
import { memberRelation } from '#domain/identity/index.ts'
import { type Db, storableText } from '#store/index.ts'
import type { Experiment, Variation } from './experiments.ts'
import type { ExperimentTables } from './tables.ts'

const tables = (db: Db) => db.withTables<ExperimentTables>()

/** Every exposure, for set-based reads of other rooms: a condition on customer_id reaches the index. */
export const exposuresRelation: RawBuilder<{
  customer_id: string
  experiment: string
  variation: Variation
  exposed_at: Date
  /** Held out at that moment, of 0 to 1; null: not on record. */
  share: number | null
}> = sql`select customer_id, experiment, variation, exposed_at, share from exposures`

export interface Exposure {
  /** The member whom the touch was meant for: where people are parted again, they keep the arm. */
  customerId: string
  /** The root of this moment. */
  rootId: string
  experiment: Experiment
  variation: Variation
  /** The attempt at which it was; null where it left none. */
  outboxId: string | null
}

/**
 * Records who was exposed, of both arms, at the holdout gate. The first exposure of a customer stays, so twice
 * is once. The experiment itself becomes a row with its first exposure, or when its share is another.
 */
export async function recordExposures(tx: Db, exposures: readonly Exposure[], now: Date): Promise<void> {
  if (exposures.length === 0) return
  const known = new Map(exposures.map(({ experiment }) => [experiment.key, experiment]))
  await keepExperiments(tx, [...known.values()], now)
  const columns = {
    customer: exposures.map((each) => each.customerId),
    experiment: exposures.map((each) => storableText(each.experiment.key)),
    variation: exposures.map((each) => each.variation),
    root: exposures.map((each) => each.rootId),
    outbox: exposures.map((each) => each.outboxId),
    share: exposures.map((each) => each.experiment.share),
  }
  await sql`insert into exposures (customer_id, experiment, variation, root_id, exposed_at, outbox_id, share)
    select distinct on (e.customer_id, e.experiment)
      e.customer_id, e.experiment, e.variation, e.root_id, ${now}::timestamptz, e.outbox_id, e.share
    from unnest(${columns.customer}::text[], ${columns.experiment}::text[], ${columns.variation}::text[],
      ${columns.root}::text[], ${columns.outbox}::text[], ${columns.share}::double precision[])
      with ordinality as e(customer_id, experiment, variation, root_id, outbox_id, share, place)
    order by e.customer_id, e.experiment, e.place
    on conflict (customer_id, experiment) do nothing`.execute(tx)
}

/**
 * Writes only what is new or another: a row that every dispatch updates would be a queue of its own. In one
 * order, so that two who write several never wait for each other.
 */
async function keepExperiments(tx: Db, experiments: readonly Experiment[], now: Date): Promise<void> {
  const inOrder = [...experiments].sort((a, b) => (a.key < b.key ? -1 : 1))
  for (const { key, kind, seed, share } of inOrder)
    await sql`insert into experiments (key, kind, seed, share, started_at, changed_at)
      select ${storableText(key)}::text, ${kind}::text, ${storableText(seed)}::text, ${share}::double precision,
        ${now}::timestamptz, ${now}::timestamptz
      where not exists (select 1 from experiments k where k.key = ${storableText(key)} and k.share = ${share})
      on conflict (key) do update set share = excluded.share, changed_at = excluded.changed_at`.execute(tx)
}

/** What these customers were exposed to; give all members of a person to know the person's arm. */
export async function exposuresOf(
  db: Db,
  customerIds: readonly string[],
): Promise<{ customerId: string; experiment: string; variation: Variation; exposedAt: Date }[]> {
  if (customerIds.length === 0) return []
  const rows = await tables(db)
    .selectFrom('exposures')
    .selectAll()
    .where('customer_id', 'in', customerIds)
    .orderBy('exposed_at')
    .orderBy('customer_id')
    .orderBy('experiment')
    .execute()
  return rows.map((row) => ({
    customerId: row.customer_id,
    experiment: row.experiment,
    variation: row.variation,
    exposedAt: row.exposed_at,
  }))
}

export interface HoldoutCount {
  experiment: string
  kind: Experiment['kind']
  /** The share at the latest exposure, of 0 to 1. */
  share: number
  startedAt: Date
  /** People in each arm, and those whom a merge has put into both. */
  control: number
  treated: number
  crossover: number
}

/** How many people are in each arm of each holdout, as people are joined now. For the console. */
export async function holdoutCounts(db: Db): Promise<HoldoutCount[]> {
  const { rows } = await sql<ExperimentTables['experiments'] & Record<Arm, string>>`
    with persons as (
      select e.experiment, m.root_id, min(e.variation) as least, max(e.variation) as most
      from exposures e join (${memberRelation}) m on m.customer_id = e.customer_id group by 1, 2
    )
    select x.key, x.kind, x.share, x.started_at,
      count(*) filter (where p.least = p.most and p.least = 'control') as control,
      count(*) filter (where p.least = p.most and p.least = 'treated') as treated,
      count(*) filter (where p.least <> p.most) as crossover
    from experiments x left join persons p on p.experiment = x.key
    group by x.key order by x.started_at, x.key`.execute(db)
  return rows.map((row) => ({
    experiment: row.key,
    kind: row.kind,
    share: row.share,
    startedAt: row.started_at,
    control: Number(row.control),
    treated: Number(row.treated),
    crossover: Number(row.crossover),
  }))
}

type Arm = 'control' | 'treated' | 'crossover'
