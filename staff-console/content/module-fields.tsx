import type { ContentModule, Wordings } from '#contract/content-templates.ts'
import { Check } from '../parts/field.tsx'
import { TextField } from '../slots/text-field.tsx'
import { texts } from '../texts.ts'
import { Choice } from './choice.tsx'
import { OtherwiseFields } from './otherwise-fields.tsx'
import { PictureFields } from './picture-fields.tsx'
import { SourceFields } from './source-fields.tsx'
import { TargetFields } from './target-fields.tsx'
import { WordingField } from './wording-field.tsx'
import { errorAt, useWritingOf } from './writing.ts'

const words = texts.contentForm
const most = ['1', '2', '3', '4', '5', '6'] as const

/** What one module says and shows. `reworded`: its words in the variant that is written. */
export function ModuleFields(props: {
  module: ContentModule
  reworded: Wordings | undefined
  onChange: (module: ContentModule) => void
  onReword: (words: Wordings) => void
}) {
  const { module, onChange } = props
  const writing = useWritingOf()
  const path = `modules.${module.key}`
  const isVariant = writing.variant !== null
  const text = (label: string, field: string, length: number, lines: number, given: Wordings) => (
    <WordingField
      label={label}
      path={isVariant ? `variants.${writing.variant}.texts.${module.key}` : `${path}.${field}`}
      most={length}
      lines={lines}
      words={isVariant ? props.reworded : given}
      {...(isVariant && { standing: given })}
      onChange={(next) => (isVariant ? props.onReword(next) : onChange(withWords(module, next)))}
    />
  )
  switch (module.type) {
    case 'heading':
      return text(words.text, 'text', 200, 1, module.text)
    case 'text':
      return text(words.text, 'text', 4000, 4, module.text)
    case 'footer':
      return text(words.text, 'text', 2000, 2, module.text)
    case 'divider':
      return <p className="field-hint">{words.dividerHint}</p>
    case 'button':
      return (
        <>
          {text(words.label, 'label', 60, 1, module.label)}
          <TargetFields
            label={words.leadsTo}
            path={`${path}.target`}
            target={module.target}
            onChange={(target) => onChange({ ...module, target })}
          />
        </>
      )
    case 'picture':
      return <PictureFields module={module} onChange={onChange} />
    case 'products':
      return (
        <>
          <SourceFields
            path={path}
            source={module.source}
            onChange={(source) => onChange({ ...module, source })}
          />
          <div className="template-pair">
            <Choice
              label={words.limit}
              value={String(module.limit)}
              options={most.map((each) => [each, each] as const)}
              onChange={(limit) => onChange({ ...module, limit: Number(limit) })}
            />
            <OtherwiseFields
              path={path}
              otherwise={module.otherwise}
              onChange={(otherwise) => onChange({ ...module, otherwise })}
            />
          </div>
        </>
      )
    case 'offer':
      return (
        <>
          {text(words.text, 'text', 1000, 2, module.text)}
          <OtherwiseFields
            path={path}
            otherwise={module.otherwise}
            onChange={(otherwise) => onChange({ ...module, otherwise })}
          />
        </>
      )
    case 'review':
      return (
        <>
          <p className="field-hint">{words.reviewHint}</p>
          <OtherwiseFields
            path={path}
            otherwise={module.otherwise}
            onChange={(otherwise) => onChange({ ...module, otherwise })}
          />
        </>
      )
    case 'countdown':
      return (
        <>
          <Check
            label={words.untils.offer}
            checked={module.until === 'offer'}
            onChange={(isOffer) => onChange({ ...module, until: isOffer ? 'offer' : '' })}
          />
          {module.until !== 'offer' && (
            <TextField
              label={words.moment}
              hint={words.momentHint}
              most={40}
              value={module.until}
              error={errorAt(writing, `${path}.until`)}
              onChange={(until) => onChange({ ...module, until })}
            />
          )}
          <WordingField
            label={words.fallback}
            path={`${path}.fallback`}
            most={300}
            words={module.fallback}
            onChange={(fallback) => onChange({ ...module, fallback })}
          />
        </>
      )
    case 'shared':
      return (
        <Choice
          label={words.shared}
          error={errorAt(writing, path)}
          value={module.moduleId}
          options={writing.choices.modules.map(({ moduleId, title }) => [moduleId, title] as const)}
          onChange={(moduleId) => onChange({ ...module, moduleId })}
        />
      )
  }
}

function withWords(module: ContentModule, words_: Wordings): ContentModule {
  if (module.type === 'button') return { ...module, label: words_ }
  return 'text' in module ? { ...module, text: words_ } : module
}
