import { useCallback, useState } from 'react'
import type { JourneyRow } from '#contract/staff-journeys.ts'
import { countJourney, readJourney, switchJourney } from '../api/journeys.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { faultText } from '../parts/fault-text.ts'
import { Check } from '../parts/field.tsx'
import { useResource } from '../parts/resource.ts'
import { Failed, Loading } from '../parts/states.tsx'
import { problemOf } from '../slots/problem-of.ts'
import { texts } from '../texts.ts'
import { CountCard } from './count-card.tsx'

const words = texts.journeys.switch

/** Says whom a journey would find before it is switched on; "everybody" has to be meant. */
export function SwitchOnDialog(props: {
  journey: Pick<JourneyRow, 'name' | 'title'>
  onClose: () => void
  onSwitched: () => Promise<void>
}) {
  const { name, title } = props.journey
  const read = useCallback(async () => countJourney((await readJourney(name)).definition), [name])
  const { resource, reload } = useResource(read)
  const [everybody, setEverybody] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const count = resource.status === 'ready' ? resource.value : null
  const confirm = async () => {
    setBusy(true)
    try {
      await switchJourney(name, { to: 'on', confirmEverybody: everybody })
      await props.onSwitched()
    } catch (error) {
      setProblem(problemOf(error, '').text)
      setBusy(false)
    }
  }
  const why =
    count === null
      ? words.counting
      : count.warning === 'nobody'
        ? words.nobody
        : count.warning === 'everybody' && !everybody
          ? words.everybodyWhy
          : null
  return (
    <Dialog title={words.onTitle(title)} onClose={props.onClose}>
      <div className="dialog-text journey-on">
        {resource.status === 'loading' && <Loading label={words.counting} rows={3} />}
        {resource.status === 'failed' && (
          <Failed text={faultText(resource.fault, words.countFailed)} onRetry={() => void reload()} />
        )}
        {count && <CountCard count={count} />}
        {count?.warning === 'nobody' && <p className="caution">{words.nobody}</p>}
        {count?.warning === 'everybody' && (
          <>
            <p className="caution">{words.everybody(count.audience.of)}</p>
            <Check label={words.everybodyYes} checked={everybody} onChange={setEverybody} />
          </>
        )}
        <p className="quiet">{words.begins}</p>
      </div>
      {problem && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
      <footer className="dialog-actions">
        <Button onClick={props.onClose}>{texts.app.cancel}</Button>
        <Button look="primary" why={why} busy={busy} onClick={() => void confirm()}>
          {words.on}
        </Button>
      </footer>
    </Dialog>
  )
}
