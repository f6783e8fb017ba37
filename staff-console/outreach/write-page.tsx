import { useCallback, useEffect } from 'react'
import type { MaySendView, OutreachView } from '#contract/staff-outreach.ts'
import { readCustomer } from '../api/customers.ts'
import { listOutreach, readMaySend } from '../api/outreach.ts'
import { BackLink } from '../customers/back-link.tsx'
import { calledOf } from '../customers/called.ts'
import { faultText } from '../parts/fault-text.ts'
import { type Resource, useResource } from '../parts/resource.ts'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { type CustomersRoute, customerPage } from '../routing/route.ts'
import { useSession } from '../session/session.ts'
import { texts } from '../texts.ts'
import { WriteForm } from './write-form.tsx'
import { Written } from './written.tsx'

const words = texts.outreach
/** What is on its way changes by itself: the list is read again this often while it is in sight. */
const LOOK_MS = 3000

/** Write to one customer: which channels may be used and why not, the message, how it looks, what became of it. */
export function WritePage({ route, customerId }: { route: CustomersRoute; customerId: string }) {
  const read = useCallback(async () => {
    const [customer, view] = await Promise.all([readCustomer(customerId, null), readMaySend(customerId)])
    return { name: calledOf(customer), view }
  }, [customerId])
  const { resource, reload } = useResource(read)
  const written = useWritten(customerId)
  const { shopName } = useSession()
  useEffect(() => {
    document.title = texts.app.title(words.write, shopName)
  }, [shopName])
  return (
    <div className="person-scroll">
      <BackLink to={customerPage(customerId, route.query)} label={words.back} />
      <Form
        customerId={customerId}
        resource={resource}
        onRetry={() => void reload()}
        onSent={() => {
          void reload()
          void written.reload()
        }}
      />
      <Written
        customerId={customerId}
        resource={written.resource}
        onReload={() => {
          void reload()
          void written.reload()
        }}
      />
    </div>
  )
}

function Form(props: {
  customerId: string
  resource: Resource<{ name: string; view: MaySendView }>
  onRetry: () => void
  onSent: () => void
}) {
  const { resource } = props
  if (resource.status === 'loading') {
    return (
      <>
        <h1 className="hidden">{words.write}</h1>
        <Loading label={words.loading} rows={5} />
      </>
    )
  }
  if (resource.status === 'failed') {
    return (
      <>
        <h1 className="hidden">{words.write}</h1>
        {resource.fault === 'missing' ? (
          <Empty title={texts.customers.missing} />
        ) : (
          <Failed text={faultText(resource.fault, words.failed)} onRetry={props.onRetry} />
        )}
      </>
    )
  }
  const { name, view } = resource.value
  return (
    <>
      <h1>{words.title(name)}</h1>
      <WriteForm customerId={props.customerId} view={view} onSent={props.onSent} />
    </>
  )
}

function useWritten(customerId: string): { resource: Resource<OutreachView[]>; reload: () => Promise<void> } {
  const read = useCallback(() => listOutreach(customerId), [customerId])
  const { resource, reload } = useResource(read)
  useEffect(() => {
    const timer = window.setInterval(() => {
      if (document.visibilityState === 'visible') void reload()
    }, LOOK_MS)
    return () => window.clearInterval(timer)
  }, [reload])
  return { resource, reload }
}
