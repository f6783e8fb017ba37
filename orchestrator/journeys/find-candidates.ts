import type { Candidate } from './candidates.ts'
import { type Definitions, versionOf } from './definitions.ts'
import { planOf } from './entry.ts'
import type { JourneysDeps } from './journeys.ts'
import { openEntriesOf, switchedOn } from './queries-entries.ts'

/**
 * What the journeys that are on would say next to these people, of everybody who is inside one. Reads only: who
 * asks decides nothing by it, and every gate is still to be asked.
 */
export async function findCandidates(
  { db }: Pick<JourneysDeps, 'db'>,
  definitions: Definitions,
  customerIds: readonly string[],
): Promise<Candidate[]> {
  const owned = await openEntriesOf(db, customerIds)
  if (owned.length === 0) return []
  const on = await switchedOn(db)
  const open = owned.filter(({ entry }) => on.has(entry.journey))
  const ofVersion = await definitions.of(
    db,
    open.map(({ entry }) => versionOf(entry)),
  )
  return open.flatMap(({ rootId, entry }): Candidate[] => {
    const plan = planOf(entry, ofVersion(versionOf(entry)))
    if (!plan) return []
    const { definition, step, content } = plan
    return [
      {
        journey: definition.name,
        title: definition.title,
        customerId: entry.customerId,
        rootId,
        entryId: entry.entryId,
        step: entry.step,
        dueAt: entry.wakeAt,
        kind: definition.kind,
        channels: step.channels,
        contentTemplate: content,
        productIds: entry.feed.productIds,
        values: entry.feed.values,
        offer: step.offer === null ? null : { offerId: step.offer, required: step.offerRequired },
        subject: step.subject,
        priority: definition.priority,
        expectedValue: definition.expectedValue,
        holdout: definition.holdout,
      },
    ]
  })
}
