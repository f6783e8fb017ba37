import type { ReactNode } from 'react'
import type { SlotChoices } from '#contract/staff-slots.ts'
import { Field } from '../parts/field.tsx'
import { texts } from '../texts.ts'
import type { ContentDraft } from './content-draft.ts'
import { entriesOf } from './entries.ts'
import { TextField } from './text-field.tsx'
import { Values } from './values.tsx'

const words = texts.slots.form
const rows = entriesOf(texts.slots.rows)

/** The row of products, if there is one: which, how many, and of what. */
export function RowFields(props: {
  content: ContentDraft
  choices: SlotChoices
  error: (path: string) => string | undefined
  onChange: (change: Partial<ContentDraft>) => void
}) {
  const { content, choices, error, onChange } = props
  return (
    <>
      <Field label={words.row} error={content.row === null ? error('row') : error('row.row')}>
        {(ids) => (
          <select
            {...ids}
            className="input input-short"
            value={content.row ?? ''}
            onChange={(event) =>
              onChange({ row: rows.find(([value]) => value === event.target.value)?.[0] ?? null })
            }
          >
            <option value="">{words.noRow}</option>
            {rows.map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      {content.row !== null && (
        <>
          <div className="template-pair">
            <TextField
              label={words.limit}
              most={2}
              value={content.limit}
              error={error('row.limit')}
              onChange={(limit) => onChange({ limit })}
            />
            <CategoryField
              value={content.category}
              offers={choices.categories}
              error={error('row.category')}
              onChange={(category) => onChange({ category })}
            />
          </div>
          <Listed label={words.brands} error={error('row.brands')}>
            <Values
              label={words.brands}
              values={content.brands}
              offers={choices.brands}
              onChange={(brands) => onChange({ brands })}
            />
          </Listed>
          <div className="template-pair">
            <TextField
              label={words.priceMin(choices.currency)}
              most={12}
              value={content.priceMin}
              error={error('row.priceMin')}
              onChange={(priceMin) => onChange({ priceMin })}
            />
            <TextField
              label={words.priceMax(choices.currency)}
              most={12}
              value={content.priceMax}
              error={error('row.priceMax')}
              onChange={(priceMax) => onChange({ priceMax })}
            />
          </div>
        </>
      )}
      {content.row === 'picked' && (
        <Listed label={words.picked} error={error('row.productIds')}>
          <Values
            label={words.picked}
            values={content.productIds}
            hint={words.pickedHint}
            onChange={(productIds) => onChange({ productIds })}
          />
        </Listed>
      )}
    </>
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

function CategoryField(props: {
  value: string
  offers: readonly string[]
  error: string | undefined
  onChange: (category: string) => void
}) {
  return (
    <Field label={words.category} error={props.error}>
      {(ids) => (
        <>
          <input
            {...ids}
            className="input"
            autoComplete="off"
            maxLength={200}
            list={`${ids.id}-offers`}
            value={props.value}
            onChange={(event) => props.onChange(event.target.value)}
          />
          <datalist id={`${ids.id}-offers`}>
            {props.offers.map((offer) => (
              <option key={offer} value={offer} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  )
}
