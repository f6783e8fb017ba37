import { useState } from 'react'
import type { JourneyStatus } from '#contract/journeys.ts'
import type { JourneyRow } from '#contract/staff-journeys.ts'
import { switchJourney } from '../api/journeys.ts'
import { Button } from '../parts/button.tsx'
import { Confirm } from '../parts/dialog.tsx'
import { mayEditJourneys, useSession } from '../session/session.ts'
import { problemOf } from '../slots/problem-of.ts'
import { texts } from '../texts.ts'
import { SwitchOnDialog } from './switch-on-dialog.tsx'

const words = texts.journeys.switch

interface Props {
  journey: Pick<JourneyRow, 'name' | 'title' | 'status' | 'figures'>
  /** What is said of it. */
  onSwitched: (text: string) => Promise<void>
}

/** On, paused, off: each asks first, and says what it does. */
export function SwitchActions({ journey, onSwitched }: Props) {
  const session = useSession()
  const [asking, setAsking] = useState<JourneyStatus | null>(null)
  const why = mayEditJourneys(session) ? null : words.mayNot
  const { status, title } = journey
  const close = () => setAsking(null)
  const finish = async (to: JourneyStatus) => {
    setAsking(null)
    await onSwitched(words.switched[to])
  }
  return (
    <div className="side-actions journey-switch">
      {status !== 'on' && (
        <Button
          look={status === 'off' ? 'plain' : 'primary'}
          why={why}
          aria-label={`${status === 'off' ? words.on : words.resume}: ${title}`}
          onClick={() => setAsking('on')}
        >
          {status === 'off' ? words.on : words.resume}
        </Button>
      )}
      {status === 'on' && (
        <Button why={why} aria-label={`${words.pause}: ${title}`} onClick={() => setAsking('paused')}>
          {words.pause}
        </Button>
      )}
      {status !== 'off' && (
        <Button look="quiet" why={why} aria-label={`${words.off}: ${title}`} onClick={() => setAsking('off')}>
          {words.off}
        </Button>
      )}
      {asking === 'on' && (
        <SwitchOnDialog journey={journey} onClose={close} onSwitched={() => finish('on')} />
      )}
      {(asking === 'paused' || asking === 'off') && (
        <StopDialog journey={journey} to={asking} onClose={close} onSwitched={() => finish(asking)} />
      )}
    </div>
  )
}

function StopDialog(props: {
  journey: Props['journey']
  to: 'paused' | 'off'
  onClose: () => void
  onSwitched: () => Promise<void>
}) {
  const { journey, to } = props
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const confirm = async () => {
    setBusy(true)
    try {
      await switchJourney(journey.name, { to })
      await props.onSwitched()
    } catch (error) {
      setProblem(problemOf(error, '').text)
      setBusy(false)
    }
  }
  const isOff = to === 'off'
  return (
    <Confirm
      title={isOff ? words.offTitle(journey.title) : words.pauseTitle(journey.title)}
      text={isOff ? words.offText(journey.figures.inside) : words.pauseText}
      action={isOff ? words.off : words.pause}
      danger={isOff}
      busy={busy}
      problem={problem}
      onConfirm={() => void confirm()}
      onClose={props.onClose}
    />
  )
}
