import { useCallback, useEffect, useState } from 'react'
import type { OutboundChannel } from '#contract/outbound.ts'
import type { OfferRow } from '#contract/staff-offers.ts'
import { readOffer } from '../api/offers.ts'
import { BackLink } from '../customers/back-link.tsx'
import { calledOf } from '../customers/called.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { faultText } from '../parts/fault-text.ts'
import { Field } from '../parts/field.tsx'
import { useResource } from '../parts/resource.ts'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { FindCustomer } from '../requests/find-customer.tsx'
import { offerPage } from '../routing/route.ts'
import { useSession } from '../session/session.ts'
import { entriesOf } from '../slots/entries.ts'
import { texts } from '../texts.ts'
import { BasketFields, type BasketItem } from './basket-fields.tsx'
import { TriedAnswer } from './tried-answer.tsx'
import { useTry } from './use-try.ts'

const words = texts.offers.trying
const channels = entriesOf<OutboundChannel>(words.channels)

/** An offer tried with a customer and a basket, before anybody is given it. */
export function TryPage({ offerId }: { offerId: string }) {
  const read = useCallback(() => readOffer(offerId), [offerId])
  const { resource, reload } = useResource(read)
  if (resource.status === 'loading') return <Loading label={texts.offers.oneLoading} rows={6} />
  if (resource.status === 'failed')
    return resource.fault === 'missing' ? (
      <Empty title={texts.offers.missing} />
    ) : (
      <Failed text={faultText(resource.fault, texts.offers.oneFailed)} onRetry={() => void reload()} />
    )
  return <Try offer={resource.value.offer} />
}

function Try({ offer }: { offer: OfferRow }) {
  const { shopName } = useSession()
  const [customer, setCustomer] = useState<{ customerId: string; name: string } | null>(null)
  const [channel, setChannel] = useState<OutboundChannel | null>(null)
  const [items, setItems] = useState<readonly BasketItem[]>([])
  const [choosing, setChoosing] = useState(false)
  const tried = useTry(offer.offerId, customer?.customerId ?? null, channel, items)
  useEffect(() => {
    document.title = texts.app.title(words.title(offer.title), shopName)
  }, [offer.title, shopName])
  return (
    <>
      <BackLink to={offerPage(offer.offerId)} label={offer.title} />
      <h1>{words.title(offer.title)}</h1>
      <p className="page-intro">{words.intro}</p>
      <div className="try">
        <div className="try-asked">
          <div className="field">
            <span className="field-label">{words.customer}</span>
            <div className="try-customer">
              {customer && <strong>{customer.name}</strong>}
              <Button icon="customer" onClick={() => setChoosing(true)}>
                {customer ? words.change : words.choose}
              </Button>
            </div>
          </div>
          <Field label={words.channel}>
            {(ids) => (
              <select
                {...ids}
                className="input"
                value={channel ?? ''}
                onChange={(event) =>
                  setChannel(channels.find(([value]) => value === event.target.value)?.[0] ?? null)
                }
              >
                <option value="">{words.noMessage}</option>
                {channels.map(([value, name]) => (
                  <option key={value} value={value}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <BasketFields items={items} onChange={setItems} />
        </div>
        <div className="try-answer" aria-live="polite" aria-busy={tried.status === 'asking'}>
          {tried.status === 'waits' && <Empty title={words.first} text={words.firstText} />}
          {tried.status === 'asking' && tried.answer === null && <Loading label={words.asking} rows={6} />}
          {tried.status === 'failed' && <Failed text={tried.problem ?? words.failed} onRetry={tried.retry} />}
          {tried.answer && customer && <TriedAnswer tried={tried.answer} customer={customer.name} />}
        </div>
      </div>
      {choosing && (
        <Dialog title={words.customerTitle} onClose={() => setChoosing(false)}>
          <FindCustomer
            onChosen={(row) => {
              setCustomer({ customerId: row.customerId, name: calledOf(row) })
              setChoosing(false)
            }}
          />
        </Dialog>
      )}
    </>
  )
}
