import type { z } from 'zod'
import type { ProductCard } from '#contract/message.ts'
import type { MessageContent } from '#contract/outbound.ts'
import { Problem } from '#contract/problem.ts'
import type { outreachInput } from '#contract/staff-outreach.ts'
import { membersOf, withoutCards } from '#domain/identity/index.ts'
import { toProductCard } from '#knowledge/catalog/index.ts'
import type { Db } from '#store/index.ts'
import { productsForShopper } from '#tools/index.ts'
import { cleanText } from '../clean-text.ts'

/** What somebody of the team has written, as it came in. */
export type Written = Omit<z.output<typeof outreachInput>, 'clientMessageId'>

const MAX_TEXT = 4000

/** The message as every channel can draw it. Throws a problem by field where it cannot be one. */
export async function contentOf(
  db: Db,
  written: Written,
  customerId: string,
  now: Date,
): Promise<MessageContent> {
  const { text, template, subject, productIds } = written
  if (template) {
    if (text.trim() !== '' || productIds.length > 0)
      throw wrong('template', 'a template goes alone, without text and products')
    return { text: '', parts: [], template }
  }
  const products = await attachedProducts(db, productIds, customerId, now)
  const words = text.trim() === '' && products.length > 0 ? '' : withoutCards(cleanText(text, MAX_TEXT))
  return {
    text: words,
    parts: products.length > 0 ? [{ type: 'products', products }] : [],
    ...(subject !== '' && { subject }),
  }
}

/**
 * The products with the prices and the stock of now; one that is gone, sold out, or not yet on sale to this
 * customer is refused by its name.
 */
export async function attachedProducts(
  db: Db,
  productIds: readonly string[],
  customerId: string,
  now: Date,
): Promise<ProductCard[]> {
  const wanted = [...new Set(productIds)]
  if (wanted.length === 0) return []
  const buyer = { customerIds: await membersOf(db, customerId), trust: 'account' } as const
  const found = await productsForShopper({ db, now, ...buyer }, wanted)
  return wanted.map((productId) => {
    const product = found.find((each) => each.productId === productId)
    if (!product || product.variants.length === 0)
      throw wrong('productIds', `the catalog has no product ${productId}`)
    const card = toProductCard(product)
    if (card.release?.early === false) throw wrong('productIds', `${card.title} is not on sale yet`)
    if (card.availability === 'out_of_stock') throw wrong('productIds', `${card.title} is sold out`)
    return card
  })
}

function wrong(path: string, message: string): Problem {
  return new Problem('bad-request', `It cannot be sent: ${message}.`, { errors: [{ path, message }] })
}
