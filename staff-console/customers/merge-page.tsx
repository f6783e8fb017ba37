import { useCallback, useEffect } from 'react'
import type { MergePreview } from '#contract/staff-customers.ts'
import { merge, previewMerge } from '../api/customers.ts'
import { faultText } from '../parts/fault-text.ts'
import { useResource } from '../parts/resource.ts'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { Link } from '../routing/link.tsx'
import type { CustomersRoute } from '../routing/route.ts'
import { useSession } from '../session/session.ts'
import { texts } from '../texts.ts'
import { BackLink } from './back-link.tsx'
import { calledOf } from './called.ts'
import { Compare, SideHead, sideRows } from './compare.tsx'
import { MergeFind } from './merge-find.tsx'
import { ReasonForm } from './reason-form.tsx'

const words = texts.merging

interface MergeProps {
  route: CustomersRoute
  customerId: string
  onMerged: (customerId: string) => void
}

/** Two customers become one: find the other, look at both, say why. */
export function MergePage({ route, customerId, onMerged }: MergeProps) {
  const { shopName } = useSession()
  useEffect(() => {
    document.title = texts.app.title(words.button, shopName)
  }, [shopName])
  return (
    <div className="person-scroll">
      <BackLink to={{ ...route, step: 'page', otherId: null }} label={words.back} />
      {route.otherId === null ? (
        <MergeFind route={route} customerId={customerId} />
      ) : (
        <BothSides
          key={`${customerId} ${route.otherId}`}
          route={route}
          customerId={customerId}
          otherId={route.otherId}
          onMerged={onMerged}
        />
      )}
    </div>
  )
}

function BothSides({ customerId, otherId, route, onMerged }: MergeProps & { otherId: string }) {
  const read = useCallback(() => previewMerge(customerId, otherId), [customerId, otherId])
  const { resource, reload } = useResource(read)
  if (resource.status === 'loading') return <Loading label={words.loading} rows={6} />
  if (resource.status === 'failed') {
    if (resource.fault === 'missing') return <Empty title={texts.customers.missing} />
    return <Failed text={faultText(resource.fault, words.previewFailed)} onRetry={() => void reload()} />
  }
  const preview = resource.value
  return (
    <>
      <h1>{words.title(calledOf(preview.sides[0]))}</h1>
      <Compare
        label={words.compare}
        heads={[
          <SideHead key="l" side={preview.sides[0]} role={words.left} />,
          <SideHead key="r" side={preview.sides[1]} role={words.right} />,
        ]}
        rows={sideRows(preview.sides)}
      />
      <Link to={{ ...route, otherId: null }} className="text-link">
        {words.another}
      </Link>
      <After preview={preview} />
      <ReasonForm
        label={words.reason}
        button={words.button}
        busyLabel={words.busy}
        failed={words.failed}
        why={preview.refusal === null ? null : words.samePerson}
        onSubmit={async (reason) => onMerged((await merge(customerId, otherId, reason)).customerId)}
      />
    </>
  )
}

function After({ preview }: { preview: MergePreview }) {
  const [left, right] = preview.sides
  if (preview.refusal !== null) return <p className="caution">{words.samePerson}</p>
  return (
    <section className="after" aria-label={words.after}>
      <h2>{words.after}</h2>
      <p>{words.joined(left.identifiers.length + right.identifiers.length, left.orders + right.orders)}</p>
      {preview.against !== null && (
        <p className="caution">{words.against[preview.against] ?? words.againstOther}</p>
      )}
      {preview.stricter.length === 0 ? (
        <p>{words.notStricter}</p>
      ) : (
        <>
          <p>{words.stricter}</p>
          <ul className="stricter">
            {preview.stricter.map(({ channel, purpose, side }) => (
              <li key={`${channel} ${purpose} ${side}`}>
                {words.stricterLine(
                  texts.customers.consent.channels[channel],
                  texts.customers.consent.purposes[purpose],
                  calledOf(preview.sides[side]),
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
