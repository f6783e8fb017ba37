import { useState } from 'react'
import type { ConsentLine } from '#contract/staff-customers.ts'
import { changeConsent } from '../api/customers.ts'
import { RequestError } from '../api/http.ts'
import { dayAndYear } from '../look/time.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Field } from '../parts/field.tsx'
import { mayGrantConsent, useSession } from '../session/session.ts'
import { texts } from '../texts.ts'
import { inWords, wordFor } from './names.ts'

const words = texts.customers.consent

interface DialogProps {
  customerId: string
  line: ConsentLine
  onClose: () => void
  onRecorded: (sentence: string) => void
}

type Change = { state: 'granted' | 'denied'; purpose: ConsentLine['purpose'] | 'all' }

/** One channel and purpose: what holds and why, and what the customer has just said about it. */
export function ConsentDialog({ customerId, line, onClose, onRecorded }: DialogProps) {
  const session = useSession()
  const [evidence, setEvidence] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState<Change | null>(null)
  const channel = words.channels[line.channel]
  const record = async (change: Change) => {
    if (change.state === 'granted' && evidence.trim() === '') return setProblem(words.needEvidence)
    setBusy(change)
    setProblem(null)
    try {
      await changeConsent(customerId, { channel: line.channel, ...change, evidence: evidence.trim() })
      onRecorded(texts.customers.done[change.state === 'granted' ? 'granted' : 'withdrawn'])
    } catch (error) {
      setProblem(problemOf(error))
      setBusy(null)
    }
  }
  const { purpose } = line
  return (
    <Dialog title={words.label(channel, words.purposes[purpose])} onClose={onClose}>
      <Facts line={line} />
      <Field label={words.evidenceLabel} hint={words.grantHint} error={problem}>
        {(ids) => (
          <textarea
            {...ids}
            className="input"
            rows={2}
            maxLength={500}
            value={evidence}
            onChange={(event) => setEvidence(event.target.value)}
          />
        )}
      </Field>
      <p className="hidden" role="alert">
        {problem}
      </p>
      <footer className="dialog-actions">
        <Button
          why={mayGrantConsent(session) ? null : words.mayNotGrant}
          busy={busy?.state === 'granted'}
          onClick={() => void record({ state: 'granted', purpose })}
        >
          {words.grant}
        </Button>
        <Button
          look="danger"
          title={words.withdrawHint}
          busy={busy?.purpose === 'all'}
          onClick={() => void record({ state: 'denied', purpose: 'all' })}
        >
          {words.withdrawAll(channel)}
        </Button>
        <Button
          look="danger"
          title={words.withdrawHint}
          busy={busy?.state === 'denied' && busy.purpose !== 'all'}
          onClick={() => void record({ state: 'denied', purpose })}
        >
          {words.withdraw}
        </Button>
      </footer>
    </Dialog>
  )
}

function Facts({ line }: { line: ConsentLine }) {
  return (
    <dl className="facts">
      <dt>{words.useNow}</dt>
      <dd>
        {inWords(line.allowed ? words.allowed : words.barred)}. {wordFor(words.reasons, line.reason)}
      </dd>
      <dt>{words.state}</dt>
      <dd>{words.states[line.state]}</dd>
      {line.since && (
        <>
          <dt>{words.since}</dt>
          <dd>{dayAndYear(line.since)}</dd>
        </>
      )}
      {line.source && (
        <>
          <dt>{words.source}</dt>
          <dd>{line.source}</dd>
        </>
      )}
      {line.evidence && (
        <>
          <dt>{words.evidence}</dt>
          <dd>{line.evidence}</dd>
        </>
      )}
    </dl>
  )
}

function problemOf(error: unknown): string {
  if (!(error instanceof RequestError) || error.reason === 'offline') return texts.app.noConnection
  return error.problem?.status === 400 || error.problem?.status === 403 ? error.message : words.notDone
}
