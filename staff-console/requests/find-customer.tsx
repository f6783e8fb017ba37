import { useRef, useState } from 'react'
import type { CustomerRow } from '#contract/staff-customers.ts'
import { calledOf, identifierLine } from '../customers/called.ts'
import { SearchField } from '../customers/search-field.tsx'
import { type CustomerSearch, useCustomerSearch } from '../customers/use-customer-search.ts'
import { faultText } from '../parts/fault-text.ts'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { texts } from '../texts.ts'

const words = texts.customers

/** Found as in the list of customers, and chosen at a press. */
export function FindCustomer({ onChosen }: { onChosen: (row: CustomerRow) => void }) {
  const [text, setText] = useState('')
  const search = useCustomerSearch(text)
  const listRef = useRef<HTMLDivElement>(null)
  return (
    <>
      <SearchField
        text={text}
        onText={setText}
        onDown={() => listRef.current?.querySelector('button')?.focus()}
      />
      <div ref={listRef} className="find-list find-short">
        <Found search={search} onChosen={onChosen} />
      </div>
    </>
  )
}

function Found({ search, onChosen }: { search: CustomerSearch; onChosen: (row: CustomerRow) => void }) {
  if (search.status === 'failed')
    return <Failed text={faultText(search.fault, words.listFailed)} onRetry={search.retry} />
  if (search.rows.length === 0) {
    if (search.status === 'loading') return <Loading label={words.listLoading} />
    return <Empty title={search.answered === '' ? words.empty : words.nobody(search.answered)} />
  }
  return (
    <ul className="rows">
      {search.rows.map((row) => (
        <li key={row.customerId}>
          <button type="button" className="row row-button" onClick={() => onChosen(row)}>
            <span className="row-name">{calledOf(row)}</span>
            <span className="row-text">{identifierLine(row)}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
