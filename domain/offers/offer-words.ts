import { formatMoney } from '#contract/money.ts'
import type { CheckedOffer } from '#contract/offers.ts'
import type { IssuedOffer, Terms } from './offers.ts'

type Said = Pick<Terms, 'kind' | 'value' | 'currency' | 'maxDiscount' | 'minSubtotal' | 'appliesTo'>

/** What an offer gives, in a shopper's words and without a full stop: `10% off, at most $20.00, from $60.00`. */
export function givesInWords(terms: Said, locale: string): string {
  const money = (amount: number) => formatMoney({ amount, currency: terms.currency }, locale)
  const parts = [
    benefitOf(terms, money),
    terms.maxDiscount === null || terms.kind === 'gift' ? null : `at most ${money(terms.maxDiscount)}`,
    terms.minSubtotal === null ? null : `from ${money(terms.minSubtotal)}`,
    isForAll(terms) ? null : 'on some goods only',
  ]
  return parts.filter((part) => part !== null).join(', ')
}

function benefitOf({ kind, value }: Said, money: (amount: number) => string): string {
  switch (kind) {
    case 'percent':
      return `${value}% off`
    case 'amount':
      return `${money(value)} off`
    case 'free_shipping':
      return 'free delivery'
    case 'points_multiplier':
      return `${value} times the points`
    case 'gift':
      return 'a gift with the order'
  }
}

function isForAll({ appliesTo }: Said): boolean {
  return Object.values(appliesTo).every((list) => list.length === 0)
}

/** The name of an offer as it may stand inside a sentence. */
function titleInWords(title: string): string {
  return `“${title.replace(/[.!?…]+(?=\s|$)/g, '').replace(/[“”"]/g, '')}”`
}

/** An offer that may be had, word for word as a reply may say it. */
export function offerInWords(
  { title, validDays, loyaltyCost }: Pick<CheckedOffer, 'title' | 'validDays' | 'loyaltyCost'>,
  terms: Said,
  locale: string,
): string {
  const days = validDays === 1 ? 'for one day' : `for ${validDays} days`
  const points = loyaltyCost === null ? '' : `, for ${loyaltyCost} of your points`
  return `${titleInWords(title)}: ${givesInWords(terms, locale)}, once and ${days}${points}`
}

/** One that somebody holds, with its code. */
export function issuedInWords(
  { terms, code, expiresAt }: Pick<IssuedOffer, 'terms' | 'code' | 'expiresAt'>,
  { locale, timeZone }: { locale: string; timeZone: string },
): string {
  const day = new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'long', year: 'numeric' })
  const how = code === null ? 'with the next order' : `with the code ${code}`
  return `${titleInWords(terms.title)}: ${givesInWords(terms, locale)}, ${how}, until ${day.format(expiresAt)}`
}
