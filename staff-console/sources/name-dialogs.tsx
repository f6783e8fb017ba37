import { type FormEvent, useState } from 'react'
import { RequestError } from '../api/http.ts'
import { declareName, withdrawName } from '../api/sources.ts'
import { Button } from '../parts/button.tsx'
import { Confirm, Dialog } from '../parts/dialog.tsx'
import { Field } from '../parts/field.tsx'
import { texts } from '../texts.ts'

const words = texts.eventNames

/** A name of the shop's own, with what it means. */
export function DeclareName(props: { onClose: () => void; onDone: (name: string) => void }) {
  const [name, setName] = useState('')
  const [note, setNote] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    if (name.trim() === '') return setError(words.required)
    setBusy(true)
    try {
      props.onDone((await declareName(name.trim(), note.trim())).name)
    } catch (failure) {
      setError(problemOf(failure))
      setBusy(false)
    }
  }
  return (
    <Dialog title={words.addTitle} onClose={props.onClose}>
      <form className="form" noValidate onSubmit={submit}>
        <Field label={words.name} hint={words.nameHint} error={error}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              autoComplete="off"
              maxLength={200}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label={words.note}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              autoComplete="off"
              maxLength={500}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
        <p className="hidden" role="alert">
          {error}
        </p>
        <footer className="dialog-actions">
          <Button onClick={props.onClose}>{texts.app.cancel}</Button>
          <Button look="primary" type="submit" busy={busy}>
            {busy ? words.saving : words.save}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}

/** Asks before a name is taken back. */
export function WithdrawName(props: { name: string; onClose: () => void; onDone: () => void }) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const withdraw = async () => {
    setBusy(true)
    try {
      await withdrawName(props.name)
      props.onDone()
    } catch (error) {
      const gone = error instanceof RequestError && error.problem?.status === 404
      if (gone) return props.onDone()
      setProblem(problemOf(error))
      setBusy(false)
    }
  }
  return (
    <Confirm
      title={words.withdrawTitle(props.name)}
      text={words.withdrawText}
      action={words.withdraw}
      busy={busy}
      problem={problem}
      onConfirm={() => void withdraw()}
      onClose={props.onClose}
    />
  )
}

function problemOf(error: unknown): string {
  if (!(error instanceof RequestError) || error.reason === 'offline') return texts.app.noConnection
  const { status, errors } = error.problem ?? {}
  if (status === 400) return errors?.[0]?.message ?? error.message
  return status === 409 ? error.message : words.notDone
}
