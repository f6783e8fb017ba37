import { useState } from 'react'
import type { ProductCard } from '#contract/message.ts'
import type { RowName } from '#contract/recommendation.ts'
import type { CustomerRow } from '#contract/staff-customers.ts'
import type { RecommendationPreview } from '#contract/staff-recommendations.ts'
import { ProductFacts } from '../conversations/cards.tsx'
import { calledOf } from '../customers/called.ts'
import { wordFor } from '../customers/names.ts'
import { money } from '../look/money.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { faultText } from '../parts/fault-text.ts'
import { Section } from '../parts/section.tsx'
import { Failed, Loading } from '../parts/states.tsx'
import { Why } from '../parts/why.tsx'
import { FindCustomer } from '../requests/find-customer.tsx'
import { texts } from '../texts.ts'
import { ProductField } from './product-field.tsx'
import { RowSelect } from './row-select.tsx'
import { usePreview } from './use-preview.ts'

const words = texts.recommendations.preview

const aboutProducts: ReadonlySet<RowName> = new Set([
  'similar',
  'bought_together',
  'viewed_also_bought',
  'complete_the_look',
  'bundle',
])

/** A row as it would be shown now, to whom one likes. `asked` differs after every change. */
export function Preview({ asked }: { asked: string }) {
  const [row, setRow] = useState<RowName>('for_you')
  const [product, setProduct] = useState<ProductCard | null>(null)
  const [customer, setCustomer] = useState<CustomerRow | null>(null)
  const [choosing, setChoosing] = useState(false)
  const needs = aboutProducts.has(row) && product === null
  const preview = usePreview(
    needs ? null : { row, productId: product?.productId ?? null, customerId: customer?.customerId ?? null },
    asked,
  )
  return (
    <Section title={words.title}>
      <div className="preview-choice">
        <RowSelect label={words.row} row={row} onRow={(chosen) => chosen && setRow(chosen)} />
        <ProductField label={words.about} product={product} onProduct={setProduct} />
        <div className="field">
          <span className="field-label">{words.forWhom}</span>
          <div className="preview-whom">
            <Button onClick={() => setChoosing(true)}>
              {customer ? calledOf(customer) : words.newVisitor}
            </Button>
            {customer && (
              <Button look="quiet" onClick={() => setCustomer(null)}>
                {words.clear}
              </Button>
            )}
          </div>
        </div>
      </div>
      {needs && <p className="quiet">{words.needsProduct}</p>}
      {preview.status === 'loading' && <Loading label={words.loading} rows={3} />}
      {preview.status === 'failed' && (
        <Failed text={faultText(preview.fault, words.failed)} onRetry={preview.retry} />
      )}
      {preview.status === 'ready' && <Shown preview={preview.value} />}
      {choosing && (
        <Dialog title={words.chooseCustomer} onClose={() => setChoosing(false)}>
          <FindCustomer
            onChosen={(chosen) => {
              setCustomer(chosen)
              setChoosing(false)
            }}
          />
        </Dialog>
      )}
    </Section>
  )
}

function Shown({ preview }: { preview: RecommendationPreview }) {
  const { items, bundle, strategy, withheld } = preview
  return (
    <div aria-live="polite">
      <p className="quiet">{texts.recommendations.strategies[strategy]}</p>
      {withheld !== null && (
        <p className="quiet">
          {words.withheld} {wordFor(texts.customers.recommended.reasons, withheld)}
        </p>
      )}
      {items.length === 0 ? (
        <p>{words.empty}</p>
      ) : (
        <ol className="found-products preview-items" aria-label={words.list}>
          {items.map(({ card, code, text, detail }) => (
            <li key={card.productId}>
              <div className="recommended-product">
                <ProductFacts product={{ ...card, because: text }} />
                <Why of={card.title} text={`${code}: ${detail}`} />
              </div>
            </li>
          ))}
        </ol>
      )}
      {bundle && (
        <p className="cart-total">
          {words.bundle} <span className="figure">{money(bundle.total)}</span>
        </p>
      )}
    </div>
  )
}
