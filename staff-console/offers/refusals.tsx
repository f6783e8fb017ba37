import type { OfferRow } from '#contract/staff-offers.ts'
import { Section } from '../parts/section.tsx'
import { texts } from '../texts.ts'

const words = texts.offers.refusals

/** How often each rule has said no, as bars. */
export function Refusals({ offer, days }: { offer: OfferRow; days: number }) {
  const most = Math.max(...offer.refusals.map(({ count }) => count), 1)
  return (
    <Section title={words.title(days)}>
      {offer.refusals.length === 0 ? (
        <p className="quiet">{words.none}</p>
      ) : (
        <>
          <p className="quiet">{words.hint}</p>
          <ul className="refused-bars">
            {offer.refusals.map(({ reason, words: why, count }) => (
              <li key={reason}>
                <span>{why}</span>
                <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                  <rect className="chart-bar-refused" width={(count / most) * 100} height={8} />
                </svg>
                <span className="figure">{words.times(count)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}
