import { CloseIcon } from '../parts/icons.tsx'
import { priceText } from '../shop/words.ts'
import { texts } from '../texts.ts'
import { fitWord } from './filter-panel.tsx'
import { countChosen, type Filters } from './filters.ts'

/** What is chosen, each with a way to take it off again. */
export function ChosenFilters({ filters, change }: { filters: Filters; change: (filters: Filters) => void }) {
  if (countChosen(filters) === 0) return null
  return (
    <ul className="chosen">
      {chips(filters).map(({ name, without }) => (
        <li key={name}>
          <button type="button" aria-label={texts.department.remove(name)} onClick={() => change(without)}>
            {name}
            <CloseIcon />
          </button>
        </li>
      ))}
      <li>
        <button type="button" className="link" onClick={() => change(noFilters(filters))}>
          {texts.department.clear}
        </button>
      </li>
    </ul>
  )
}

export function noFilters({ sort }: Filters): Filters {
  return { colours: [], sizes: [], fits: [], features: [], max: null, inStock: false, sort }
}

function chips(filters: Filters): { name: string; without: Filters }[] {
  const keys = ['fits', 'features', 'colours', 'sizes'] as const
  const listed = keys.flatMap((key) =>
    filters[key].map((value) => ({
      name: key === 'fits' ? fitWord(value) : value,
      without: { ...filters, [key]: filters[key].filter((other) => other !== value) },
    })),
  )
  const { max, inStock } = filters
  return [
    ...listed,
    ...(max === null
      ? []
      : [
          {
            name: texts.department.upTo(priceText({ amount: max, currency: 'USD' })),
            without: { ...filters, max: null },
          },
        ]),
    ...(inStock ? [{ name: texts.department.inStock, without: { ...filters, inStock: false } }] : []),
  ]
}
