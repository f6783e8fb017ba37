import { type FormEvent, useState } from 'react'
import { RequestError } from '../api/http.ts'
import { createKey, type KeyRow, revokeKey } from '../api/shop.ts'
import { Button } from '../parts/button.tsx'
import { CopyField } from '../parts/copy-field.tsx'
import { Confirm, Dialog } from '../parts/dialog.tsx'
import { Field } from '../parts/field.tsx'
import { texts } from '../texts.ts'

const words = texts.install

export type KeyStep =
  | { kind: 'create'; keyKind: KeyRow['kind'] }
  | { kind: 'shown'; key: string }
  | { kind: 'revoke'; row: KeyRow }

interface KeyDialogProps {
  /** Goes on, or ends with null; the list is read again either way. */
  onStep: (next: KeyStep | null) => void
  onClose: () => void
}

/** Making a key, seeing a secret one once, revoking one. */
export function KeyDialogs({ step, ...rest }: KeyDialogProps & { step: KeyStep }) {
  switch (step.kind) {
    case 'create':
      return <CreateKey keyKind={step.keyKind} {...rest} />
    case 'revoke':
      return <RevokeKey row={step.row} {...rest} />
    case 'shown':
      return (
        <Dialog title={words.onceTitle}>
          <p className="dialog-text">{words.onceText}</p>
          <CopyField label={words.onceLabel} value={step.key} />
          <footer className="dialog-actions">
            <Button look="primary" onClick={rest.onClose}>
              {words.onceDone}
            </Button>
          </footer>
        </Dialog>
      )
  }
}

function CreateKey({ keyKind, onStep, onClose }: KeyDialogProps & { keyKind: KeyRow['kind'] }) {
  const [label, setLabel] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (label.trim() === '') return setError(texts.settings.required)
    if (busy) return
    setBusy(true)
    try {
      const { key } = await createKey(keyKind, label.trim())
      onStep(keyKind === 'secret' ? { kind: 'shown', key } : null)
    } catch (failure) {
      setError(sentenceFor(failure))
      setBusy(false)
    }
  }
  return (
    <Dialog title={words.createTitle[keyKind]} onClose={onClose}>
      <form className="form" noValidate onSubmit={submit}>
        <Field label={words.label} hint={words.labelHint} error={error}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              maxLength={80}
              value={label}
              onChange={(event) => setLabel(event.target.value)}
            />
          )}
        </Field>
        <footer className="dialog-actions">
          <Button onClick={onClose}>{texts.app.cancel}</Button>
          <Button look="primary" type="submit" busy={busy}>
            {busy ? words.creating : words.create}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}

function RevokeKey({ row, onStep, onClose }: KeyDialogProps & { row: KeyRow }) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const revoke = async () => {
    setBusy(true)
    try {
      await revokeKey(row.keyId)
      onStep(null)
    } catch (failure) {
      setProblem(sentenceFor(failure))
      setBusy(false)
    }
  }
  return (
    <Confirm
      title={words.revokeTitle(row.label)}
      text={words.revokeText[row.kind]}
      action={words.revoke}
      busy={busy}
      problem={problem}
      onConfirm={() => void revoke()}
      onClose={onClose}
    />
  )
}

function sentenceFor(error: unknown): string {
  if (!(error instanceof RequestError) || error.reason !== 'refused') return words.offline
  return error.problem?.errors?.[0]?.message ?? error.message
}
