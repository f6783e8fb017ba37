import type { ContentTemplateInput } from '#contract/content-templates.ts'
import { TextField } from '../slots/text-field.tsx'
import { texts } from '../texts.ts'
import { Choice } from './choice.tsx'
import type { Draft } from './draft.ts'
import { FieldMenu } from './field-menu.tsx'
import { errorAt, useWritingOf } from './writing.ts'

const words = texts.contentForm

/** The approved WhatsApp template that carries the message outside the 24 hours, and what fills its places. */
export function WhatsappFields(props: {
  draft: Draft
  onChange: (part: Partial<ContentTemplateInput>) => void
}) {
  const { whatsapp } = props.draft
  const writing = useWritingOf()
  const { whatsappTemplates } = writing.choices
  const known = whatsappTemplates.filter(({ name }) => name === whatsapp?.template)
  const shown = known.find(({ language }) => language.startsWith(writing.language)) ?? known[0]
  const names = [...new Set(whatsappTemplates.map(({ name }) => name))]
  const fill = (name: string, text: string) => {
    if (!whatsapp) return
    props.onChange({ whatsapp: { ...whatsapp, parameters: { ...whatsapp.parameters, [name]: text } } })
  }
  return (
    <fieldset className="group">
      <legend>{words.whatsapp}</legend>
      <p className="field-hint">{names.length === 0 ? words.noTemplates : words.whatsappHint}</p>
      <Choice
        label={words.template}
        error={errorAt(writing, 'whatsapp')}
        value={whatsapp?.template ?? ''}
        options={[['', words.noWhatsapp], ...names.map((name) => [name, titleOf(name)] as const)]}
        onChange={(template) =>
          props.onChange({ whatsapp: template === '' ? undefined : { template, parameters: {} } })
        }
      />
      {shown && <p className="template-text">{shown.body}</p>}
      {whatsapp &&
        shown?.parameters.map((name) => (
          <div key={name} className="wording">
            <TextField
              label={words.parameter(name)}
              most={500}
              value={whatsapp.parameters[name] ?? ''}
              onChange={(text) => fill(name, text)}
            />
            <FieldMenu
              label={words.parameter(name)}
              onInsert={(place) => fill(name, `${whatsapp.parameters[name] ?? ''}${place}`)}
            />
          </div>
        ))}
    </fieldset>
  )

  function titleOf(name: string): string {
    const all = whatsappTemplates.filter((each) => each.name === name)
    const languages = all.map(({ language }) => language).join(', ')
    const isApproved = all.every(({ status }) => status === 'approved')
    return isApproved ? `${name} (${languages})` : `${name} (${languages}; ${words.notApproved})`
  }
}
