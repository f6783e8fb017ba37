import { type FormEvent, useState } from 'react'
import type { AudienceFormat, AudienceKind } from '#contract/audiences.ts'
import type { AudiencesPage } from '#contract/staff-integrations.ts'
import { createAudience } from '../api/integrations.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Field } from '../parts/field.tsx'
import { Chips } from '../segments/controls.tsx'
import { entriesOf } from '../slots/entries.ts'
import { TextField } from '../slots/text-field.tsx'
import { texts } from '../texts.ts'
import { type FormProblem, formProblem } from './save-problem.ts'

const words = texts.audiences.form
const formats = entriesOf<AudienceFormat>(texts.audiences.formats)
const kindNames = entriesOf<AudienceKind>(texts.audiences.kinds)

/** A new list: of whom, for which platform, where to. */
export function AudienceForm(props: {
  page: AudiencesPage
  onClose: () => void
  onSaved: (audienceId: string) => void
}) {
  const { segments, webhooks } = props.page
  const [name, setName] = useState('')
  const [segmentId, setSegmentId] = useState('')
  const [format, setFormat] = useState<AudienceFormat>('google')
  const [kinds, setKinds] = useState<AudienceKind[]>(['email', 'phone'])
  const [webhookId, setWebhookId] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<FormProblem | null>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    setProblem(null)
    const destination = webhookId === '' ? ('file' as const) : { webhookId }
    try {
      props.onSaved(
        (await createAudience({ name: name.trim(), segmentId, format, kinds, destination })).audienceId,
      )
    } catch (error) {
      setProblem(formProblem(error, '', words.notSaved))
      setBusy(false)
    }
  }
  const wrong = problem?.fields ?? {}
  return (
    <Dialog title={words.title} onClose={props.onClose}>
      <form className="form" noValidate onSubmit={submit}>
        <TextField label={words.name} most={80} value={name} error={wrong.name} onChange={setName} />
        <Choice
          label={words.segment}
          hint={segments.length === 0 ? words.noSegments : words.segmentHint}
          value={segmentId}
          error={wrong.segmentId}
          empty={words.choose}
          options={segments.map((one) => [
            one.segmentId,
            `${one.name} (${one.members.toLocaleString('en')})`,
          ])}
          onChange={setSegmentId}
        />
        <Choice
          label={words.format}
          value={format}
          error={wrong.format}
          options={formats}
          onChange={(value) => setFormat(formats.find(([one]) => one === value)?.[0] ?? 'google')}
        />
        <div className={`field ${wrong.kinds ? 'field-wrong' : ''}`}>
          <span className="field-label">{words.kinds}</span>
          <p className="field-hint">{words.kindsHint}</p>
          <Chips label={words.kinds} chosen={kinds} options={kindNames} onChange={setKinds} />
          {wrong.kinds && <p className="field-error">{wrong.kinds}</p>}
        </div>
        <Choice
          label={words.destination}
          hint={words.fixed}
          value={webhookId}
          error={wrong['destination.webhookId'] ?? wrong.destination}
          empty={words.fileOption}
          options={webhooks.map((one) => [one.webhookId, texts.audiences.to(one.name)])}
          onChange={setWebhookId}
        />
        {problem && (
          <p className="form-problem" role="alert">
            {problem.text}
          </p>
        )}
        <footer className="dialog-actions">
          <Button onClick={props.onClose}>{texts.app.cancel}</Button>
          <Button look="primary" type="submit" busy={busy}>
            {words.save}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}

function Choice(props: {
  label: string
  hint?: string
  value: string
  error: string | undefined
  empty?: string
  options: readonly (readonly [string, string])[]
  onChange: (value: string) => void
}) {
  return (
    <Field label={props.label} hint={props.hint} error={props.error}>
      {(ids) => (
        <select
          {...ids}
          className="input"
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
        >
          {props.empty !== undefined && <option value="">{props.empty}</option>}
          {props.options.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
