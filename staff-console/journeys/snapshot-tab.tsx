import { useCallback } from 'react'
import { readSnapshot } from '../api/journeys.ts'
import { exactTime } from '../look/time.ts'
import { faultText } from '../parts/fault-text.ts'
import { useResource } from '../parts/resource.ts'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { Link } from '../routing/link.tsx'
import { journeyPage } from '../routing/route.ts'
import { texts } from '../texts.ts'
import { ReadoutView } from './readout-view.tsx'

const words = texts.journeys.readout

/** A readout as it was kept. */
export function SnapshotTab({ name, readoutId }: { name: string; readoutId: string }) {
  const read = useCallback(() => readSnapshot(readoutId), [readoutId])
  const { resource, reload } = useResource(read)
  if (resource.status === 'loading') return <Loading label={words.loading} rows={6} />
  if (resource.status === 'failed')
    return resource.fault === 'missing' ? (
      <Empty title={words.missing} />
    ) : (
      <Failed text={faultText(resource.fault, words.failed)} onRetry={() => void reload()} />
    )
  const { readout, closedAt, closedByName } = resource.value
  const when = exactTime(closedAt)
  return (
    <>
      <p className="read-only">
        {closedByName === null ? words.kept(when) : words.keptBy(when, closedByName)}.{' '}
        <Link className="text-link" to={journeyPage(name, 'readout')}>
          {words.backToNow}
        </Link>
      </p>
      <ReadoutView readout={readout} />
    </>
  )
}
