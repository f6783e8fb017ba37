import { useId, useState } from 'react'
import type { ProductCard } from '#contract/message.ts'
import { ProductFacts } from '../conversations/cards.tsx'
import { Button, IconButton } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { texts } from '../texts.ts'
import { MOST_PRODUCTS } from './chosen-products.ts'
import { useProducts } from './use-products.ts'

const words = texts.outreach.products

/** Products that go with the message: found in the catalog, with the price and stock of now. */
export function ProductPicker(props: {
  products: readonly ProductCard[]
  onChange: (products: readonly ProductCard[]) => void
}) {
  const { products, onChange } = props
  const [text, setText] = useState('')
  const titleId = useId()
  return (
    <section className="product-picker" aria-labelledby={titleId}>
      <p className="field-label" id={titleId}>
        {words.title}
      </p>
      <p className="field-hint">{words.hint(MOST_PRODUCTS)}</p>
      {products.map((product) => (
        <div key={product.productId} className="picked">
          <ProductFacts product={product} />
          <IconButton
            icon="close"
            label={words.remove(product.title)}
            onClick={() => onChange(products.filter(({ productId }) => productId !== product.productId))}
          />
        </div>
      ))}
      {products.length < MOST_PRODUCTS ? (
        <>
          <div className="search-field">
            <Icon name="search" />
            <input
              type="search"
              className="input"
              aria-label={words.search}
              placeholder={words.placeholder}
              autoComplete="off"
              maxLength={200}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </div>
          <Found
            text={text}
            taken={products}
            onAttach={(product) => {
              onChange([...products, product])
              setText('')
            }}
          />
        </>
      ) : (
        <p className="quiet">{words.full}</p>
      )}
    </section>
  )
}

function Found(props: {
  text: string
  taken: readonly ProductCard[]
  onAttach: (product: ProductCard) => void
}) {
  const found = useProducts(props.text)
  if (found.status === 'waits') return null
  if (found.status === 'failed') return <p role="alert">{words.failed}</p>
  if (found.products.length === 0) return <p role="status">{words.none}</p>
  return (
    <ul className="found-products" aria-label={words.title}>
      {found.products.map((product) => (
        <li key={product.productId}>
          <ProductFacts product={product} />
          <Button
            icon="plus"
            aria-label={words.attach(product.title)}
            why={whyNot(product, props.taken)}
            onClick={() => props.onAttach(product)}
          >
            {words.attachShort}
          </Button>
        </li>
      ))}
    </ul>
  )
}

function whyNot(product: ProductCard, taken: readonly ProductCard[]): string | null {
  if (product.availability === 'out_of_stock') return words.soldOut
  return taken.some(({ productId }) => productId === product.productId) ? words.attached : null
}
