import type { ProductSource } from '#contract/content-templates.ts'
import { entriesOf } from '../slots/entries.ts'
import { TextField } from '../slots/text-field.tsx'
import { texts } from '../texts.ts'
import { Choice } from './choice.tsx'
import { errorAt, useWritingOf } from './writing.ts'

const words = texts.contentForm
const sources = entriesOf(words.sources)
const rows = entriesOf(texts.slots.rows)
const abouts = entriesOf(words.rowAbouts)

/** Whose products a module shows: those of the message, of the cart or order, or a row of picks. */
export function SourceFields(props: {
  path: string
  source: ProductSource
  onChange: (source: ProductSource) => void
}) {
  const { source, onChange } = props
  const writing = useWritingOf()
  return (
    <>
      <Choice
        label={words.source}
        value={source.from}
        options={sources}
        onChange={(from) => onChange(from === 'row' ? { from, row: 'for_you' } : { from })}
      />
      {source.from === 'row' && (
        <div className="template-pair">
          <Choice
            label={words.row}
            value={source.row}
            options={rows}
            error={errorAt(writing, `${props.path}.source`)}
            onChange={(row) => onChange({ ...source, row })}
          />
          <Choice
            label={words.rowAbout}
            value={source.about ?? 'none'}
            options={abouts}
            onChange={(about) => {
              const { about: _before, ...rest } = source
              onChange(about === 'none' ? rest : { ...rest, about })
            }}
          />
          <Choice
            label={words.category}
            value={source.category ?? ''}
            options={[
              ['', words.anyCategory],
              ...writing.choices.categories.map((each) => [each, each] as const),
            ]}
            onChange={(category) => {
              const { category: _before, ...rest } = source
              onChange(category === '' ? rest : { ...rest, category })
            }}
          />
        </div>
      )}
      {source.from === 'row' && source.row === 'picked' && (
        <TextField
          label={words.picked}
          most={5000}
          lines={3}
          value={(source.productIds ?? []).join('\n')}
          onChange={(text) => {
            const { productIds: _before, ...rest } = source
            const productIds = text.split('\n').map((line) => line.trim())
            onChange(text === '' ? rest : { ...rest, productIds })
          }}
        />
      )}
    </>
  )
}
