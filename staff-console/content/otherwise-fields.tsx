import type { ContentOtherwise } from '#contract/content-templates.ts'
import { entriesOf } from '../slots/entries.ts'
import { texts } from '../texts.ts'
import { Choice } from './choice.tsx'
import { WordingField } from './wording-field.tsx'

const words = texts.contentForm
const kinds = entriesOf(words.otherwises)

/** What stands there when a module has nothing true to show. */
export function OtherwiseFields(props: {
  path: string
  otherwise: ContentOtherwise
  onChange: (otherwise: ContentOtherwise) => void
}) {
  const { otherwise, onChange } = props
  const isText = typeof otherwise === 'object'
  return (
    <>
      <Choice
        label={words.otherwise}
        value={isText ? 'text' : otherwise}
        options={kinds}
        onChange={(kind) => onChange(kind === 'text' ? { text: {} } : kind)}
      />
      {isText && (
        <WordingField
          label={words.otherWords}
          path={`${props.path}.otherwise.text`}
          most={2000}
          lines={2}
          words={otherwise.text}
          onChange={(text) => onChange({ text })}
        />
      )}
    </>
  )
}
