import type { RecommendationsPage } from '#contract/staff-recommendations.ts'
import { Section } from '../parts/section.tsx'
import { Ago } from '../parts/time.tsx'
import { texts } from '../texts.ts'

const words = texts.recommendations.model

/** Which model serves, how old it is, and what it was learned from. */
export function ModelPart({ page: { model, sellable } }: { page: RecommendationsPage }) {
  if (model === null)
    return (
      <Section title={words.title}>
        <p className="quiet">{words.none}</p>
      </Section>
    )
  const { counts, trainedAt, durationMs } = model
  return (
    <Section title={words.title}>
      <dl className="traits">
        <div>
          <dt>{words.learned}</dt>
          <dd>
            <span className="trait-value">
              <Ago at={trainedAt} />
            </span>
            <span className="quiet">{words.took((durationMs / 1000).toFixed(1))}</span>
          </dd>
        </div>
        <div>
          <dt>{words.from}</dt>
          <dd>
            <span className="trait-value">
              {words.purchases(counts.purchases)}, {words.looks(counts.looks)}
            </span>
            <span className="quiet">
              {words.people(counts.people)}
              {counts.refused > 0 && `; ${words.refused(counts.refused)}`}
            </span>
          </dd>
        </div>
        <div>
          <dt>{words.products}</dt>
          <dd>
            <span className="trait-value">{words.known(counts.products, sellable)}</span>
          </dd>
        </div>
      </dl>
    </Section>
  )
}
