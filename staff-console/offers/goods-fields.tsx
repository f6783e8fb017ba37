import type { ReactNode } from 'react'
import type { AppliesTo } from '#contract/offers.ts'
import { said } from '../slots/problem-of.ts'
import { Values } from '../slots/values.tsx'
import { texts } from '../texts.ts'
import type { PartProps } from './offer-form.tsx'
import { ProductIds } from './product-ids.tsx'

const words = texts.offers.form

/** What the offer applies to, and what it leaves out. */
export function GoodsFields(
  props: PartProps & { titles: Record<string, string>; onNamed: (productId: string, title: string) => void },
) {
  const { draft, errors, known } = props
  const to = draft.appliesTo
  const set = (change: Partial<AppliesTo>) => props.set({ appliesTo: { ...to, ...change } })
  const error = (path: keyof AppliesTo) => said(errors, `appliesTo.${path}`)
  const list = (label: string, at: keyof AppliesTo, offers: readonly string[]) => (
    <Listed label={label} error={error(at)}>
      <Values label={label} values={to[at]} offers={offers} onChange={(values) => set({ [at]: values })} />
    </Listed>
  )
  const products = (label: string, at: 'productIds' | 'excludedProductIds') => (
    <ProductIds
      label={label}
      chosen={to[at]}
      titles={props.titles}
      error={error(at)}
      onNamed={props.onNamed}
      onChange={(values) => set({ [at]: values })}
    />
  )
  const { categories, brands } = known.choices
  const isOpen = to.excludedCategories.length + to.excludedBrands.length + to.excludedProductIds.length > 0
  return (
    <fieldset className="group">
      <legend>{words.goods}</legend>
      <p className="field-hint">{words.goodsHint}</p>
      {list(words.categories, 'categories', categories)}
      {list(words.brands, 'brands', brands)}
      {products(words.products, 'productIds')}
      <details className="offer-except" open={isOpen}>
        <summary>{words.except}</summary>
        <div className="group">
          {list(`${words.except}: ${words.categories}`, 'excludedCategories', categories)}
          {list(`${words.except}: ${words.brands}`, 'excludedBrands', brands)}
          {products(`${words.except}: ${words.products}`, 'excludedProductIds')}
        </div>
      </details>
    </fieldset>
  )
}

function Listed(props: { label: string; error: string | undefined; children: ReactNode }) {
  return (
    <div className={`field ${props.error ? 'field-wrong' : ''}`}>
      <span className="field-label">{props.label}</span>
      {props.children}
      {props.error && <p className="field-error">{props.error}</p>}
    </div>
  )
}
