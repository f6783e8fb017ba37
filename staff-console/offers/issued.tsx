import { useCallback, useState } from 'react'
import type { IssuedPage, IssuedRow, OfferRow } from '#contract/staff-offers.ts'
import { listIssued } from '../api/offers.ts'
import { money } from '../look/money.ts'
import { dayAndYear } from '../look/time.ts'
import { Button } from '../parts/button.tsx'
import { faultText } from '../parts/fault-text.ts'
import { useResource } from '../parts/resource.ts'
import { Section } from '../parts/section.tsx'
import { Failed, Loading } from '../parts/states.tsx'
import { Ago } from '../parts/time.tsx'
import { Link } from '../routing/link.tsx'
import { customerPage } from '../routing/route.ts'
import { texts } from '../texts.ts'

const words = texts.offers.issued

/** Who has this offer, the newest first, and what became of each. */
export function Issued({ offer }: { offer: OfferRow }) {
  const { offerId } = offer
  const read = useCallback(() => listIssued(offerId, null), [offerId])
  const { resource, reload } = useResource(read)
  return (
    <Section title={words.title}>
      {resource.status === 'loading' && <Loading label={words.loading} />}
      {resource.status === 'failed' && (
        <Failed text={faultText(resource.fault, words.failed)} onRetry={() => void reload()} />
      )}
      {resource.status === 'ready' && <Rows offer={offer} first={resource.value} />}
    </Section>
  )
}

function Rows({ offer, first }: { offer: OfferRow; first: IssuedPage }) {
  const [held, setHeld] = useState(first)
  const [status, setStatus] = useState<'rest' | 'busy' | 'failed'>('rest')
  if (held.issued.length === 0) return <p className="quiet">{words.none}</p>
  const more = async () => {
    setStatus('busy')
    try {
      const page = await listIssued(offer.offerId, held.next)
      setHeld((before) => ({ issued: [...before.issued, ...page.issued], next: page.next }))
      setStatus('rest')
    } catch {
      setStatus('failed')
    }
  }
  return (
    <>
      <ul className="plain-list">
        {held.issued.map((one) => (
          <li key={one.issuedId}>
            <div className="plain-main">
              <Link to={customerPage(one.customerId)} className="plain-title">
                {one.customerName ?? words.nameless}
              </Link>
              <span className="quiet">{standingOf(one, offer.currency)}</span>
            </div>
            <span className="issued-end">
              <span className={`chip ${one.state === 'redeemed' ? 'chip-on' : ''}`}>
                {words.states[one.state]}
              </span>
              <span className="quiet">
                <Ago at={one.issuedAt} />
              </span>
            </span>
          </li>
        ))}
      </ul>
      {held.next !== null && (
        <div className="side-actions">
          <Button look="quiet" busy={status === 'busy'} onClick={() => void more()}>
            {words.more}
          </Button>
        </div>
      )}
      {status === 'failed' && (
        <p className="form-problem" role="alert">
          {words.moreFailed}
        </p>
      )}
    </>
  )
}

function standingOf(one: IssuedRow, currency: string): string {
  const amount = (value: number) => money({ amount: value, currency })
  const parts = [
    one.codeEnd === null ? words.noCode : words.code(one.codeEnd),
    one.state === 'open' ? words.until(dayAndYear(one.expiresAt)) : null,
    one.state === 'open' && one.reserved > 0 ? words.reserved(amount(one.reserved)) : null,
    one.cost === null ? null : words.cost(amount(one.cost)),
    one.orderId === null ? null : words.order(one.orderId),
  ]
  return parts.filter((part) => part !== null).join(' · ')
}
