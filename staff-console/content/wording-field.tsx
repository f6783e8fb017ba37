import { useRef } from 'react'
import type { Wordings } from '#contract/content-templates.ts'
import { Field } from '../parts/field.tsx'
import { withWording } from './draft.ts'
import { FieldMenu } from './field-menu.tsx'
import { errorAt, useWritingOf } from './writing.ts'

/** A text in the language that is written, with fields put in from a menu; the other languages stay. */
export function WordingField(props: {
  label: string
  hint?: string | undefined
  path: string
  most: number
  lines?: number
  words: Wordings | undefined
  /** What stands there where this is empty: of a variant. */
  standing?: Wordings | undefined
  onChange: (words: Wordings) => void
}) {
  const { label, lines = 1, most, words } = props
  const writing = useWritingOf()
  const { language } = writing
  const ref = useRef<HTMLTextAreaElement>(null)
  const text = words?.[language] ?? ''
  const change = (next: string) => props.onChange(withWording(words, language, next))
  const insert = (place: string) => {
    const at = ref.current?.selectionStart ?? text.length
    const next = text.slice(0, at) + place + text.slice(at)
    if (next.length <= most) change(next)
    ref.current?.focus()
  }
  return (
    <div className="wording">
      <Field label={label} hint={props.hint} error={errorAt(writing, props.path)}>
        {(ids) => (
          <textarea
            {...ids}
            ref={ref}
            className="input"
            lang={language}
            rows={lines}
            maxLength={most}
            placeholder={props.standing?.[language] ?? ''}
            value={text}
            onChange={(event) =>
              change(lines === 1 ? event.target.value.replace(/\n/g, ' ') : event.target.value)
            }
          />
        )}
      </Field>
      <FieldMenu label={label} onInsert={insert} />
    </div>
  )
}
