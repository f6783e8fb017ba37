import { type FormEvent, useEffect, useState } from 'react'
import type { DataRequestKind } from '#contract/staff-requests.ts'
import { readCustomer } from '../api/customers.ts'
import { RequestError } from '../api/http.ts'
import { askRequest } from '../api/requests.ts'
import { calledOf } from '../customers/called.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Field } from '../parts/field.tsx'
import { texts } from '../texts.ts'
import { FindCustomer } from './find-customer.tsx'

const words = texts.requests
const kinds: DataRequestKind[] = ['export', 'erase']

interface Subject {
  customerId: string
  /** null: not read yet. */
  name: string | null
}

/** A new request: whom it is about, what they ask for, how they asked. */
export function AskDialog(props: { customerId: string | null; onClose: () => void; onAsked: () => void }) {
  const [subject, setSubject] = useSubject(props.customerId)
  return (
    <Dialog title={words.askTitle} onClose={props.onClose}>
      {subject === null ? (
        <>
          <p className="dialog-text">{words.askText}</p>
          <FindCustomer onChosen={(row) => setSubject({ customerId: row.customerId, name: calledOf(row) })} />
        </>
      ) : (
        <AskForm
          subject={subject}
          onAnother={props.customerId === null ? () => setSubject(null) : null}
          onClose={props.onClose}
          onAsked={props.onAsked}
        />
      )}
    </Dialog>
  )
}

/** Who comes from a customer's page has chosen already; the name is read for the title. */
function useSubject(customerId: string | null) {
  const [subject, setSubject] = useState<Subject | null>(
    customerId === null ? null : { customerId, name: null },
  )
  useEffect(() => {
    if (customerId === null) return
    let left = false
    const read = async () => {
      const page = await readCustomer(customerId, null).catch(() => null)
      if (page && !left) setSubject({ customerId: page.customerId, name: calledOf(page) })
    }
    void read()
    return () => {
      left = true
    }
  }, [customerId])
  return [subject, setSubject] as const
}

function AskForm(props: {
  subject: Subject
  onAnother: (() => void) | null
  onClose: () => void
  onAsked: () => void
}) {
  const { subject } = props
  const [kind, setKind] = useState<DataRequestKind>('export')
  const [reason, setReason] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    if (reason.trim() === '') return setError(words.needReason)
    setBusy(true)
    try {
      await askRequest({ customerId: subject.customerId, kind, reason: reason.trim() })
      props.onAsked()
    } catch (failure) {
      setError(problemOf(failure))
      setBusy(false)
    }
  }
  return (
    <form className="form" noValidate onSubmit={submit}>
      <p>
        {words.chosen} <strong>{subject.name ?? subject.customerId}</strong>{' '}
        {props.onAnother && (
          <Button look="quiet" onClick={props.onAnother}>
            {words.another}
          </Button>
        )}
      </p>
      <fieldset>
        <legend>{words.kind}</legend>
        {kinds.map((each) => (
          <label key={each} className="radio">
            <input type="radio" name="kind" checked={kind === each} onChange={() => setKind(each)} />
            <span>
              {words.kinds[each]} <span className="quiet">{words.kindHints[each]}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <Field label={words.reasonLabel} hint={words.reasonHint} error={error}>
        {(ids) => (
          <textarea
            {...ids}
            className="input"
            rows={3}
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <p className="hidden" role="alert">
        {error}
      </p>
      <footer className="dialog-actions">
        <Button onClick={props.onClose}>{texts.app.cancel}</Button>
        <Button look="primary" type="submit" busy={busy}>
          {busy ? words.submitting : words.submit}
        </Button>
      </footer>
    </form>
  )
}

function problemOf(error: unknown): string {
  if (!(error instanceof RequestError) || error.reason === 'offline') return texts.app.noConnection
  const { status, errors } = error.problem ?? {}
  if (status === 400) return errors?.[0]?.message ?? error.message
  return status === 404 || status === 409 ? error.message : words.notDone
}
