import { IconButton } from '../parts/button.tsx'
import { ProductField } from '../recommendations/product-field.tsx'
import { texts } from '../texts.ts'

const words = texts.offers.form

/** Products by their titles, each found in the catalog; what the catalog has no more stays by its id. */
export function ProductIds(props: {
  label: string
  most?: number
  chosen: readonly string[]
  titles: Record<string, string>
  error?: string | undefined
  onNamed: (productId: string, title: string) => void
  onChange: (productIds: string[]) => void
}) {
  const { chosen, titles, most = 500, onChange } = props
  return (
    <div className={`field ${props.error ? 'field-wrong' : ''}`}>
      {chosen.length > 0 && <span className="field-label">{props.label}</span>}
      {chosen.length > 0 && (
        <div className="values">
          {chosen.map((productId) => (
            <span key={productId} className="value">
              {titles[productId] ?? productId}
              <IconButton
                icon="close"
                label={words.takeOut(titles[productId] ?? productId)}
                onClick={() => onChange(chosen.filter((one) => one !== productId))}
              />
            </span>
          ))}
        </div>
      )}
      {chosen.length < most && (
        <ProductField
          key={chosen.length}
          label={`${props.label}: ${words.addProduct}`}
          product={null}
          onProduct={(product) => {
            if (!product || chosen.includes(product.productId)) return
            props.onNamed(product.productId, product.title)
            onChange([...chosen, product.productId])
          }}
        />
      )}
      {props.error && <p className="field-error">{props.error}</p>}
    </div>
  )
}
