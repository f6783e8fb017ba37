import type { SegmentPage } from '#contract/staff-segments.ts'
import { LineChart } from '../charts/line-chart.tsx'
import { TableBehind } from '../charts/table-behind.tsx'
import { dayAndYear } from '../look/time.ts'
import { Section } from '../parts/section.tsx'
import { texts } from '../texts.ts'

const words = texts.segments

/** How many were in it at the end of each day. */
export function SegmentSize({ days }: { days: SegmentPage['days'] }) {
  const [first] = days
  const last = days.at(-1)
  if (!first || !last || days.length < 2) {
    return (
      <Section title={words.size}>
        <p className="quiet">{words.sizeYoung}</p>
      </Section>
    )
  }
  return (
    <Section title={words.size}>
      <LineChart
        label={words.sizeChart(first.members, last.members, days.length)}
        values={days.map(({ members }) => members)}
        ends={[dayAndYear(first.day), dayAndYear(last.day)]}
      />
      <TableBehind
        summary={words.asTable}
        heads={[words.day, words.members, words.joined, words.left]}
        rows={days.toReversed().map((day) => [dayAndYear(day.day), day.members, day.joined, day.left])}
      />
    </Section>
  )
}
