import { useId } from 'react'
import { priceText } from '../shop/words.ts'
import { texts } from '../texts.ts'
import type { Choices, Filters } from './filters.ts'

interface Props {
  choices: Choices
  filters: Filters
  change: (filters: Filters) => void
}

/** Everything a department can be narrowed by. */
export function FilterPanel({ choices, filters, change }: Props) {
  const group = (
    title: string,
    key: 'colours' | 'sizes' | 'fits' | 'features',
    words = (value: string) => value,
  ) => (
    <Choose
      title={title}
      values={choices[key]}
      chosen={filters[key]}
      words={words}
      change={(chosen) => change({ ...filters, [key]: chosen })}
    />
  )
  return (
    <div className="filter-panel">
      <label className="tick alone">
        <input
          type="checkbox"
          checked={filters.inStock}
          onChange={(event) => change({ ...filters, inStock: event.target.checked })}
        />
        {texts.department.inStock}
      </label>
      {group(texts.department.fit, 'fits', fitWord)}
      {group(texts.department.feature, 'features')}
      <MaxPrice prices={choices.prices} max={filters.max} change={(max) => change({ ...filters, max })} />
      {group(texts.department.colour, 'colours')}
      {group(texts.department.size, 'sizes')}
    </div>
  )
}

export function fitWord(fit: string): string {
  return Object.entries(texts.department.fits).find(([name]) => name === fit)?.[1] ?? fit
}

interface ChooseProps {
  title: string
  values: string[]
  chosen: string[]
  words: (value: string) => string
  change: (chosen: string[]) => void
}

function Choose({ title, values, chosen, words, change }: ChooseProps) {
  if (values.length === 0) return null
  return (
    <fieldset>
      <legend>{title}</legend>
      <div className="ticks">
        {values.map((value) => (
          <label key={value} className="tick">
            <input
              type="checkbox"
              checked={chosen.includes(value)}
              onChange={(event) =>
                change(event.target.checked ? [...chosen, value] : chosen.filter((other) => other !== value))
              }
            />
            {words(value)}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function MaxPrice({
  prices,
  max,
  change,
}: {
  prices: number[]
  max: number | null
  change: (max: number | null) => void
}) {
  // the panel is on the page twice, and radios of one name exclude each other
  const name = useId()
  if (prices.length === 0) return null
  const steps: (number | null)[] = [null, ...prices]
  return (
    <fieldset>
      <legend>{texts.department.price}</legend>
      <div className="ticks">
        {steps.map((step) => (
          <label key={step ?? 'any'} className="tick">
            <input type="radio" name={name} checked={max === step} onChange={() => change(step)} />
            {step === null
              ? texts.department.anyPrice
              : texts.department.upTo(priceText({ amount: step, currency: 'USD' }))}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
