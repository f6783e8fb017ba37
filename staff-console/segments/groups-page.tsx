import type { ScoresPage } from '#contract/staff-segments.ts'
import { Section } from '../parts/section.tsx'
import { texts } from '../texts.ts'
import { Clusters } from './clusters.tsx'
import { RfmGrid } from './rfm-grid.tsx'
import { ScoresFrame } from './scores-frame.tsx'

const words = texts.scores

/** Where every buyer stands: RFM as a table of squares with its named groups, and clusters of behaviour. */
export function GroupsPage() {
  return (
    <ScoresFrame room="groups" title={words.groupsTitle} intro={words.groupsIntro}>
      {(page) => (
        <>
          <Section title={words.rfm}>
            <RfmGrid page={page} />
          </Section>
          <Section title={words.groupList}>
            <GroupList page={page} />
          </Section>
          <Section title={words.clusters}>
            <Clusters page={page} />
          </Section>
        </>
      )}
    </ScoresFrame>
  )
}

function GroupList({ page }: { page: ScoresPage }) {
  return (
    <dl className="traits">
      {page.groups.map(({ group, name, who, customers }) => (
        <div key={group}>
          <dt>{name}</dt>
          <dd>
            <span className="trait-value">{texts.segments.people(customers)}</span>
            <span className="quiet">{who}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
