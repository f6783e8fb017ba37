import type { SegmentChecksView, SegmentRow } from '#contract/staff-segments.ts'
import { listSegments } from '../api/segments.ts'
import { dayAndYear } from '../look/time.ts'
import { faultText } from '../parts/fault-text.ts'
import { useResource } from '../parts/resource.ts'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { Link } from '../routing/link.tsx'
import { segmentPage } from '../routing/route.ts'
import { texts } from '../texts.ts'
import { CheckMark } from './check-mark.tsx'
import { type RowChecks, useListChecks } from './use-list-checks.ts'

const words = texts.segments

/** Every segment that this person may see: how many, how that has moved, and whether it will do. */
export function SegmentList() {
  const { resource, reload } = useResource(listSegments)
  if (resource.status === 'loading') return <Loading label={words.loading} rows={6} />
  if (resource.status === 'failed')
    return <Failed text={faultText(resource.fault, words.failed)} onRetry={() => void reload()} />
  if (resource.value.length === 0) return <Empty title={words.empty} text={words.emptyText} />
  return <Rows rows={resource.value} />
}

function Rows({ rows }: { rows: SegmentRow[] }) {
  const checks = useListChecks(rows.map(({ segmentId }) => segmentId))
  return (
    <ul className="segment-list" aria-label={words.table.label}>
      {rows.map((row) => (
        <li key={row.segmentId}>
          <div className="segment-what">
            <h2>
              <Link to={segmentPage(row.segmentId)} className="plain-title">
                {row.name}
              </Link>
            </h2>
            <p className="quiet">{row.description || row.words}</p>
            <Checks checks={checks.get(row.segmentId)} />
          </div>
          <Size row={row} />
        </li>
      ))}
    </ul>
  )
}

const shown = ['size', 'distinctiveness', 'stability', 'reachability', 'freshness'] as const

function Checks({ checks }: { checks: RowChecks | undefined }) {
  if (checks === undefined) return <p className="quiet">{words.table.checksLoading}</p>
  if (checks === 'failed') return <p className="quiet">{words.table.checksFailed}</p>
  return (
    <ul className="check-list">
      {shown.map((name: keyof SegmentChecksView) => (
        <li key={name}>
          <CheckMark check={checks[name]} />
        </li>
      ))}
    </ul>
  )
}

function Size({ row }: { row: SegmentRow }) {
  if (row.evaluatedAt === null) return <p className="segment-size quiet">{words.workingOut}</p>
  const change = row.before === null ? null : row.members - row.before.members
  return (
    <div className="segment-size">
      <p className="figure-value">{row.members.toLocaleString('en')}</p>
      <p className="quiet">
        {change === null || row.before === null ? (
          words.table.none
        ) : (
          <span title={words.table.since(dayAndYear(row.before.day))}>
            {change > 0 ? '+' : change < 0 ? '−' : '±'}
            {Math.abs(change).toLocaleString('en')} {words.table.since(dayAndYear(row.before.day))}
          </span>
        )}
      </p>
      <p className="quiet">{words.table.flow(row.joined, row.left)}</p>
    </div>
  )
}
