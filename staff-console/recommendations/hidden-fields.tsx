import { Field } from '../parts/field.tsx'
import { texts } from '../texts.ts'
import { whats } from './decision.ts'
import type { DraftFields } from './decision-form.tsx'
import { ListField, TextField } from './list-field.tsx'
import { ProductField } from './product-field.tsx'

const words = texts.recommendations.form

/** What a decision hides: a product, a brand, a category, or whatever has an attribute. */
export function HiddenFields(fields: DraftFields) {
  const { draft, set } = fields
  return (
    <>
      <Field label={words.what}>
        {(ids) => (
          <select
            {...ids}
            className="input"
            value={draft.what}
            onChange={({ target }) => {
              const what = whats.find((one) => one === target.value)
              if (what) set({ what })
            }}
          >
            {whats.map((what) => (
              <option key={what} value={what}>
                {words.whats[what]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Hidden {...fields} />
    </>
  )
}

function Hidden({ draft, errors, page, set }: DraftFields) {
  switch (draft.what) {
    case 'product':
      return (
        <ProductField
          label={words.product}
          error={errors.product}
          product={draft.product}
          onProduct={(product) => set({ product })}
        />
      )
    case 'brand':
      return (
        <ListField
          label={words.brand}
          value={draft.brand}
          values={page.brands}
          error={errors.brand}
          onValue={(brand) => set({ brand })}
        />
      )
    case 'category':
      return (
        <ListField
          label={words.category}
          value={draft.category}
          values={page.categories}
          error={errors.category}
          onValue={(category) => set({ category })}
        />
      )
    case 'attribute':
      return (
        <>
          <TextField
            label={words.attributeName}
            value={draft.attributeName}
            error={errors.attributeName}
            onValue={(attributeName) => set({ attributeName })}
          />
          <TextField
            label={words.attributeValue}
            value={draft.attributeValue}
            error={errors.attributeValue}
            onValue={(attributeValue) => set({ attributeValue })}
          />
        </>
      )
  }
}
