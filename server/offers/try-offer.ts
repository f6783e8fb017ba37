import { offerReasonWords } from '#contract/offers.ts'
import type { OutboundChannel } from '#contract/outbound.ts'
import { Problem } from '#contract/problem.ts'
import type { OfferTry, TriedLine } from '#contract/staff-offers.ts'
import { findCustomer } from '#domain/identity/index.ts'
import {
  appliesTo,
  type Basket,
  basketOf,
  costOfLine,
  findOffer,
  judgeOffers,
  leastLeft,
  type Offer,
  type Priced,
  priceBasket,
  termsFor,
} from '#domain/offers/index.ts'
import { readContactRules } from '#domain/settings/index.ts'
import { costInMinorUnits, costOf } from '#orchestrator/index.ts'
import type { Db } from '#store/index.ts'

interface Asked {
  customerId: string
  channel: OutboundChannel | null
  lines: { productId: string; variantId: string; quantity: number }[]
}

/** What every rule would say to this customer, and what a basket would keep; nothing is issued or counted. */
export async function tryOffer(db: Db, offerId: string, asked: Asked, now: Date): Promise<OfferTry> {
  const offer = await findOffer(db, offerId)
  if (!offer) throw new Problem('not-found', 'There is no such offer.')
  if (!(await findCustomer(db, asked.customerId)))
    throw new Problem('not-found', 'There is no such customer.')
  const messageCost = await costOfMessage(db, asked.channel)
  const basket = asked.lines.length === 0 ? null : await basketOf(db, offer.currency, asked.lines)
  const answers = await judgeOffers(
    db,
    [
      {
        key: 'try',
        offerId: offer.offerId,
        customerId: asked.customerId,
        channel: asked.channel ?? 'web',
        messageCost: messageCost === 0 ? null : { amount: messageCost, currency: offer.currency },
        basket,
      },
    ],
    now,
  )
  const judged = answers.get('try')
  if (!judged) throw new Error('an offer that was asked has no answer')
  const { feed: _sample, ...answer } = judged
  return { answer, messageCost, basket: basket && triedBasket(offer, basket, answer.value, messageCost) }
}

/** One message of one part, as the contact rules reckon it. */
async function costOfMessage(db: Db, channel: OutboundChannel | null): Promise<number> {
  if (channel === null) return 0
  return costInMinorUnits(costOf(channel, { segments: 1, messages: 1 }, await readContactRules(db)))
}

function triedBasket(
  offer: Offer,
  basket: Basket,
  value: number,
  messageCost: number,
): NonNullable<OfferTry['basket']> {
  // the answer's value has the boost of the customer's tier in it
  const terms = { ...termsFor(offer, null), value }
  const priced = priceBasket(basket, [{ key: offer.offerId, terms, messageCost }])
  const whole = priced.refused.find(({ line }) => line === null)
  return {
    currency: basket.currency,
    lines: basket.lines.map((line, at) => triedLine(line, priced, at, floorOf(offer, line))),
    subtotal: priced.subtotal,
    discount: priced.discount,
    total: priced.total,
    refused: whole ? offerReasonWords[whole.reason] : null,
  }
}

/** What must be left of a line that the offer means, touched or not. */
function floorOf({ appliesTo: to, marginFloor }: Offer, line: Basket['lines'][number]): number | null {
  const cost = costOfLine(line)
  return marginFloor === null || cost === null || !appliesTo(to, line) ? null : leastLeft(cost, marginFloor)
}

function triedLine(
  line: Basket['lines'][number],
  priced: Priced,
  at: number,
  least: number | null,
): TriedLine {
  const { price = 0, discount = 0, share = 0 } = priced.lines[at] ?? {}
  const cost = costOfLine(line)
  const refused = priced.refused.find((each) => each.line === at)
  return {
    productId: line.productId,
    title: line.title,
    quantity: line.quantity,
    price,
    cost,
    least,
    discount,
    share,
    marginBefore: marginOf(price, cost),
    marginAfter: marginOf(price - discount - share, cost),
    refused: refused ? offerReasonWords[refused.reason] : null,
  }
}

/** Margin in per cent of what is left; of nothing there is none. */
function marginOf(left: number, cost: number | null): number | null {
  return cost === null || left <= 0 ? null : ((left - cost) / left) * 100
}
