import type { ContentTemplateInput } from '#contract/content-templates.ts'
import { Field } from '../parts/field.tsx'
import { Chips } from '../segments/controls.tsx'
import { entriesOf } from '../slots/entries.ts'
import { TextField } from '../slots/text-field.tsx'
import { texts } from '../texts.ts'
import { Choice } from './choice.tsx'
import { channelNames, type Draft } from './draft.ts'
import { LanguageTabs } from './language-tabs.tsx'
import { ModuleList } from './module-list.tsx'
import { ShortFields } from './short-fields.tsx'
import { TargetFields } from './target-fields.tsx'
import { useVariantWords } from './use-variant-words.ts'
import { VariantTabs } from './variant-tabs.tsx'
import { WhatsappFields } from './whatsapp-fields.tsx'
import { errorAt, useWritingOf } from './writing.ts'

const words = texts.contentForm
const purposes = entriesOf(texts.content.purposes)
const channels = channelNames.map((name) => [name, texts.content.channels[name]] as const)

/** Everything that is written of a message, in the language and variant that are chosen. */
export function MessageFields(props: {
  draft: Draft
  isNew: boolean
  onChange: (part: Partial<ContentTemplateInput>) => void
  onLanguage: (language: string) => void
  onVariant: (variant: string | null) => void
}) {
  const { draft, onChange } = props
  const writing = useWritingOf()
  const { reworded, reword } = useVariantWords(draft, onChange)
  return (
    <>
      <fieldset className="group">
        <legend>{words.about}</legend>
        <div className="template-pair">
          <TextField
            label={words.titleLabel}
            most={120}
            value={draft.title}
            error={errorAt(writing, 'title')}
            onChange={(title) => onChange({ title })}
          />
          <TextField
            label={words.name}
            hint={words.nameHint}
            most={60}
            value={draft.name}
            error={errorAt(writing, 'name')}
            onChange={(name) => onChange({ name })}
          />
        </div>
        <Choice
          label={words.purpose}
          value={draft.purpose}
          options={purposes}
          onChange={(purpose) => onChange({ purpose })}
        />
        <Field label={words.channels} error={errorAt(writing, 'channels')}>
          {() => (
            <Chips
              label={words.channels}
              chosen={draft.channels}
              options={channels}
              onChange={(chosen) => onChange({ channels: chosen })}
            />
          )}
        </Field>
        <TargetFields
          label={words.target}
          path="target"
          target={draft.target}
          onChange={(target) => onChange({ target })}
        />
      </fieldset>
      <LanguageTabs draft={draft} onChange={onChange} onLanguage={props.onLanguage} />
      <VariantTabs draft={draft} onChange={onChange} onVariant={props.onVariant} />
      <ShortFields draft={draft} onChange={onChange} />
      {draft.channels.includes('whatsapp') && <WhatsappFields draft={draft} onChange={onChange} />}
      <fieldset className="group">
        <legend>{words.modules}</legend>
        <p className="field-hint">{words.modulesHint}</p>
        {errorAt(writing, 'modules') && <p className="field-error">{errorAt(writing, 'modules')}</p>}
        <ModuleList
          modules={draft.modules}
          onChange={(modules) => onChange({ modules })}
          reworded={reworded}
          onReword={reword}
        />
      </fieldset>
    </>
  )
}
