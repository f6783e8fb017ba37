import { addLoyalty } from '#domain/profile/index.ts'
import { noteChanged } from '#domain/segments/index.ts'
import type { Db } from '#store/index.ts'
import type { IssuedOffer } from './offers.ts'

/** The source of our own lines in the ledger. */
export const POINTS_SOURCE = 'offers'

type Paid = Pick<IssuedOffer, 'issuedId' | 'customerId' | 'points' | 'terms'>

/** What rewards cost leaves the balance; once for each, however often it is written. */
export async function payPoints(tx: Db, issues: readonly Paid[], now: Date): Promise<void> {
  await write(tx, issues, 'redeemed', '', now)
}

/** What had given its points back and was used in time after all costs them once more. */
export async function payPointsAgain(tx: Db, issues: readonly Paid[], now: Date): Promise<void> {
  await write(tx, issues, 'redeemed', ' again', now)
}

/** What was never used gives its points back. */
export async function returnPoints(tx: Db, issues: readonly Paid[], now: Date): Promise<void> {
  await write(tx, issues, 'adjusted', ' back', now)
}

async function write(
  tx: Db,
  issues: readonly Paid[],
  kind: 'redeemed' | 'adjusted',
  which: '' | ' back' | ' again',
  now: Date,
): Promise<void> {
  const paid = issues.filter(({ points }) => points > 0)
  if (paid.length === 0) return
  const entries = paid.map(({ customerId, issuedId, points, terms }) => ({
    customerId,
    what: {
      entryId: `offer ${issuedId}${which}`,
      kind,
      points: kind === 'redeemed' ? -points : points,
      label: terms.title,
      reference: issuedId,
      source: POINTS_SOURCE,
      at: now,
      expiresAt: null,
    },
  }))
  await addLoyalty(tx, entries, now)
  await noteChanged(
    tx,
    paid.map(({ customerId }) => customerId),
    now,
  )
}
