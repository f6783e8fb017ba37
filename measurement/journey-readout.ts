import type { JourneyDefinition } from '#contract/journeys.ts'
import type { Readout } from '#contract/readouts.ts'
import { holdoutKeys } from '#domain/experiments/index.ts'
import { mainCurrency } from '#domain/segments/index.ts'
import type { Db } from '#store/index.ts'
import { buildReadout } from './build-readout.ts'
import { firstExposure, readGroups } from './queries-readout.ts'

export interface AskedReadout {
  definition: Pick<JourneyDefinition, 'name' | 'success' | 'plan'>
  /** People first looked at from then on; left out: from the first of all. */
  from?: Date | undefined
  /** As the figures stood with people looked at before; left out: now. */
  until?: Date | undefined
}

/** In a shop that has sold nothing yet. */
const NO_CURRENCY = 'USD'

/** What the journey has earned, of both arms of its holdout. Reads only. */
export async function journeyReadout(db: Db, asked: AskedReadout, now: Date): Promise<Readout> {
  const { definition } = asked
  const experiment = holdoutKeys.journey(definition.name)
  const until = asked.until !== undefined && asked.until < now ? asked.until : now
  const first = await firstExposure(db, experiment)
  const currency = (await mainCurrency(db))?.currency ?? NO_CURRENCY
  const begun = first && asked.from && asked.from > first ? asked.from : first
  const from = begun !== null && begun < until ? begun : null
  const groups =
    from === null
      ? []
      : await readGroups(db, {
          experiment,
          journey: definition.name,
          withinDays: definition.success.withinDays,
          from,
          until,
          currency,
        })
  return buildReadout({ definition, groups, from, until, currency })
}
