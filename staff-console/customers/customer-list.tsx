import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { CustomerRow } from '#contract/staff-customers.ts'
import { Button } from '../parts/button.tsx'
import { faultText } from '../parts/fault-text.ts'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { Ago } from '../parts/time.tsx'
import { Link } from '../routing/link.tsx'
import { navigate } from '../routing/navigation.ts'
import { type CustomersRoute, customerPage } from '../routing/route.ts'
import { useShortcuts } from '../shell/shortcuts.ts'
import { WingTabs } from '../shell/wing-tabs.tsx'
import { texts } from '../texts.ts'
import { calledOf, identifierLine } from './called.ts'
import { SearchField } from './search-field.tsx'
import { type CustomerSearch, useCustomerSearch } from './use-customer-search.ts'

const words = texts.customers

/** Whom the shop knows: the newest, or what is typed. */
export function CustomerList({ route }: { route: CustomersRoute }) {
  const [text, setText] = useSearchText(route)
  const search = useCustomerSearch(text)
  const fieldRef = useRef<HTMLInputElement>(null)
  useShortcuts({ '/': () => fieldRef.current?.focus() })
  return (
    <section className="list-pane" aria-label={words.listLabel}>
      <WingTabs room="customers" />
      <div className="list-search">
        <SearchField ref={fieldRef} text={text} onText={setText} onDown={focusFirst} />
      </div>
      <div className="list-scroll" aria-busy={search.status === 'loading'}>
        <Results search={search} route={route} />
      </div>
      <p className="hidden" role="status">
        {search.status === 'ready' &&
          search.answered !== '' &&
          words.found(search.rows.length, search.more !== null)}
      </p>
    </section>
  )
}

function Results({ search, route }: { search: CustomerSearch; route: CustomersRoute }) {
  if (search.status === 'failed')
    return <Failed text={faultText(search.fault, words.listFailed)} onRetry={search.retry} />
  if (search.rows.length === 0) {
    if (search.status === 'loading') return <Loading label={words.listLoading} />
    return search.answered === '' ? (
      <Empty title={words.empty} text={words.emptyText} />
    ) : (
      <Empty title={words.nobody(search.answered)} text={words.nobodyText} />
    )
  }
  return (
    <>
      {search.answered === '' && <h2 className="list-title">{words.recent}</h2>}
      <ul className="rows" onKeyDown={moveFocus}>
        {search.rows.map((row) => (
          <ListRow key={row.customerId} row={row} route={route} />
        ))}
      </ul>
      {search.more && (
        <div className="list-more">
          <Button look="quiet" busy={search.loadingMore} onClick={search.more}>
            {search.loadingMore ? texts.desk.loadingMore : texts.desk.more}
          </Button>
        </div>
      )}
    </>
  )
}

function ListRow({ row, route }: { row: CustomerRow; route: CustomersRoute }) {
  return (
    <li>
      <Link
        to={customerPage(row.customerId, route.query)}
        className="row"
        aria-current={row.customerId === route.customerId ? 'true' : undefined}
      >
        <span className="row-top">
          <span className="row-name">{calledOf(row)}</span>
          <span className="row-time">
            <Ago at={row.lastSeenAt} />
          </span>
        </span>
        <span className="row-text">{identifierLine(row)}</span>
      </Link>
    </li>
  )
}

/** What is typed stands in the address too, so that the way back from a customer leads to the same list. */
function useSearchText(route: CustomersRoute): [string, (text: string) => void] {
  const [text, setText] = useState(route.query)
  const written = useRef(route.query)
  useEffect(() => {
    if (route.query === written.current) return
    written.current = route.query
    setText(route.query)
  }, [route.query])
  const type = (next: string) => {
    setText(next)
    written.current = next.trim()
    navigate({ ...route, query: written.current }, { replace: true })
  }
  return [text, type]
}

function focusFirst(): void {
  const first = document.querySelector('.list-pane .rows a')
  if (first instanceof HTMLElement) first.focus()
}

/** Up and down move the focus between the rows, and up from the first back to the search. */
function moveFocus(event: KeyboardEvent<HTMLUListElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const links = [...event.currentTarget.querySelectorAll('a')]
  const at = links.findIndex((link) => link.matches(':focus'))
  const next = links[at + (event.key === 'ArrowDown' ? 1 : -1)]
  const field = event.currentTarget.closest('.list-pane')?.querySelector('input')
  if (next) next.focus()
  else if (event.key === 'ArrowUp') field?.focus()
  event.preventDefault()
}
