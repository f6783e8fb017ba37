import { type FormEvent, useState } from 'react'
import type { WebhookEventRow, WebhookRow, WebhookSecret } from '#contract/staff-integrations.ts'
import type { WebhookEvent } from '#contract/webhooks.ts'
import { changeWebhook, createWebhook } from '../api/integrations.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Check } from '../parts/field.tsx'
import { Chips } from '../segments/controls.tsx'
import { TextField } from '../slots/text-field.tsx'
import { texts } from '../texts.ts'
import { type FormProblem, formProblem } from './save-problem.ts'

const words = texts.webhooks.form

/** An endpoint as it is written; a new one answers its secret. */
export function WebhookForm(props: {
  before: WebhookRow | null
  events: readonly WebhookEventRow[]
  onClose: () => void
  onSaved: (made: WebhookSecret | null) => void
}) {
  const { before } = props
  const [name, setName] = useState(before?.name ?? '')
  const [url, setUrl] = useState(before?.url ?? 'https://')
  const [events, setEvents] = useState<WebhookEvent[]>(before?.events ?? [])
  const [includeContact, setIncludeContact] = useState(before?.includeContact ?? false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<FormProblem | null>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    setProblem(null)
    const webhook = { name: name.trim(), url: url.trim(), events, includeContact }
    try {
      props.onSaved(
        before === null
          ? await createWebhook(webhook)
          : await changeWebhook(before.webhookId, webhook, before.rev),
      )
    } catch (error) {
      setProblem(formProblem(error, 'webhook', words.notSaved))
      setBusy(false)
    }
  }
  return (
    <Dialog title={before ? words.editTitle(before.name) : words.newTitle} onClose={props.onClose}>
      <form className="form" noValidate onSubmit={submit}>
        <TextField
          label={words.name}
          most={80}
          value={name}
          error={problem?.fields.name}
          onChange={setName}
        />
        <TextField
          label={words.url}
          hint={words.urlHint}
          most={2000}
          value={url}
          error={problem?.fields.url}
          onChange={setUrl}
        />
        <div className="field">
          <span className="field-label">{words.events}</span>
          <p className="field-hint">{words.eventsHint}</p>
          <Chips
            label={words.events}
            chosen={events}
            options={props.events.map((each) => [each.event, each.words])}
            onChange={setEvents}
          />
        </div>
        <Check
          label={words.includeContact}
          hint={words.includeContactHint}
          checked={includeContact}
          onChange={setIncludeContact}
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
