import type { SegmentChecksView } from '#contract/staff-segments.ts'
import { Section } from '../parts/section.tsx'
import { Ago } from '../parts/time.tsx'
import { texts } from '../texts.ts'
import { CheckMark } from './check-mark.tsx'

const words = texts.segments

/** The four checks and how fresh it is, each with the figures it comes from. */
export function SegmentChecks({ checks }: { checks: SegmentChecksView }) {
  const { size, distinctiveness, stability, reachability, freshness } = checks
  const { overlap } = stability
  return (
    <Section title={words.checks}>
      <dl className="traits checks">
        <Line name={words.checkNames.size} check={size}>
          <li>{words.sizeFigure(size.members, size.customers, size.share)}</li>
        </Line>
        <Line name={words.checkNames.distinctiveness} check={distinctiveness}>
          {distinctiveness.effects.map(({ behaviour, effect }) => (
            <li key={behaviour}>{words.effectFigure(behaviour, effect)}</li>
          ))}
        </Line>
        <Line name={words.checkNames.stability} check={stability}>
          <li>
            {overlap ? words.overlapFigure(overlap.both, overlap.before, overlap.now) : words.noOverlap}
          </li>
        </Line>
        <Line name={words.checkNames.reachability} check={reachability}>
          {reachability.reach.map(({ channel, members }) => (
            <li key={channel}>{words.reachFigure(words.channels[channel], members, reachability.asked)}</li>
          ))}
        </Line>
        <Line name={words.checkNames.freshness} check={freshness}>
          <Moment name={words.evaluated} at={freshness.evaluatedAt} />
          <Moment name={words.data} at={freshness.dataAt} />
          {freshness.asksForScores && <Moment name={words.scored} at={freshness.scoredAt} />}
        </Line>
      </dl>
    </Section>
  )
}

function Line(props: {
  name: string
  check: SegmentChecksView[keyof SegmentChecksView]
  children: React.ReactNode
}) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>
        <CheckMark check={props.check} />
        <ul className="quiet check-figures">{props.children}</ul>
      </dd>
    </div>
  )
}

function Moment({ name, at }: { name: string; at: string | null }) {
  return (
    <li>
      {name}: {at === null ? words.never : <Ago at={at} />}
    </li>
  )
}
