import type { CustomerPage } from '#contract/staff-customers.ts'
import { dayAndYear, readerLocale } from '../look/time.ts'
import { Section } from '../parts/section.tsx'
import { texts } from '../texts.ts'
import { inWords } from './names.ts'

const words = texts.customers
const count = (points: number) => new Intl.NumberFormat(readerLocale).format(points)

/** Tier, points, and how far the next tier is. */
export function Loyalty({ page }: { page: CustomerPage }) {
  const { loyalty } = page
  if (!loyalty) return null
  return (
    <Section title={words.loyalty.title}>
      <p>
        <strong>{loyalty.tier ? inWords(loyalty.tier) : words.loyalty.noTier}</strong>{' '}
        <span className="quiet">{words.loyalty.points(count(loyalty.points))}</span>
      </p>
      {loyalty.next && (
        <>
          <progress
            className="progress"
            max={1}
            value={loyalty.next.share}
            aria-label={words.loyalty.next(count(loyalty.next.pointsLeft), inWords(loyalty.next.tier))}
          />
          <p className="quiet">
            {words.loyalty.next(count(loyalty.next.pointsLeft), inWords(loyalty.next.tier))}
          </p>
        </>
      )}
      {loyalty.expiring && (
        <p className="quiet">
          {words.loyalty.expiring(count(loyalty.expiring.points), dayAndYear(loyalty.expiring.at))}
        </p>
      )}
      {loyalty.milestones.length > 0 && (
        <p className="quiet">
          {words.loyalty.milestones}: {loyalty.milestones.join(', ')}
        </p>
      )}
      {loyalty.rewards.length > 0 && (
        <p className="quiet">
          {words.loyalty.rewards}: {loyalty.rewards.join(', ')}
        </p>
      )}
    </Section>
  )
}

export function Subscriptions({ page }: { page: CustomerPage }) {
  if (page.subscriptions.length === 0) return null
  return (
    <Section title={words.subscriptions.title}>
      <ul className="side-list">
        {page.subscriptions.map((each) => (
          <li key={each.subscriptionId}>
            <span>{each.title}</span>
            <span className="quiet">
              {inWords(each.status)}
              {each.renewsAt && `, ${words.subscriptions.renews(dayAndYear(each.renewsAt))}`}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
