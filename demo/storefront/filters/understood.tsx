import type { SearchAnswer } from '../../../contract/search.ts'
import { CloseIcon } from '../parts/icons.tsx'
import { replaceQuery } from '../shop/location.ts'
import { texts } from '../texts.ts'
import { filtersIn, toggled, withoutFilters, withoutWords } from './search-query.ts'

/** What was read from the words and what was chosen, each with a way to undo it, and what had to be let go. */
export function Understood({ answer, query }: { answer: SearchAnswer; query: URLSearchParams }) {
  const { wishes, notes } = answer.understood
  const chosen = filtersIn(query)
  const asWords = new URLSearchParams(query)
  asWords.set('understand', 'false')
  return (
    <>
      {wishes.length + chosen.length > 0 && (
        <ul className="chosen" aria-label={texts.search.understood}>
          {wishes.map((wish) => (
            <Chip
              key={`${wish.field} ${wish.value}`}
              text={wish.text}
              kept={wish.kept}
              undo={() => replaceQuery(withoutWords(query, wish.from))}
            />
          ))}
          {chosen.map(([name, value]) => (
            <Chip
              key={`${name} ${value}`}
              text={wordsFor(name, value, answer)}
              kept
              undo={() => replaceQuery(toggled(query, [[name, value]]))}
            />
          ))}
          <li>
            {wishes.length > 0 ? (
              <button type="button" className="link" onClick={() => replaceQuery(withoutFilters(asWords))}>
                {texts.search.asWords}
              </button>
            ) : (
              <button type="button" className="link" onClick={() => replaceQuery(withoutFilters(query))}>
                {texts.department.clear}
              </button>
            )}
          </li>
        </ul>
      )}
      {notes.map(({ text }) => (
        <p key={text} className="note" role="status">
          {text}
        </p>
      ))}
    </>
  )
}

function Chip({ text, kept, undo }: { text: string; kept: boolean; undo: () => void }) {
  return (
    <li>
      <button type="button" aria-label={texts.department.remove(text)} onClick={undo}>
        {kept ? text : <s>{text}</s>}
        <CloseIcon />
      </button>
    </li>
  )
}

/** A filter in the words its facet has for it. */
function wordsFor(name: string, value: string, { facets }: SearchAnswer): string {
  const facet = facets?.find((each) =>
    name.startsWith('option.')
      ? `option.${each.option}` === name
      : (name === 'storeId' ? 'store' : name) === each.name,
  )
  const known = facet?.values.find((each) => each.value === value)?.label
  if (name === 'priceMin') return texts.search.priceFrom(value)
  if (name === 'priceMax') return texts.search.priceTo(value)
  return known ?? value
}
