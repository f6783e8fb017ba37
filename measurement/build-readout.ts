import type { JourneyDefinition } from '#contract/journeys.ts'
import {
  type Arm,
  type MetricName,
  metricNames,
  metricOfSuccess,
  metrics,
  type Readout,
  type ReadoutArm,
  type ReadoutDifference,
  type ReadoutStatus,
} from '#contract/readouts.ts'
import { type ArmSums, addUp, type GroupSums, sampleOf } from './metric-sums.ts'
import { anytime, type Compared, type DifferenceKind, welch } from './statistics/compare.ts'
import { meanOf } from './statistics/sample.ts'
import { type SrmAnswer, srm } from './statistics/srm.ts'

const DAY_MS = 86_400_000
const WEEK_MS = 7 * DAY_MS

/** What the rows say, made ready to be read. Pure: the same groups give the same readout. */
export interface ReadoutGroups {
  definition: Pick<JourneyDefinition, 'name' | 'success' | 'plan'>
  groups: readonly GroupSums[]
  /** The first exposure; null: nobody yet. */
  from: Date | null
  until: Date
  currency: string
}

/**
 * Until the sample and the full weeks that were planned are reached it is too early: the intervals are then those
 * that hold however often one looks, after it Welch's. Arms that do not hold whom they should block it.
 */
export function buildReadout({ definition, groups, from, until, currency }: ReadoutGroups): Readout {
  const { success, plan } = definition
  const of = (arm: GroupSums['arm']) => groups.filter((group) => group.arm === arm)
  const [control, treated] = [addUp(of('control')), addUp(of('treated'))]
  const fit = srm(sharesOf(groups))
  const reached = {
    perArm: Math.min(control.n, treated.n),
    weeks: weeksOver(from, until, success.withinDays),
  }
  const isEarly = reached.perArm < plan.perArm || reached.weeks < plan.weeks
  const status: ReadoutStatus = fit.isMismatch ? 'blocked' : isEarly ? 'too_early' : 'ready'
  const primary = metricOfSuccess[success.measure]
  const plannedTotal = 2 * plan.perArm
  const unknownShare = groups
    .filter(({ arm, share }) => arm !== 'crossover' && share === null)
    .reduce((sum, { exposed }) => sum + exposed, 0)
  return {
    journey: definition.name,
    measure: success.measure,
    withinDays: success.withinDays,
    from: from?.toISOString() ?? null,
    until: until.toISOString(),
    status,
    notes: notesOf({ status, reached, plan, fit, unknownShare, control, treated }),
    currency,
    planned: plan,
    reached,
    arms: [armOf('control', control), armOf('treated', treated)],
    differences: differencesOf(control, treated, primary, (a, b, kind) =>
      isEarly ? anytime(a, b, kind, plannedTotal) : welch(a, b, kind),
    ),
    interval: isEarly ? 'sequence' : 'welch',
    srm: { ...fit, unknownShare },
    crossover: addUp(of('crossover')).exposed,
    weeks: from === null ? [] : weeksOf(groups, from),
  }
}

/** Full weeks in which people were first looked at and whose last have had all their days. */
function weeksOver(from: Date | null, until: Date, withinDays: number): number {
  if (from === null) return 0
  return Math.max(0, Math.floor((until.getTime() - withinDays * DAY_MS - from.getTime()) / WEEK_MS))
}

function sharesOf(groups: readonly GroupSums[]) {
  const byShare = new Map<number | null, { share: number | null; control: number; treated: number }>()
  for (const { arm, share, exposed } of groups) {
    if (arm === 'crossover') continue
    const counts = byShare.get(share) ?? { share, control: 0, treated: 0 }
    counts[arm] += exposed
    byShare.set(share, counts)
  }
  return [...byShare.values()]
}

function armOf(arm: Arm, sums: ArmSums): ReadoutArm {
  const mean = (metric: MetricName) => (sums.n === 0 ? null : meanOf(sampleOf(sums, metric)))
  return {
    arm,
    exposed: sums.exposed,
    n: sums.n,
    conversion: mean('conversion'),
    revenue: sums.revenue,
    discount: sums.discount,
    margin: sums.margin,
    messageCost: sums.messageCost,
    means: {
      conversion: mean('conversion'),
      revenue: mean('revenue'),
      margin: mean('margin'),
      net: mean('net'),
      orders: mean('orders'),
      attachment: mean('attachment'),
      days_to_purchase: mean('days_to_purchase'),
      engagement: mean('engagement'),
      returned: mean('returned'),
      retained: mean('retained'),
    },
    unknownCost: sums.goods === 0 ? null : sums.unknownGoods / sums.goods,
  }
}

type Compare = (
  a: ReturnType<typeof sampleOf>,
  b: ReturnType<typeof sampleOf>,
  kind: DifferenceKind,
) => Compared | null

function differencesOf(
  control: ArmSums,
  treated: ArmSums,
  primary: MetricName,
  compare: Compare,
): ReadoutDifference[] {
  if (control.n === 0 || treated.n === 0) return []
  const ordered = [primary, ...metricNames.filter((name) => name !== primary)]
  return ordered.map((metric) => {
    const [a, b] = [sampleOf(control, metric), sampleOf(treated, metric)]
    const absolute = compare(a, b, 'absolute')
    const { words, about, unit, better } = metrics[metric]
    return {
      metric,
      words,
      about,
      unit,
      better,
      isPrimary: metric === primary,
      control: meanOf(a),
      treated: meanOf(b),
      absolute: absolute && intervalOf(absolute),
      relative: intervalOrNull(compare(a, b, 'relative')),
      p: absolute?.p ?? null,
    }
  })
}

const intervalOf = ({ difference, low, high }: Compared) => ({ difference, low, high })
const intervalOrNull = (compared: Compared | null) => compared && intervalOf(compared)

function weeksOf(groups: readonly GroupSums[], from: Date): Readout['weeks'] {
  const last = Math.max(-1, ...groups.filter(({ n }) => n > 0).map(({ week }) => week))
  return Array.from({ length: last + 1 }, (_, week) => {
    const of = (arm: Arm) => {
      const { n, sums } = addUp(groups.filter((group) => group.arm === arm && group.week === week))
      return { n, converted: sums.conversion.sum }
    }
    return {
      from: new Date(from.getTime() + week * WEEK_MS).toISOString(),
      control: of('control'),
      treated: of('treated'),
    }
  })
}

interface Noted {
  status: ReadoutStatus
  reached: Readout['reached']
  plan: Readout['planned']
  fit: SrmAnswer
  unknownShare: number
  control: ArmSums
  treated: ArmSums
}

function notesOf({ status, reached, plan, fit, unknownShare, control, treated }: Noted): string[] {
  const notes: string[] = []
  const { observed, expected } = fit
  if (fit.isMismatch)
    notes.push(
      `${observed.control} people were held out where ${Math.round(expected.control)} were planned: something put people into the wrong arm. Find it before you read the figures.`,
    )
  if (reached.perArm < plan.perArm)
    notes.push(`Too early: ${reached.perArm} of ${plan.perArm} people in the smaller arm.`)
  if (reached.weeks < plan.weeks) notes.push(`Too early: ${reached.weeks} of ${plan.weeks} full weeks.`)
  if (status === 'too_early')
    notes.push('Until then the intervals are wider: they hold however often you look.')
  if (unknownShare > 0)
    notes.push(
      `Of ${unknownShare} people it is not on record what share was planned: whether the arms fit is not checked for them.`,
    )
  const waiting = control.exposed + treated.exposed - control.n - treated.n
  if (waiting > 0) notes.push(`${waiting} people are not counted yet: their days are not over.`)
  const unknownGoods = control.unknownGoods + treated.unknownGoods
  if (unknownGoods > 0) {
    const share = (100 * unknownGoods) / (control.goods + treated.goods)
    notes.push(
      `Of ${share < 1 ? 'less than 1' : Math.round(share)}% of what was bought the cost is not on record: it is in no margin.`,
    )
  }
  const foreign = control.foreignOrders + treated.foreignOrders
  if (foreign > 0)
    notes.push(`${foreign} orders in another currency count as purchases and in no amount of money.`)
  return notes
}
