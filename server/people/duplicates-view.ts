import type { DuplicatePage, DuplicateView } from '#contract/staff-customers.ts'
import { type DuplicatePair, judgeDuplicate, listDuplicates, membersOf } from '#domain/identity/index.ts'
import { noteChanged } from '#domain/segments/index.ts'
import { type Db, inTransaction } from '#store/index.ts'
import type { House } from '../house.ts'
import { readSide } from './merge-view.ts'

/** Each pair is read whole, both sides with consent and value: few at a time. */
const PAGE = 10

/** Pairs that wait for a verdict, of everybody or of one customer. */
export async function readDuplicates(
  house: House,
  customerId: string | null,
  cursor: string | null,
  now: Date,
): Promise<DuplicatePage> {
  const { pairs, nextCursor } = await listDuplicates(house.db, { limit: PAGE, customerId, cursor })
  const views: DuplicateView[] = []
  for (const pair of pairs) views.push(await pairView(house, pair, now))
  return { pairs: views, next: nextCursor }
}

async function pairView(house: House, pair: DuplicatePair, now: Date): Promise<DuplicateView> {
  const [left, right] = pair.sides
  return {
    pairId: pair.pairId,
    sides: [await readSide(house, left, now), await readSide(house, right, now)],
    probability: pair.probability,
    evidence: pair.evidence,
    foundAt: pair.foundAt.toISOString(),
  }
}

/** The verdict of a person of the staff; a merge is told to the segments. */
export function judgePair(
  db: Db,
  pairId: string,
  verdict: 'same' | 'different',
  staffId: string,
  now: Date,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    const { rootIds, changes } = await judgeDuplicate(tx, { pairId, verdict, staffId }, now)
    if (changes.length === 0) return
    for (const rootId of rootIds) await noteChanged(tx, await membersOf(tx, rootId), now)
  })
}
