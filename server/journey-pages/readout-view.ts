import { Problem } from '#contract/problem.ts'
import type { ReadoutPage, SnapshotPage } from '#contract/staff-journeys.ts'
import { closeReadout, findReadout, journeyReadout, listReadouts } from '#measurement/index.ts'
import type { House } from '../house.ts'
import { findJourneyNamed } from './journeys-view.ts'
import { staffNames } from './names.ts'

/** What a journey has earned so far, and the snapshots that were kept of it. Throws `not-found`. */
export async function readReadout(house: House, name: string, now: Date): Promise<ReadoutPage> {
  const { definition } = await findJourneyNamed(house, name)
  const { db } = house
  const nameOf = await staffNames(db)
  const closed = await listReadouts(db, name)
  return {
    title: definition.title,
    holdout: definition.holdout,
    kind: definition.kind,
    readout: await journeyReadout(db, { definition }, now),
    snapshots: closed.map(({ readoutId, closedAt, closedBy }) => ({
      readoutId,
      closedAt,
      closedByName: nameOf(closedBy),
    })),
  }
}

/** Keeps the readout as it stands now. Throws `not-found`, and `conflict` where it is not ready. */
export async function keepReadout(
  house: House,
  name: string,
  staffId: string,
  now: Date,
): Promise<{ readoutId: string }> {
  const { definition } = await findJourneyNamed(house, name)
  const readout = await journeyReadout(house.db, { definition }, now)
  const { readoutId } = await closeReadout(house.db, readout, staffId, now)
  return { readoutId }
}

/** Throws `not-found`. */
export async function readSnapshot(house: House, readoutId: string): Promise<SnapshotPage> {
  const closed = await findReadout(house.db, readoutId)
  if (!closed) throw new Problem('not-found', 'There is no such readout.')
  const { closedBy, ...kept } = closed
  const journey = await house.journeys.find(kept.readout.journey)
  const nameOf = await staffNames(house.db)
  return {
    ...kept,
    closedByName: nameOf(closedBy),
    title: journey?.definition.title ?? kept.readout.journey,
  }
}
