import { useCallback } from 'react'
import type { TemplateRow } from '#contract/staff-outreach.ts'
import { listTemplates } from '../api/templates.ts'
import { faultText } from '../parts/fault-text.ts'
import { Field } from '../parts/field.tsx'
import { useResource } from '../parts/resource.ts'
import { Failed, Loading } from '../parts/states.tsx'
import { Link } from '../routing/link.tsx'
import { fillIn } from '../templates/fill-in.ts'
import { texts } from '../texts.ts'

const words = texts.outreach.form

export interface FilledTemplate {
  templateId: string
  parameters: Readonly<Record<string, string>>
  /** Whether every field has something in it. */
  whole: boolean
}

/** An approved template and a field for each of its parameters, with the text as it will read. */
export function TemplateFields(props: {
  /** What sells goes with consent; an answer is never one that sells. */
  sells: boolean
  templateId: string
  parameters: Readonly<Record<string, string>>
  onChange: (filled: FilledTemplate) => void
}) {
  const read = useCallback(() => listTemplates(), [])
  const { resource, reload } = useResource(read)
  if (resource.status === 'loading') return <Loading label={texts.templates.loading} rows={2} />
  if (resource.status === 'failed') {
    const text = faultText(resource.fault, words.templatesFailed)
    return <Failed text={text} onRetry={() => void reload()} />
  }
  const approved = resource.value.filter(
    ({ status, category }) => status === 'approved' && (category === 'marketing') === props.sells,
  )
  if (approved.length === 0) {
    return (
      <p className="caution">
        {words.noTemplates}{' '}
        <Link to={{ room: 'templates' }} className="text-link">
          {words.toTemplates}
        </Link>
      </p>
    )
  }
  return <Chosen {...props} templates={approved} />
}

function Chosen(props: {
  templates: readonly TemplateRow[]
  templateId: string
  parameters: Readonly<Record<string, string>>
  onChange: (filled: FilledTemplate) => void
}) {
  const { templates, templateId, parameters } = props
  const template = templates.find((each) => each.templateId === templateId)
  const change = (next: TemplateRow | undefined, values: Readonly<Record<string, string>>) => {
    const kept = Object.fromEntries((next?.parameters ?? []).map((name) => [name, values[name] ?? '']))
    const whole = next !== undefined && Object.values(kept).every((value) => value.trim() !== '')
    props.onChange({ templateId: next?.templateId ?? '', parameters: kept, whole })
  }
  return (
    <div className="template-fields">
      <Field label={words.template}>
        {(ids) => (
          <select
            {...ids}
            className="input"
            value={templateId}
            onChange={(event) =>
              change(
                templates.find((each) => each.templateId === event.target.value),
                parameters,
              )
            }
          >
            <option value="">{words.chooseTemplate}</option>
            {templates.map((each) => (
              <option key={each.templateId} value={each.templateId}>
                {each.name} ({each.language})
              </option>
            ))}
          </select>
        )}
      </Field>
      {template?.parameters.map((name) => (
        <Field key={name} label={words.parameter(name)}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              maxLength={1000}
              value={parameters[name] ?? ''}
              onChange={(event) => change(template, { ...parameters, [name]: event.target.value })}
            />
          )}
        </Field>
      ))}
      {template && <p className="template-text">{fillIn(template.body, parameters)}</p>}
    </div>
  )
}
