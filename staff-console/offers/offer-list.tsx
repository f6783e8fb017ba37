import type { OfferRow, OffersPage } from '#contract/staff-offers.ts'
import { listOffers } from '../api/offers.ts'
import { faultText } from '../parts/fault-text.ts'
import { Icon } from '../parts/icon.tsx'
import { useResource } from '../parts/resource.ts'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { Link } from '../routing/link.tsx'
import { allOffers, offerPage } from '../routing/route.ts'
import { texts } from '../texts.ts'
import { BudgetBars } from './budget-bars.tsx'
import { StatusChip } from './status-chip.tsx'

const words = texts.offers

/** Every offer: what it gives, what its budgets stand at, why it was refused. */
export function OfferList({ mayEdit }: { mayEdit: boolean }) {
  const { resource, reload } = useResource(listOffers)
  return (
    <>
      <header className="queue-head">
        <div>
          <h1>{words.title}</h1>
          <p className="page-intro">{words.intro}</p>
        </div>
        {mayEdit && (
          <Link className="button button-primary" to={{ ...allOffers, step: 'new' }}>
            <Icon name="plus" />
            {words.create}
          </Link>
        )}
      </header>
      {resource.status === 'loading' && <Loading label={words.loading} rows={6} />}
      {resource.status === 'failed' && (
        <Failed text={faultText(resource.fault, words.failed)} onRetry={() => void reload()} />
      )}
      {resource.status === 'ready' && <Rows page={resource.value} />}
    </>
  )
}

function Rows({ page }: { page: OffersPage }) {
  if (page.offers.length === 0) return <Empty title={words.empty} text={words.emptyText} />
  const { variants, unknown } = page.costs
  return (
    <>
      {unknown > 0 && <p className="caution">{words.noCost(unknown, variants)}</p>}
      <ul className="offer-list" aria-label={words.list}>
        {inOrder(page.offers).map((offer) => (
          <li key={offer.offerId}>
            <div className="segment-what">
              <h2>
                <Link to={offerPage(offer.offerId)} className="plain-title">
                  {offer.title}
                </Link>{' '}
                <StatusChip status={offer.status} />
              </h2>
              <p>{offer.gives}</p>
              <p className="quiet">
                <code>{offer.name}</code>
              </p>
              <Refused offer={offer} days={page.days} />
            </div>
            <BudgetBars standing={offer.standing} />
          </li>
        ))}
      </ul>
    </>
  )
}

/** What is at work first, what has ended last. */
function inOrder(offers: readonly OfferRow[]): OfferRow[] {
  const order = ['live', 'paused', 'draft', 'ended']
  return [...offers].sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status))
}

function Refused({ offer, days }: { offer: OfferRow; days: number }) {
  const [most, ...others] = offer.refusals
  if (!most) return null
  const rest = others.reduce((sum, { count }) => sum + count, 0)
  return (
    <p className="quiet">
      {words.refusals.title(days)}: {most.words}, {words.refusals.times(most.count)}
      {rest > 0 && `, ${words.refusals.more(rest)}`}
    </p>
  )
}
