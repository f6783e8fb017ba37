import { useRef, useState } from 'react'
import { faultText } from '../parts/fault-text.ts'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { Link } from '../routing/link.tsx'
import type { CustomersRoute } from '../routing/route.ts'
import { texts } from '../texts.ts'
import { calledOf, identifierLine } from './called.ts'
import { SearchField } from './search-field.tsx'
import { type CustomerSearch, useCustomerSearch } from './use-customer-search.ts'

const words = texts.merging

/** The other side of a merge, found as in the list. */
export function MergeFind({ route, customerId }: { route: CustomersRoute; customerId: string }) {
  const [text, setText] = useState('')
  const search = useCustomerSearch(text)
  const listRef = useRef<HTMLDivElement>(null)
  return (
    <>
      <h1>{words.findTitle}</h1>
      <p className="page-intro">{words.findText}</p>
      <SearchField text={text} onText={setText} onDown={() => listRef.current?.querySelector('a')?.focus()} />
      <div ref={listRef} className="find-list">
        <Found search={search} route={route} customerId={customerId} />
      </div>
    </>
  )
}

function Found(props: { search: CustomerSearch; route: CustomersRoute; customerId: string }) {
  const { search, route, customerId } = props
  if (search.status === 'failed')
    return <Failed text={faultText(search.fault, texts.customers.listFailed)} onRetry={search.retry} />
  const others = search.rows.filter((row) => row.customerId !== customerId)
  if (others.length === 0) {
    if (search.status === 'loading') return <Loading label={texts.customers.listLoading} />
    return search.answered === '' ? (
      <Empty title={words.nobodyElse} />
    ) : (
      <Empty title={texts.customers.nobody(search.answered)} text={texts.customers.nobodyText} />
    )
  }
  return (
    <ul className="rows">
      {others.map((row) => (
        <li key={row.customerId}>
          <Link to={{ ...route, customerId, step: 'merge', otherId: row.customerId }} className="row">
            <span className="row-name">{calledOf(row)}</span>
            <span className="row-text">{identifierLine(row)}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
