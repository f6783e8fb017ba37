import { useEffect, useRef } from 'react'
import type { SearchAnswer } from '../../../contract/search.ts'
import { Facets } from '../filters/facets.tsx'
import { filtersIn } from '../filters/search-query.ts'
import { Understood } from '../filters/understood.tsx'
import { FoundTile } from '../parts/found-tile.tsx'
import { CloseIcon } from '../parts/icons.tsx'
import { Slot } from '../parts/slot.tsx'
import { Empty, Failed, LoadingGrid } from '../parts/states.tsx'
import { replaceQuery, useLocation } from '../shop/location.ts'
import { usePageHead } from '../shop/page-head.ts'
import { askAssistant } from '../shop/rapport.ts'
import { track } from '../shop/slots.ts'
import { useSearch } from '../shop/use-search.ts'
import { texts } from '../texts.ts'

const PAGE = 24
const MOST = 60

export function SearchPage() {
  const { query } = useLocation()
  const words = query.get('q')?.trim() ?? ''
  const title = words || filtersIn(query)[0]?.[1].split(' > ').at(-1) || ''
  usePageHead(title ? texts.search.title(title) : texts.header.search)
  if (!title) return <Empty title={texts.search.empty} text={texts.search.emptyText} />
  return <Results query={query} title={title} />
}

function Results({ query, title }: { query: URLSearchParams; title: string }) {
  const found = useSearch(query)
  const answer = found.state === 'ready' ? found.data : null
  useEffect(() => {
    if (answer) track('Products Searched', { query: answer.query || title, results: answer.total })
  }, [answer, title])
  if (found.state === 'failed') return <Failed {...found} />
  if (answer?.products.length === 0) return <Nothing answer={answer} query={query} title={title} />
  return (
    <div className="page department found">
      <div className="title-line">
        <h1>{texts.search.title(title)}</h1>
        <p className="quiet" role="status">
          {answer ? texts.search.count(answer.total) : ''}
        </p>
        <SortBy query={query} />
        <PhoneFacets answer={answer} query={query} />
      </div>
      <aside className="filters" aria-label={texts.department.filters}>
        {answer?.facets && <Facets facets={answer.facets} query={query} />}
      </aside>
      <div>{answer ? <Found answer={answer} query={query} /> : <LoadingGrid />}</div>
    </div>
  )
}

function Found({ answer, query }: { answer: SearchAnswer; query: URLSearchParams }) {
  const { products, total } = answer
  const more = () => {
    const next = new URLSearchParams(query)
    next.set('limit', String(Math.min(products.length + PAGE, MOST)))
    replaceQuery(next)
  }
  return (
    <>
      <Understood answer={answer} query={query} />
      <ul className="grid">
        {products.map((product, at) => (
          <li key={product.productId}>
            <FoundTile product={product} position={at + 1} />
          </li>
        ))}
      </ul>
      {products.length < Math.min(total, MOST) && (
        <button type="button" className="button plain more" onClick={more}>
          {texts.search.more}
        </button>
      )}
    </>
  )
}

function Nothing({ answer, query, title }: { answer: SearchAnswer; query: URLSearchParams; title: string }) {
  return (
    <div className="nothing-found">
      <div className="page message short">
        <h1>{texts.search.none(title)}</h1>
        <Understood answer={answer} query={query} />
        <p>{texts.search.noneText}</p>
        <button type="button" className="button" onClick={() => askAssistant(title)}>
          {texts.search.ask}
        </button>
      </div>
      <Slot name="search_empty_row" className="row-slot" about={{ search: title }} />
    </div>
  )
}

function SortBy({ query }: { query: URLSearchParams }) {
  const sort = (value: string) => {
    const next = new URLSearchParams(query)
    next.set('sort', value)
    replaceQuery(next)
  }
  return (
    <label className="sort">
      {texts.department.sort}
      <select value={query.get('sort') ?? 'match'} onChange={(event) => sort(event.target.value)}>
        {Object.entries(texts.search.sorts).map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

/** The same facets on a small screen, in a sheet. */
function PhoneFacets({ answer, query }: { answer: SearchAnswer | null; query: URLSearchParams }) {
  const sheet = useRef<HTMLDialogElement>(null)
  const close = () => sheet.current?.close()
  return (
    <>
      <button type="button" className="button plain phone-only" onClick={() => sheet.current?.showModal()}>
        {texts.department.filtersChosen(filtersIn(query).length)}
      </button>
      <dialog ref={sheet} className="sheet" aria-label={texts.department.filters}>
        <button type="button" className="tool close" aria-label={texts.header.closeMenu} onClick={close}>
          <CloseIcon />
        </button>
        {answer?.facets && <Facets facets={answer.facets} query={query} />}
        <button type="button" className="button" onClick={close}>
          {texts.department.show(answer?.total ?? 0)}
        </button>
      </dialog>
    </>
  )
}
