import { useState } from 'react'
import type { ProductSummary, VariantView } from '../../../../contract/demo-shop.ts'
import { Link } from '../../parts/link.tsx'
import { useCart } from '../../shop/cart.tsx'
import { track } from '../../shop/slots.ts'
import { dayText, moneyOf } from '../../shop/words.ts'
import { texts } from '../../texts.ts'
import { type Chosen, optionsOf, variantFor } from './choice.ts'

interface Props {
  product: ProductSummary
  variants: VariantView[]
  chosen: Chosen
}

/** The button, which says why when it cannot be pressed. */
export function AddToCart({ product, variants, chosen }: Props) {
  const { add } = useCart()
  const [state, setState] = useState<'idle' | 'busy' | 'added' | 'failed'>('idle')
  const [added, setAdded] = useState<string | null>(null)
  const variant = variantFor(variants, chosen)
  const reason = reasonAgainst(product, variants, chosen, variant)
  const put = async () => {
    if (!variant) return
    setState('busy')
    try {
      await add({ productId: product.productId, variantId: variant.variantId, quantity: 1 })
      track('Product Added', {
        product_id: product.productId,
        variant_id: variant.variantId,
        quantity: 1,
        ...moneyOf(variant.price),
      })
      setAdded(variant.variantId)
      setState('added')
    } catch {
      setState('failed')
    }
  }
  const justAdded = state === 'added' && added === variant?.variantId
  return (
    <div className="add">
      <p className={`stock ${variant?.availability ?? ''}`}>
        {variant &&
          !product.comesAt &&
          `${texts.product.online}: ${texts.product.stock[variant.availability]}`}
        {product.earlyUntil && ` · ${texts.product.early(dayText(product.earlyUntil))}`}
      </p>
      <button
        type="button"
        className="button wide"
        disabled={reason !== null || state === 'busy'}
        onClick={put}
      >
        {reason ?? (state === 'busy' ? texts.product.adding : texts.product.add)}
      </button>
      <p className="said" role="status">
        {justAdded && (
          <>
            {texts.product.added}. <Link href="/cart">{texts.product.toCart}</Link>
          </>
        )}
        {state === 'failed' && texts.product.failed}
      </p>
    </div>
  )
}

function reasonAgainst(
  product: ProductSummary,
  variants: VariantView[],
  chosen: Chosen,
  variant: VariantView | null,
): string | null {
  if (product.comesAt) return texts.product.comes(dayText(product.comesAt))
  const open = optionsOf(variants).find(({ name }) => !chosen[name])
  if (open) return texts.product.choose(open.name)
  return variant?.availability === 'out_of_stock' || !variant ? texts.product.soldOut : null
}
