import { useState } from 'react'
import type { TemplateRow } from '#contract/staff-outreach.ts'
import type { TemplateCategory, TemplateInput, TemplateStatus } from '#contract/templates.ts'
import { RequestError } from '../api/http.ts'
import { saveTemplate, setTemplateStatus } from '../api/templates.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Field } from '../parts/field.tsx'
import { texts } from '../texts.ts'
import { Example } from './example.tsx'

const words = texts.templates
const categories: readonly TemplateCategory[] = ['marketing', 'utility', 'authentication']
const statuses: readonly TemplateStatus[] = ['draft', 'pending', 'approved', 'paused', 'rejected']

interface Fields {
  name: string
  language: string
  category: TemplateCategory
  body: string
  twilio: string
  whatsapp_cloud: string
  status: TemplateStatus
}

/** A template written or changed; a wrong field keeps the dialog open and says what is wrong beside it. */
export function TemplateForm(props: {
  template: TemplateRow | null
  onClose: () => void
  onSaved: () => void
}) {
  const { template } = props
  const [fields, setFields] = useState<Fields>(() => fieldsOf(template))
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const change = (part: Partial<Fields>) => setFields((before) => ({ ...before, ...part }))
  const save = async () => {
    setBusy(true)
    setErrors({})
    setProblem(null)
    try {
      const saved = await saveTemplate(template?.templateId ?? null, inputOf(fields))
      // what was chosen in the field, or the draft that a change has made of it
      const wanted = fields.status === fieldsOf(template).status ? saved.status : fields.status
      if (wanted !== saved.status) await setTemplateStatus(saved.templateId, wanted)
      props.onSaved()
    } catch (error) {
      const refused = error instanceof RequestError && error.reason === 'refused'
      const wrong = (refused && error.problem?.errors) || []
      setErrors(Object.fromEntries(wrong.map(({ path, message }) => [path, message])))
      setProblem(refused ? `${words.notSaved} ${error.message}` : texts.app.noConnection)
      setBusy(false)
    }
  }
  const text = (name: 'name' | 'language' | 'twilio' | 'whatsapp_cloud', label: string, hint: string) => (
    <Field label={label} hint={hint} error={errors[name] ?? errors[`references.${name}`]}>
      {(ids) => (
        <input
          {...ids}
          className="input"
          autoComplete="off"
          spellCheck={false}
          maxLength={512}
          value={fields[name]}
          onChange={(event) => change({ [name]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <Dialog title={template ? words.formTitle.change : words.formTitle.add} onClose={props.onClose}>
      <form
        className="template-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (!busy) void save()
        }}
      >
        {text('name', words.name, words.nameHint)}
        <div className="template-pair">
          {text('language', words.language, words.languageHint)}
          <Choice
            label={words.kind}
            hint={words.kindHint}
            values={categories}
            names={words.category}
            value={fields.category}
            onChange={(category) => change({ category })}
          />
        </div>
        <Field label={words.body} hint={words.bodyHint} error={errors.body}>
          {(ids) => (
            <textarea
              {...ids}
              className="input"
              rows={4}
              maxLength={1024}
              value={fields.body}
              onChange={(event) => change({ body: event.target.value })}
            />
          )}
        </Field>
        {template && fields.body.trim() !== template.body && <p className="caution">{words.changesStatus}</p>}
        <Example body={fields.body} />
        <div className="template-pair">
          {text('twilio', words.twilio, words.referenceHint)}
          {text('whatsapp_cloud', words.cloud, words.referenceHint)}
        </div>
        <Choice
          label={words.standing}
          hint={words.standingHint}
          values={statuses}
          names={words.status}
          value={fields.status}
          onChange={(status) => change({ status })}
        />
        {problem && (
          <p className="form-problem" role="alert">
            {problem}
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

function Choice<T extends string>(props: {
  label: string
  hint: string
  values: readonly T[]
  names: Record<T, string>
  value: T
  onChange: (value: T) => void
}) {
  return (
    <Field label={props.label} hint={props.hint}>
      {(ids) => (
        <select
          {...ids}
          className="input"
          value={props.value}
          onChange={(event) => {
            const next = props.values.find((value) => value === event.target.value)
            if (next !== undefined) props.onChange(next)
          }}
        >
          {props.values.map((value) => (
            <option key={value} value={value}>
              {props.names[value]}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

function fieldsOf(template: TemplateRow | null): Fields {
  return {
    name: template?.name ?? '',
    language: template?.language ?? 'en',
    category: template?.category ?? 'marketing',
    body: template?.body ?? '',
    twilio: template?.references.twilio ?? '',
    whatsapp_cloud: template?.references.whatsapp_cloud ?? '',
    status: template?.status ?? 'draft',
  }
}

function inputOf({ name, language, category, body, twilio, whatsapp_cloud }: Fields): TemplateInput {
  const references = {
    ...(twilio.trim() !== '' && { twilio: twilio.trim() }),
    ...(whatsapp_cloud.trim() !== '' && { whatsapp_cloud: whatsapp_cloud.trim() }),
  }
  return { name: name.trim(), language: language.trim(), category, body: body.trim(), references }
}
