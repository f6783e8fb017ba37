import { useEffect, useState } from 'react'
import type { VariantView } from '../../../../contract/demo-shop.ts'
import type { CardVariant, ProductCard } from '../../../../contract/message.ts'
import type { RecommendationsAnswer } from '../../../../contract/recommendation.ts'
import { askOpen } from '../../shop/ask-open.ts'
import { Together } from './together.tsx'

/** One product of a bundle, and its variants that can be bought; `chosen` null: one has to be chosen above. */
export interface Piece {
  card: Pick<ProductCard, 'productId' | 'title' | 'url' | 'image'>
  variants: Pick<CardVariant, 'variantId' | 'options' | 'price'>[]
  chosen: string | null
}

/** What goes with this product, all of it in one go; nothing where there is nothing. */
export function Bundle({ product, variant }: { product: Piece['card']; variant: VariantView | null }) {
  const [others, setOthers] = useState<Piece[]>([])
  const { productId } = product
  useEffect(() => {
    const stop = new AbortController()
    askOpen<RecommendationsAnswer>(
      'recommendations',
      new URLSearchParams({ row: 'bundle', product: productId }),
      stop.signal,
    ).then(
      (answer) => setOthers(besides(answer, productId)),
      () => {}, // the page is whole without it
    )
    return () => stop.abort()
  }, [productId])
  if (others.length === 0) return null
  const canBuy = variant && variant.availability !== 'out_of_stock'
  const own: Piece = {
    card: { ...product, image: variant?.image ?? product.image },
    variants: canBuy ? [variant] : [],
    chosen: canBuy ? variant.variantId : null,
  }
  return <Together own={own} others={others} />
}

function besides({ bundle, items }: RecommendationsAnswer, productId: string): Piece[] {
  const cards = new Map(items.map(({ card }) => [card.productId, card]))
  return (bundle?.productIds ?? []).flatMap((id) => {
    const card = cards.get(id)
    if (!card || id === productId) return []
    const only = { variantId: card.variantId, options: [], price: card.price }
    return [{ card, variants: card.variants ?? [only], chosen: card.variantId }]
  })
}
