import type { CodeReason, OfferReason } from '#contract/offers.ts'
import type { Db } from '#store/index.ts'
import { codeHash } from './codes.ts'
import type { Basket, IssuedOffer } from './offers.ts'
import { type Priced, priceBasket } from './price-basket.ts'
import { type IssuedRow, issuedByCodes, toIssued } from './queries-issued.ts'

export interface CheckedCode {
  code: string
  /** null: it gives something. */
  reason: CodeReason | OfferReason | null
  /** What was promised; null: nobody has such a code. */
  issued: IssuedOffer | null
  /** What it takes off this basket. */
  discount: number
}

/** What codes give on a basket, together and in the order of their priority. Reads only. */
export async function checkCodes(
  db: Db,
  { codes, basket }: { codes: readonly string[]; basket: Basket },
  now: Date,
): Promise<{ codes: CheckedCode[]; priced: Priced }> {
  const rows = await issuedByCodes(db, codes.map(codeHash))
  const good = [...rows.values()].filter((row) => reasonNow(row, now) === null)
  const priced = priceBasket(
    basket,
    good.map((row) => ({ key: row.issued_id, terms: row.terms, messageCost: row.message_cost })),
  )
  return { codes: codes.map((code) => checked(code, rows.get(codeHash(code)), priced, now)), priced }
}

function checked(code: string, row: IssuedRow | undefined, priced: Priced, now: Date): CheckedCode {
  if (!row) return { code, reason: 'unknown_code', issued: null, discount: 0 }
  const applied = priced.applied.find(({ key }) => key === row.issued_id)
  const refused = priced.refused.find(({ key, line }) => key === row.issued_id && line === null)
  const reason = reasonNow(row, now) ?? refused?.reason ?? null
  return { code, reason, issued: toIssued(row), discount: applied?.discount ?? 0 }
}

function reasonNow(row: IssuedRow, now: Date): CodeReason | null {
  if (row.state === 'redeemed') return 'code_used'
  if (row.state === 'released') return 'code_withdrawn'
  return row.state === 'expired' || now >= row.expires_at ? 'code_expired' : null
}
