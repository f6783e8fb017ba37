import { useEffect, useMemo, useRef } from 'react'
import type { DepartmentPage as DepartmentData } from '../../../contract/demo-shop.ts'
import { ChosenFilters, noFilters } from '../filters/chosen-filters.tsx'
import { FilterPanel } from '../filters/filter-panel.tsx'
import {
  applyFilters,
  type Choices,
  choicesOf,
  countChosen,
  type Filters,
  filtersFrom,
  queryOf,
  type Sort,
} from '../filters/filters.ts'
import { CloseIcon } from '../parts/icons.tsx'
import { ProductGrid } from '../parts/product-grid.tsx'
import { Failed, LoadingGrid } from '../parts/states.tsx'
import { useAccount } from '../shop/account.tsx'
import { replaceQuery, useLocation } from '../shop/location.ts'
import { usePageHead } from '../shop/page-head.ts'
import { track } from '../shop/slots.ts'
import { useData } from '../shop/use-data.ts'
import { texts } from '../texts.ts'
import { NotFoundPage } from './not-found-page.tsx'

export function DepartmentPage({ slug }: { slug: string }) {
  const page = useData<DepartmentData>(
    `/departments/${encodeURIComponent(slug)}`,
    useAccount().signedIn?.token,
  )
  usePageHead(page.state === 'ready' ? page.data.department.name : null)
  if (page.state === 'failed') return page.error.status === 404 ? <NotFoundPage /> : <Failed {...page} />
  if (page.state === 'loading')
    return (
      <div className="page">
        <LoadingGrid />
      </div>
    )
  return <Shelves {...page.data} />
}

function Shelves({ department, products }: DepartmentData) {
  const { query } = useLocation()
  const filters = filtersFrom(query)
  useEffect(() => track('Product List Viewed', { category: department.name }), [department.name])
  const choices = useMemo(() => choicesOf(products), [products])
  const shown = applyFilters(products, filters)
  const change = (next: Filters) => replaceQuery(queryOf(next))
  return (
    <div className="page department">
      <div className="title-line">
        <h1>{department.name}</h1>
        <p className="quiet" role="status">
          {texts.department.count(shown.length, products.length)}
        </p>
        <SortBy filters={filters} change={change} />
        <PhoneFilters choices={choices} filters={filters} change={change} count={shown.length} />
      </div>
      <aside className="filters" aria-label={texts.department.filters}>
        <FilterPanel choices={choices} filters={filters} change={change} />
      </aside>
      <div>
        <ChosenFilters filters={filters} change={change} />
        {shown.length === 0 ? (
          <div className="message">
            <p>{texts.department.none}</p>
            <button type="button" className="button" onClick={() => change(noFilters(filters))}>
              {texts.department.clear}
            </button>
          </div>
        ) : (
          <ProductGrid products={shown} colour={filters.colours[0] ?? null} />
        )}
      </div>
    </div>
  )
}

function SortBy({ filters, change }: { filters: Filters; change: (filters: Filters) => void }) {
  return (
    <label className="sort">
      {texts.department.sort}
      <select
        value={filters.sort}
        onChange={(event) => change({ ...filters, sort: sortNamed(event.target.value) })}
      >
        {Object.entries(texts.department.sorts).map(([sort, name]) => (
          <option key={sort} value={sort}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

function sortNamed(value: string): Sort {
  return filtersFrom(new URLSearchParams({ sort: value })).sort
}

interface PhoneProps {
  choices: Choices
  filters: Filters
  change: (filters: Filters) => void
  count: number
}

/** The same filters on a small screen, in a sheet. */
function PhoneFilters({ choices, filters, change, count }: PhoneProps) {
  const sheet = useRef<HTMLDialogElement>(null)
  const close = () => sheet.current?.close()
  return (
    <>
      <button type="button" className="button plain phone-only" onClick={() => sheet.current?.showModal()}>
        {texts.department.filtersChosen(countChosen(filters))}
      </button>
      <dialog ref={sheet} className="sheet" aria-label={texts.department.filters}>
        <button type="button" className="tool close" aria-label={texts.header.closeMenu} onClick={close}>
          <CloseIcon />
        </button>
        <FilterPanel choices={choices} filters={filters} change={change} />
        <button type="button" className="button" onClick={close}>
          {texts.department.show(count)}
        </button>
      </dialog>
    </>
  )
}
