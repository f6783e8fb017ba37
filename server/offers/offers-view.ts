import { offerReasonWords } from '#contract/offers.ts'
import { Problem } from '#contract/problem.ts'
import type { CostCoverage, OfferChangeRow, OfferPage, OfferRow, OffersPage } from '#contract/staff-offers.ts'
import {
  appliesTo,
  findOffer,
  givesInWords,
  listOffers,
  type Offer,
  type OfferChange,
  offerBudgets,
  offerChanges,
  refusalsByOffer,
  shopToday,
  termsFor,
} from '#domain/offers/index.ts'
import { describeRule, listSegments } from '#domain/segments/index.ts'
import { listStaff } from '#domain/staff/index.ts'
import { countCosts } from '#knowledge/catalog/index.ts'
import type { Db } from '#store/index.ts'
import { shopCurrency } from '#tools/index.ts'
import type { House } from '../house.ts'

const DAYS = 30
const CHANGES = 20
const DAY_MS = 86_400_000

/** Every offer with what its budgets stand at, and why it was refused in the last month. */
export async function readOffers(house: House, now: Date): Promise<OffersPage> {
  const { db } = house
  return {
    days: DAYS,
    offers: await rowsOf(db, await listOffers(db), now),
    costs: await countCosts(db, await shopCurrency(house), null),
  }
}

/** One offer, and who changed what of it. Throws `not-found`. */
export async function readOfferPage(house: House, offerId: string, now: Date): Promise<OfferPage> {
  const { db } = house
  const offer = await findOffer(db, offerId)
  const [row] = offer === null ? [] : await rowsOf(db, [offer], now)
  if (!offer || !row) throw new Problem('not-found', 'There is no such offer.')
  return {
    offer: row,
    days: DAYS,
    eligibilityWords: await eligibilityWords(db, offer, now),
    products: productTitles(house, offer),
    costs: await costsOf(house, offer),
    changes: changeRows(await offerChanges(db, offer.offerId, CHANGES), await staffNames(db)),
  }
}

async function rowsOf(db: Db, offers: readonly Offer[], now: Date): Promise<OfferRow[]> {
  const ids = offers.map(({ offerId }) => offerId)
  const since = await shopToday(db, new Date(now.getTime() - (DAYS - 1) * DAY_MS))
  const names = await staffNames(db)
  const refusals = await refusalsByOffer(db, ids, since)
  const budgets = new Map((await offerBudgets(db, offers, now)).map((each) => [each.offerId, each]))
  return offers.flatMap((offer) => {
    const standing = budgets.get(offer.offerId)
    if (!standing) return []
    return {
      ...offer,
      createdAt: offer.createdAt.toISOString(),
      updatedAt: offer.updatedAt.toISOString(),
      updatedByName: nameOf(names, offer.updatedBy),
      gives: givesInWords(termsFor(offer, null), 'en'),
      standing,
      refusals: (refusals.get(offer.offerId) ?? []).map(({ reason, refusals: count }) => ({
        reason,
        words: offerReasonWords[reason],
        count,
      })),
    }
  })
}

async function eligibilityWords(db: Db, { eligibility }: Offer, now: Date): Promise<string | null> {
  if (eligibility === null) return null
  const live = await listSegments(db, now)
  return describeRule(eligibility, {
    segments: new Map(live.map(({ segmentId, name }) => [segmentId, name])),
  })
}

/** What the offer names and the catalog has still. */
function productTitles({ shelf }: House, { appliesTo: to, gift }: Offer): Record<string, string> {
  const named = [...to.productIds, ...to.excludedProductIds, ...(gift ? [gift.productId] : [])]
  return Object.fromEntries(
    named.flatMap((id) => {
      const product = shelf.get(id)
      return product ? [[id, product.title]] : []
    }),
  )
}

function costsOf({ db, shelf }: House, { appliesTo: to, currency }: Offer): Promise<CostCoverage> {
  const isForAll = Object.values(to).every((list) => list.length === 0)
  if (isForAll) return countCosts(db, currency, null)
  const meant: string[] = []
  for (const product of shelf.all()) if (appliesTo(to, product)) meant.push(product.productId)
  return countCosts(db, currency, meant)
}

function changeRows(changes: readonly OfferChange[], names: ReadonlyMap<string, string>): OfferChangeRow[] {
  return changes.map(({ change, before, after, changedBy, changedAt }) => ({
    change,
    fields: change === 'changed' ? differences(before, after) : [],
    status: change === 'status' ? String(after) : null,
    changedByName: nameOf(names, changedBy),
    changedAt: changedAt.toISOString(),
  }))
}

/** Which of the fields of a definition are not the same; what is noted of the offer before has more than these. */
function differences(before: unknown, after: unknown): string[] {
  const [was, is] = [fieldsOf(before), fieldsOf(after)]
  return Object.keys(is).filter(
    (name) => JSON.stringify(was[name] ?? null) !== JSON.stringify(is[name] ?? null),
  )
}

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {}

async function staffNames(db: Db): Promise<ReadonlyMap<string, string>> {
  return new Map((await listStaff(db)).map(({ staffId, name }) => [staffId, name]))
}

const nameOf = (names: ReadonlyMap<string, string>, staffId: string | null): string | null =>
  staffId === null ? null : (names.get(staffId) ?? staffId)
