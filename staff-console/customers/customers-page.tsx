import { useEffect, useState } from 'react'
import type { SessionView } from '#contract/staff-api.ts'
import { WritePage } from '../outreach/write-page.tsx'
import { Empty } from '../parts/states.tsx'
import { navigate } from '../routing/navigation.ts'
import { type CustomerStep, type CustomersRoute, customerPage } from '../routing/route.ts'
import { mayJudge, mayWrite, useSession } from '../session/session.ts'
import { texts } from '../texts.ts'
import { CustomerList } from './customer-list.tsx'
import { CustomerPane } from './customer-pane.tsx'
import { type Done, DoneNote } from './done-note.tsx'
import { MergePage } from './merge-page.tsx'
import { UnmergePage } from './unmerge-page.tsx'

/** The customers: the list, and one of them. */
export function CustomersPage({ route }: { route: CustomersRoute }) {
  const { shopName } = useSession()
  useEffect(() => {
    document.title = texts.app.title(texts.rooms.customers, shopName)
  }, [shopName])
  return (
    <div className={`desk people ${route.customerId === null ? '' : 'desk-open'}`}>
      {route.customerId === null && <h1 className="hidden">{texts.rooms.customers}</h1>}
      <CustomerList route={route} />
      <Opened route={route} />
    </div>
  )
}

const mayStep: Record<CustomerStep, (session: SessionView) => boolean> = {
  page: () => true,
  write: mayWrite,
  merge: mayJudge,
  unmerge: mayJudge,
}

function Opened({ route }: { route: CustomersRoute }) {
  const session = useSession()
  const [done, setDone] = useState<Done | null>(null)
  const { customerId } = route
  if (customerId === null) {
    return (
      <section className="talk talk-empty">
        <Empty title={texts.customers.chooseTitle} text={texts.customers.chooseText} />
      </section>
    )
  }
  const finish = (next: Done, nextId: string) => {
    setDone(next)
    navigate(customerPage(nextId, route.query))
  }
  const step = mayStep[route.step](session) ? route.step : 'page'
  const shown = done?.customerId === customerId ? done : null
  return (
    <section className="person" aria-label={texts.customers.person}>
      {step === 'page' && <DoneNote done={shown} />}
      {step === 'page' && <CustomerPane key={customerId} route={route} customerId={customerId} />}
      {step === 'write' && <WritePage key={customerId} route={route} customerId={customerId} />}
      {step === 'merge' && (
        <MergePage
          route={route}
          customerId={customerId}
          onMerged={(rootId) => finish({ customerId: rootId, kind: 'merged', otherId: null }, rootId)}
        />
      )}
      {step === 'unmerge' && (
        <UnmergePage
          key={customerId}
          route={route}
          customerId={customerId}
          onUnmerged={(rootId, otherId) => finish({ customerId: rootId, kind: 'unmerged', otherId }, rootId)}
        />
      )}
    </section>
  )
}
