import { useCallback, useEffect, useState } from 'react'
import type { OfferPage } from '#contract/staff-offers.ts'
import { readOffer } from '../api/offers.ts'
import { BackLink } from '../customers/back-link.tsx'
import { faultText } from '../parts/fault-text.ts'
import { Icon } from '../parts/icon.tsx'
import { useResource } from '../parts/resource.ts'
import { Section } from '../parts/section.tsx'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { Link } from '../routing/link.tsx'
import { allOffers, offerPage } from '../routing/route.ts'
import { useSession } from '../session/session.ts'
import { texts } from '../texts.ts'
import { BudgetBars } from './budget-bars.tsx'
import { GivenDays } from './given-days.tsx'
import { Issued } from './issued.tsx'
import { OfferChanges } from './offer-changes.tsx'
import { OfferTerms } from './offer-terms.tsx'
import { Refusals } from './refusals.tsx'
import { StatusActs } from './status-acts.tsx'
import { StatusChip } from './status-chip.tsx'

const words = texts.offers

/** One offer: what its budgets stand at, what it says, who has it, why it was refused, who changed what. */
export function OfferPane({ offerId, mayEdit }: { offerId: string; mayEdit: boolean }) {
  const read = useCallback(() => readOffer(offerId), [offerId])
  const { resource, reload } = useResource(read)
  return (
    <>
      <BackLink to={allOffers} label={words.back} />
      {resource.status === 'loading' && <Loading label={words.oneLoading} rows={6} />}
      {resource.status === 'failed' &&
        (resource.fault === 'missing' ? (
          <Empty title={words.missing} />
        ) : (
          <Failed text={faultText(resource.fault, words.oneFailed)} onRetry={() => void reload()} />
        ))}
      {resource.status === 'ready' && <Read page={resource.value} mayEdit={mayEdit} onChanged={reload} />}
    </>
  )
}

function Read(props: { page: OfferPage; mayEdit: boolean; onChanged: () => Promise<void> }) {
  const { page, mayEdit } = props
  const { offer, costs } = page
  const { shopName } = useSession()
  const [done, setDone] = useState<string | null>(null)
  useEffect(() => {
    document.title = texts.app.title(offer.title, shopName)
  }, [offer.title, shopName])
  const caution = offer.marginFloor === null ? words.noFloorAndCost : words.noCost
  return (
    <>
      <header className="queue-head">
        <div>
          <h1>{offer.title}</h1>
          <p className="page-intro">
            <StatusChip status={offer.status} /> {offer.gives}
          </p>
        </div>
        <div className="side-actions">
          <Link className="button button-plain" to={{ ...offerPage(offer.offerId), step: 'try' }}>
            {words.tryIt}
          </Link>
          {mayEdit && (
            <>
              <Link className="button button-plain" to={{ ...offerPage(offer.offerId), step: 'edit' }}>
                {words.edit}
              </Link>
              <StatusActs
                offer={offer}
                onDone={(status) => {
                  setDone(words.acts.done[status])
                  void props.onChanged()
                }}
              />
            </>
          )}
        </div>
      </header>
      <div role="status">
        {done !== null && (
          <p className="done-note">
            <Icon name="check" />
            <span>{done}</span>
          </p>
        )}
      </div>
      {costs.unknown > 0 && <p className="caution">{caution(costs.unknown, costs.variants)}</p>}
      <div className="slot-parts">
        <Section title={words.standing.title}>
          <BudgetBars standing={offer.standing} />
          <GivenDays standing={offer.standing} />
        </Section>
        <Refusals offer={offer} days={page.days} />
        <OfferTerms page={page} />
        <Issued offer={offer} />
        <OfferChanges changes={page.changes} />
      </div>
    </>
  )
}
