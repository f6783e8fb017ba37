import { useCallback, useState } from 'react'
import type { ReadoutPage } from '#contract/staff-journeys.ts'
import { closeReadout, readReadout } from '../api/journeys.ts'
import { exactTime } from '../look/time.ts'
import { Button } from '../parts/button.tsx'
import { Confirm } from '../parts/dialog.tsx'
import { faultText } from '../parts/fault-text.ts'
import { useResource } from '../parts/resource.ts'
import { Section } from '../parts/section.tsx'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { Link } from '../routing/link.tsx'
import { navigate } from '../routing/navigation.ts'
import { journeyPage } from '../routing/route.ts'
import { mayEditJourneys, useSession } from '../session/session.ts'
import { problemOf } from '../slots/problem-of.ts'
import { texts } from '../texts.ts'
import { ReadoutView } from './readout-view.tsx'

const words = texts.journeys.readout

/** What the journey has earned so far, and what was kept of it before. */
export function ReadoutTab({ name }: { name: string }) {
  const read = useCallback(() => readReadout(name), [name])
  const { resource, reload } = useResource(read)
  if (resource.status === 'loading') return <Loading label={words.loading} rows={6} />
  if (resource.status === 'failed')
    return <Failed text={faultText(resource.fault, words.failed)} onRetry={() => void reload()} />
  const page = resource.value
  return (
    <>
      {page.kind === 'service' ? (
        <Empty title={words.nobody} text={words.service} />
      ) : page.holdout === 0 && page.readout.from === null ? (
        <Empty title={words.nobody} text={words.noHoldout} />
      ) : (
        <ReadoutView readout={page.readout} />
      )}
      <Kept name={name} page={page} />
    </>
  )
}

function Kept({ name, page }: { name: string; page: ReadoutPage }) {
  const session = useSession()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const why = !mayEditJourneys(session)
    ? words.closeMayNot
    : page.readout.status === 'ready'
      ? null
      : words.closeEarly
  const keep = async () => {
    setBusy(true)
    try {
      const { readoutId } = await closeReadout(name)
      navigate({ ...journeyPage(name, 'readout'), readoutId })
    } catch (error) {
      setProblem(problemOf(error, '').text)
      setBusy(false)
    }
  }
  return (
    <div className="readout-kept">
      <Section
        title={words.snapshots}
        aside={
          <Button why={why} onClick={() => setAsking(true)}>
            {words.close}
          </Button>
        }
      >
        {page.snapshots.length === 0 ? (
          <p className="quiet">{words.noSnapshots}</p>
        ) : (
          <ul className="trust-list">
            {page.snapshots.map(({ readoutId, closedAt, closedByName }) => (
              <li key={readoutId}>
                <Link className="text-link" to={{ ...journeyPage(name, 'readout'), readoutId }}>
                  {closedByName === null
                    ? words.kept(exactTime(closedAt))
                    : words.keptBy(exactTime(closedAt), closedByName)}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Section>
      {asking && (
        <Confirm
          title={words.closeTitle}
          text={words.closeText}
          action={words.close}
          danger={false}
          busy={busy}
          problem={problem}
          onConfirm={() => void keep()}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  )
}
