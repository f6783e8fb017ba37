import type { SearchFacet } from '../../../contract/search.ts'
import { replaceQuery } from '../shop/location.ts'
import { capitalised } from '../shop/words.ts'
import { texts } from '../texts.ts'
import { isChosen, parametersOf, toggled } from './search-query.ts'

const MOST_GROUPS = 9
const OPEN_GROUPS = 5

/** What the search can be narrowed by, with how many products each value would leave. */
export function Facets({ facets, query }: { facets: SearchFacet[]; query: URLSearchParams }) {
  const groups = facets
    .filter(({ values, name }) => values.length > 1 || name === 'sale' || hasChosen(values, query))
    .slice(0, MOST_GROUPS)
  return (
    <div className="filter-panel facets">
      {groups.map((facet, at) => (
        <Group key={`${facet.name} ${facet.option}`} facet={facet} query={query} open={at < OPEN_GROUPS} />
      ))}
    </div>
  )
}

const hasChosen = (values: SearchFacet['values'], query: URLSearchParams) =>
  values.some(({ value }) => [...query.values()].includes(value))

function Group({ facet, query, open }: { facet: SearchFacet; query: URLSearchParams; open: boolean }) {
  const values = facet.name === 'stock' ? facet.values.filter(({ value }) => value === 'all') : facet.values
  return (
    <details open={open}>
      <summary>{titleOf(facet)}</summary>
      <div className="ticks">
        {values.map((value) => {
          const parameters = parametersOf(facet, value)
          return (
            <label key={value.value} className="tick">
              <input
                type="checkbox"
                checked={isChosen(query, parameters)}
                onChange={() => replaceQuery(toggled(query, parameters))}
              />
              <span>{facet.name === 'option' ? capitalised(value.label) : value.label}</span>
              <span className="quiet">{value.count}</span>
            </label>
          )
        })}
      </div>
    </details>
  )
}

function titleOf({ name, option }: SearchFacet): string {
  if (option !== null) return capitalised(option)
  const known: Record<string, string> = texts.search.facets
  return known[name] ?? capitalised(name)
}
