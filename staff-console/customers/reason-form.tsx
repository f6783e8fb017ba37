import { type FormEvent, useState } from 'react'
import { RequestError } from '../api/http.ts'
import { Button } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { texts } from '../texts.ts'

interface ReasonProps {
  label: string
  button: string
  busyLabel: string
  failed: string
  /** Why it cannot be done yet. */
  why: string | null
  onSubmit: (reason: string) => Promise<void>
}

const words = texts.merging

/** A decision about who is who is given with its reason; what was typed stays when it could not be done. */
export function ReasonForm(props: ReasonProps) {
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy || props.why) return
    if (reason.trim().length < 3) return setProblem(words.needReason)
    setBusy(true)
    setProblem(null)
    try {
      await props.onSubmit(reason.trim())
    } catch (error) {
      setProblem(problemOf(error, props.failed))
      setBusy(false)
    }
  }
  return (
    <form className="form reason-form" noValidate onSubmit={submit}>
      <Field label={props.label} hint={words.reasonHint} error={problem}>
        {(ids) => (
          <input
            {...ids}
            className="input"
            maxLength={300}
            autoComplete="off"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <p className="hidden" role="alert">
        {problem}
      </p>
      <div>
        <Button look="primary" type="submit" busy={busy} why={props.why}>
          {busy ? props.busyLabel : props.button}
        </Button>
      </div>
    </form>
  )
}

function problemOf(error: unknown, failed: string): string {
  if (!(error instanceof RequestError) || error.reason === 'offline') return texts.app.noConnection
  const known = error.problem?.status === 400 || error.problem?.status === 409
  return known ? error.message : failed
}
