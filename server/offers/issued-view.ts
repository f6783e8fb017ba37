import { Problem } from '#contract/problem.ts'
import type { IssuedPage } from '#contract/staff-offers.ts'
import { namesOf } from '#domain/identity/index.ts'
import { findOffer, issuedOfOffer } from '#domain/offers/index.ts'
import type { Db } from '#store/index.ts'

const PAGE = 25
/** As much of a code as helps to find it again, and to nothing else. */
const SHOWN_OF_CODE = 4

/** Who has this offer, the newest first. Throws `not-found`, and `bad-request` for a `before` of none of ours. */
export async function readIssued(db: Db, offerId: string, before: string | undefined): Promise<IssuedPage> {
  const offer = await findOffer(db, offerId)
  if (!offer) throw new Problem('not-found', 'There is no such offer.')
  const rows = await issuedOfOffer(db, offer.offerId, {
    limit: PAGE + 1,
    before: before === undefined ? undefined : readCursor(before),
  })
  const shown = rows.slice(0, PAGE)
  const people = await namesOf(
    db,
    shown.map(({ customerId }) => customerId),
  )
  const last = shown.at(-1)
  return {
    issued: shown.map((one) => ({
      issuedId: one.issuedId,
      customerId: people.get(one.customerId)?.rootId ?? one.customerId,
      customerName: people.get(one.customerId)?.name ?? null,
      codeEnd: one.code === null ? null : one.code.slice(-SHOWN_OF_CODE),
      channel: one.channel,
      state: one.state,
      reserved: one.reserved,
      cost: one.cost,
      issuedAt: one.issuedAt.toISOString(),
      expiresAt: one.expiresAt.toISOString(),
      orderId: one.orderId,
    })),
    next: rows.length > PAGE && last ? `${last.issuedAt.toISOString()} ${last.issuedId}` : null,
  }
}

function readCursor(text: string): { at: Date; issuedId: string } {
  const [time = '', issuedId = ''] = text.split(' ')
  const at = new Date(time)
  if (Number.isNaN(at.getTime()) || issuedId === '')
    throw new Problem('bad-request', '`before` is the `next` of a page.')
  return { at, issuedId }
}
