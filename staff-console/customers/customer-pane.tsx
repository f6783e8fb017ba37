import { type ReactNode, useCallback, useEffect, useState } from 'react'
import type { CustomerPage, ReadingPurpose } from '#contract/staff-customers.ts'
import { readCustomer } from '../api/customers.ts'
import { faultText } from '../parts/fault-text.ts'
import { useResource } from '../parts/resource.ts'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import type { CustomersRoute } from '../routing/route.ts'
import { mayAdvise, useSession } from '../session/session.ts'
import { texts } from '../texts.ts'
import { BackLink } from './back-link.tsx'
import { calledOf } from './called.ts'
import { Consent } from './consent.tsx'
import { CustomerHead } from './customer-head.tsx'
import { Due } from './due.tsx'
import { Figures } from './figures.tsx'
import { Address, Households } from './household.tsx'
import { Identifiers } from './identifiers.tsx'
import { Known } from './known.tsx'
import { Loyalty, Subscriptions } from './loyalty.tsx'
import { NextAction } from './next-action.tsx'
import { Orders } from './orders.tsx'
import { Recommended } from './recommended.tsx'
import { Segments } from './segments.tsx'
import { Timeline } from './timeline.tsx'

const words = texts.customers

/** One customer: who, what we know and why, what may be sent, what happened. */
export function CustomerPane({ route, customerId }: { route: CustomersRoute; customerId: string }) {
  const [purpose, setPurpose] = useState<ReadingPurpose | null>(null)
  const read = useCallback(() => readCustomer(customerId, purpose), [customerId, purpose])
  const { resource, reload } = useResource(read)
  useOnReturn(reload)
  if (resource.status === 'loading') {
    return (
      <Frame route={route}>
        <h1 className="hidden">{words.person}</h1>
        <Loading label={words.loading} rows={6} />
      </Frame>
    )
  }
  if (resource.status === 'failed') {
    return (
      <Frame route={route}>
        <h1 className="hidden">{words.person}</h1>
        {resource.fault === 'missing' ? (
          <Empty title={words.missing} />
        ) : (
          <Failed text={faultText(resource.fault, words.failed)} onRetry={() => void reload()} />
        )}
      </Frame>
    )
  }
  return <Read page={resource.value} route={route} onPurpose={setPurpose} onChanged={reload} />
}

/** Who comes back to this tab sees what has happened in the meantime. */
function useOnReturn(reload: () => Promise<void>): void {
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') void reload()
    }
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [reload])
}

function Frame({ route, children }: { route: CustomersRoute; children: ReactNode }) {
  return (
    <div className="person-scroll">
      <BackLink to={{ ...route, customerId: null, step: 'page' }} label={words.back} onlyNarrow />
      {children}
    </div>
  )
}

function Read(props: {
  page: CustomerPage
  route: CustomersRoute
  onPurpose: (purpose: ReadingPurpose) => void
  onChanged: () => Promise<void>
}) {
  const { page, route } = props
  const session = useSession()
  const { shopName } = session
  const name = calledOf(page)
  useEffect(() => {
    document.title = texts.app.title(name, shopName)
  }, [name, shopName])
  return (
    <Frame route={route}>
      <CustomerHead page={page} route={route} />
      <Figures page={page} />
      <div className="person-columns">
        <div className="person-who">
          <Consent page={page} onChanged={props.onChanged} />
          <Loyalty page={page} />
          <Subscriptions page={page} />
          <Segments page={page} />
          <Identifiers page={page} />
          <Address page={page} />
          <Households page={page} />
        </div>
        <div className="person-what">
          {mayAdvise(session) && <NextAction page={page} />}
          <Known page={page} onPurpose={props.onPurpose} />
          {mayAdvise(session) && <Recommended page={page} />}
          <Due page={page} />
          <Orders page={page} />
          <Timeline page={page} />
        </div>
      </div>
    </Frame>
  )
}
