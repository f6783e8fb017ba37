import type { OfferKind } from '#contract/offers.ts'
import { Field } from '../parts/field.tsx'
import { entriesOf } from '../slots/entries.ts'
import { said } from '../slots/problem-of.ts'
import { TextField } from '../slots/text-field.tsx'
import { texts } from '../texts.ts'
import { NumberField } from './number-field.tsx'
import type { PartProps } from './offer-form.tsx'
import { ProductIds } from './product-ids.tsx'

const words = texts.offers.form
const kinds = entriesOf<OfferKind>(texts.offers.kinds)

/** The title, the kind, and how much of it. */
export function GivesFields(
  props: PartProps & { titles: Record<string, string>; onNamed: (productId: string, title: string) => void },
) {
  const { draft, errors, set, currency } = props
  return (
    <fieldset className="group">
      <legend>{words.gives}</legend>
      <p className="field-hint">{words.amounts(currency)}</p>
      <TextField
        label={words.titleLabel}
        hint={words.titleHint}
        most={80}
        value={draft.title}
        error={errors.title}
        onChange={(title) => set({ title })}
      />
      <TextField
        label={words.name}
        hint={words.nameHint}
        most={60}
        value={draft.name}
        error={errors.name}
        onChange={(name) => set({ name })}
      />
      <Field label={words.kind} error={errors.kind}>
        {(ids) => (
          <select
            {...ids}
            className="input"
            value={draft.kind}
            onChange={(event) => {
              const next = kinds.find(([kind]) => kind === event.target.value)
              if (next) set({ kind: next[0] })
            }}
          >
            {kinds.map(([kind, name]) => (
              <option key={kind} value={kind}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div className="template-pair">
        <NumberField
          label={words.value[draft.kind]}
          value={draft.value}
          error={errors.value}
          onChange={(value) => set({ value })}
        />
        {draft.kind !== 'amount' && draft.kind !== 'gift' && (
          <NumberField
            label={words.maxDiscount}
            hint={draft.kind === 'percent' ? words.maxDiscountHint : undefined}
            value={draft.maxDiscount}
            error={errors.maxDiscount}
            onChange={(maxDiscount) => set({ maxDiscount })}
          />
        )}
      </div>
      {draft.kind === 'points_multiplier' && (
        <div className="template-pair">
          <NumberField
            label={words.perUnit(currency)}
            value={draft.perUnit}
            error={errors['points.perUnit'] ?? errors.points}
            onChange={(perUnit) => set({ perUnit })}
          />
          <NumberField
            label={words.costOf100}
            value={draft.costOf100}
            error={errors['points.costOf100']}
            onChange={(costOf100) => set({ costOf100 })}
          />
        </div>
      )}
      {draft.kind === 'gift' && (
        <ProductIds
          label={words.gift}
          most={1}
          chosen={draft.gift ? [draft.gift.productId] : []}
          titles={props.titles}
          error={said(errors, 'gift')}
          onNamed={props.onNamed}
          onChange={([productId]) =>
            set({ gift: productId === undefined ? null : { productId, variantId: null } })
          }
        />
      )}
      <NumberField
        label={words.minSubtotal}
        hint={words.minSubtotalHint}
        value={draft.minSubtotal}
        error={errors.minSubtotal}
        onChange={(minSubtotal) => set({ minSubtotal })}
      />
    </fieldset>
  )
}
