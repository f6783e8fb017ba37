import { useState } from 'react'
import type { ProductCard } from '#contract/message.ts'
import { ProductFacts } from '../conversations/cards.tsx'
import { useProducts } from '../outreach/use-products.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { texts } from '../texts.ts'

const words = texts.recommendations.form

/** One product, found by what is typed and chosen at a press. */
export function ProductField(props: {
  label: string
  hint?: string
  error?: string | undefined
  product: ProductCard | null
  onProduct: (product: ProductCard | null) => void
}) {
  const { product, onProduct } = props
  const [text, setText] = useState('')
  if (product)
    return (
      <div className="field">
        <span className="field-label">{props.label}</span>
        <div className="picked">
          <ProductFacts product={product} />
          <IconButton icon="close" label={words.clear(product.title)} onClick={() => onProduct(null)} />
        </div>
      </div>
    )
  return (
    <div className="product-field">
      <Field label={props.label} hint={props.hint} error={props.error}>
        {(ids) => (
          <input
            {...ids}
            type="search"
            className="input"
            placeholder={words.find}
            autoComplete="off"
            maxLength={200}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        )}
      </Field>
      <Found
        text={text}
        onChoose={(chosen) => {
          setText('')
          onProduct(chosen)
        }}
      />
    </div>
  )
}

function Found({ text, onChoose }: { text: string; onChoose: (product: ProductCard) => void }) {
  const found = useProducts(text)
  if (found.status === 'waits') return null
  if (found.status === 'failed') return <p role="alert">{words.findFailed}</p>
  if (found.products.length === 0) return <p role="status">{words.none}</p>
  return (
    <ul className="found-products" aria-label={words.find}>
      {found.products.map((product) => (
        <li key={product.productId}>
          <ProductFacts product={product} />
          <Button aria-label={`${words.choose} ${product.title}`} onClick={() => onChoose(product)}>
            {words.choose}
          </Button>
        </li>
      ))}
    </ul>
  )
}
