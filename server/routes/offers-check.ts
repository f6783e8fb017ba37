import { z } from 'zod'
import { type CodeReason, codeReasons, type OfferReason } from '#contract/offers.ts'
import { findByIdentifier } from '#domain/identity/index.ts'
import { basketOf, type CheckedCode, checkCodes, type Redeemed, redeemCodes } from '#domain/offers/index.ts'
import { type Call, operation } from '../operation.ts'
import { checkAnswer, checkInput, redeemAnswer, redeemInput } from '../schemas/offers.ts'

type Reason = CodeReason | OfferReason

/** What a checkout may show for a code that gives nothing; the rules behind it are the shop's own. */
const said: Record<CodeReason, string> = {
  unknown_code: 'We do not know this code.',
  code_used: 'This code has been used already.',
  code_expired: 'This code has expired.',
  code_withdrawn: 'This code is not valid any more.',
}
const saidOfBasket: Partial<Record<OfferReason, string>> = {
  min_subtotal: 'This code needs a larger basket.',
  nothing_it_applies_to: 'This code does not apply to what is in the basket.',
  not_combinable: 'This code does not go with another one.',
  currency_mismatch: 'This code is for another currency.',
}
const isOfCode = (reason: Reason): reason is CodeReason => codeReasons.some((each) => each === reason)

function sayOf(reason: Reason | null): string | null {
  if (reason === null) return null
  return isOfCode(reason) ? said[reason] : (saidOfBasket[reason] ?? 'This code gives nothing on this basket.')
}

async function check({ codes, currency, lines }: z.output<typeof checkInput>, { house, now }: Call) {
  const basket = await basketOf(house.db, currency, lines)
  const { codes: checked, priced } = await checkCodes(house.db, { codes: unique(codes), basket }, now)
  return {
    currency,
    codes: checked.map(viewOf),
    lines: priced.lines.map(({ price, discount }, at) => ({
      productId: basket.lines[at]?.productId ?? '',
      variantId: basket.lines[at]?.variantId ?? '',
      price,
      discount,
      total: price - discount,
    })),
    subtotal: priced.subtotal,
    discount: priced.discount,
    total: priced.total,
  }
}

function viewOf({ code, reason, issued, discount }: CheckedCode) {
  return {
    code,
    valid: reason === null,
    reason,
    say: sayOf(reason),
    offer: issued && {
      name: issued.terms.name,
      title: issued.terms.title,
      kind: issued.terms.kind,
      value: issued.terms.value,
    },
    expiresAt: issued?.expiresAt.toISOString() ?? null,
    discount,
  }
}

async function redeem(body: z.output<typeof redeemInput>, { house, now }: Call) {
  const { codes, currency, lines, orderId, userId } = body
  const basket = await basketOf(house.db, currency, lines)
  const who = userId === undefined ? null : await findByIdentifier(house.db, 'user_id', userId)
  const order = { codes: unique(codes), orderId, customerId: who?.customerId ?? null, basket, at: now }
  return { orderId, codes: (await redeemCodes(house.db, order, now)).map(redeemedView) }
}

function redeemedView(answer: Redeemed) {
  if (answer.ok) {
    const { code, repeated, cost, issued } = answer
    const takesOff = issued.terms.kind === 'percent' || issued.terms.kind === 'amount'
    return { code, redeemed: true, repeated, reason: null, say: null, discount: takesOff ? cost : 0 }
  }
  const { code, reason } = answer
  return { code, redeemed: false, repeated: false, reason, say: sayOf(reason), discount: 0 }
}

const unique = (codes: readonly string[]) => [...new Set(codes)]

export const offerCheckOperations = [
  operation('checkOffers', 'secret_key', {
    method: 'post',
    path: '/v1/offers/check',
    summary: 'What codes give on a basket, or why they give nothing; nothing is used up',
    input: z.object({ body: checkInput }),
    answer: checkAnswer,
    run: ({ body }, call) => check(body, call),
  }),
  operation('redeemOffers', 'secret_key', {
    method: 'post',
    path: '/v1/offers/redeem',
    summary: 'Uses up the codes of an order, each once and for all; the same order again changes nothing',
    input: z.object({ body: redeemInput }),
    answer: redeemAnswer,
    run: ({ body }, call) => redeem(body, call),
  }),
]
