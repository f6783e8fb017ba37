import type { ProductCard } from '#contract/message.ts'
import { ProductFacts } from '../conversations/cards.tsx'
import { IconButton } from '../parts/button.tsx'
import { ProductField } from '../recommendations/product-field.tsx'
import { texts } from '../texts.ts'

const words = texts.offers.trying

export interface BasketItem {
  product: ProductCard
  quantity: number
}

const MOST_PIECES = 999

/** What is in the basket that an offer is tried on. */
export function BasketFields(props: {
  items: readonly BasketItem[]
  onChange: (items: readonly BasketItem[]) => void
}) {
  const { items, onChange } = props
  const add = (product: ProductCard | null) => {
    if (!product) return
    const same = ({ product: one }: BasketItem) => one.variantId === product.variantId
    onChange(
      items.some(same)
        ? items.map((item) => (same(item) ? { ...item, quantity: item.quantity + 1 } : item))
        : [...items, { product, quantity: 1 }],
    )
  }
  return (
    <div className="field">
      <span className="field-label">{words.basket}</span>
      {items.length === 0 && <p className="field-hint">{words.basketHint}</p>}
      {items.map((item) => (
        <div key={item.product.variantId} className="picked try-item">
          <ProductFacts product={item.product} />
          <input
            type="number"
            className="input input-small input-number"
            aria-label={words.quantity(item.product.title)}
            min={1}
            max={MOST_PIECES}
            value={item.quantity}
            onChange={({ target }) => {
              const quantity = Math.min(Math.max(Math.round(target.valueAsNumber || 1), 1), MOST_PIECES)
              onChange(items.map((one) => (one === item ? { ...item, quantity } : one)))
            }}
          />
          <IconButton
            icon="close"
            label={words.remove(item.product.title)}
            onClick={() => onChange(items.filter((one) => one !== item))}
          />
        </div>
      ))}
      <ProductField key={items.length} label={words.add} product={null} onProduct={add} />
    </div>
  )
}
