import type { ContentModule } from '#contract/content-templates.ts'
import { Check } from '../parts/field.tsx'
import { entriesOf } from '../slots/entries.ts'
import { TextField } from '../slots/text-field.tsx'
import { texts } from '../texts.ts'
import { Choice } from './choice.tsx'
import { orNothing } from './draft.ts'
import { TargetFields } from './target-fields.tsx'
import { WordingField } from './wording-field.tsx'
import { errorAt, useWritingOf } from './writing.ts'

const words = texts.contentForm
const sources = entriesOf(words.pictureFrom)
type PictureModule = Extract<ContentModule, { type: 'picture' }>

/** A picture: of an address, or the product's own for the channel; what it shows, and where it leads. */
export function PictureFields(props: { module: PictureModule; onChange: (module: PictureModule) => void }) {
  const { module, onChange } = props
  const writing = useWritingOf()
  const { source, target } = module
  const path = `modules.${module.key}`
  return (
    <>
      <Choice
        label={words.picture}
        value={source.from}
        options={sources}
        onChange={(from) => onChange({ ...module, source: from === 'url' ? { from, url: '' } : { from } })}
      />
      {source.from === 'url' && (
        <TextField
          label={words.url}
          most={2000}
          value={source.url}
          error={errorAt(writing, `${path}.source`)}
          onChange={(url) => onChange({ ...module, source: { from: 'url', url } })}
        />
      )}
      <WordingField
        label={words.alt}
        hint={words.altHint}
        path={`${path}.alt`}
        most={300}
        words={module.alt}
        onChange={(next) => {
          const { alt: _before, ...rest } = module
          const alt = orNothing(next)
          onChange(alt ? { ...rest, alt } : rest)
        }}
      />
      <Check
        label={words.leads}
        checked={target !== undefined}
        onChange={(leads) => {
          const { target: _before, ...rest } = module
          onChange(leads ? { ...rest, target: { to: 'product' } } : rest)
        }}
      />
      {target && (
        <TargetFields
          label={words.leadsTo}
          path={`${path}.target`}
          target={target}
          onChange={(next) => onChange({ ...module, target: next })}
        />
      )}
    </>
  )
}
