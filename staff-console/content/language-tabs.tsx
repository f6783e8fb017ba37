import { useState } from 'react'
import type { ContentTemplateInput } from '#contract/content-templates.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { texts } from '../texts.ts'
import type { Draft } from './draft.ts'
import { errorAt, useWritingOf } from './writing.ts'

const words = texts.contentForm
const LANGUAGE = /^[a-z]{2,3}$/

/** Which language is written; languages are added and taken out beside it. */
export function LanguageTabs(props: {
  draft: Pick<Draft, 'languages'>
  onChange: (part: Pick<ContentTemplateInput, 'languages'>) => void
  onLanguage: (language: string) => void
}) {
  const { draft } = props
  const writing = useWritingOf()
  const [text, setText] = useState('')
  const wanted = text.trim().toLowerCase()
  const isNew = LANGUAGE.test(wanted) && !draft.languages.includes(wanted)
  const add = () => {
    if (!isNew) return
    props.onChange({ languages: [...draft.languages, wanted] })
    props.onLanguage(wanted)
    setText('')
  }
  const remove = (language: string) => {
    const languages = draft.languages.filter((each) => each !== language)
    props.onChange({ languages })
    if (writing.language === language) props.onLanguage(languages[0] ?? language)
  }
  return (
    <div className="writing-tabs">
      <fieldset className="mail-views" aria-label={words.languageTabs}>
        {draft.languages.map((language) => (
          <button
            key={language}
            type="button"
            aria-pressed={writing.language === language}
            onClick={() => props.onLanguage(language)}
          >
            {language}
          </button>
        ))}
      </fieldset>
      {draft.languages.length > 1 && (
        <IconButton
          icon="close"
          label={words.removeLanguage(writing.language)}
          onClick={() => remove(writing.language)}
        />
      )}
      <Field label={words.addLanguage} hint={words.addLanguageHint} error={errorAt(writing, 'languages')}>
        {(ids) => (
          <span className="values-add">
            <input
              {...ids}
              className="input input-small"
              size={4}
              maxLength={3}
              autoComplete="off"
              value={text}
              onChange={(event) => setText(event.target.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return
                event.preventDefault() // else the form is sent
                add()
              }}
            />
            <Button why={isNew ? null : words.addLanguageHint} onClick={add}>
              {words.add}
            </Button>
          </span>
        )}
      </Field>
    </div>
  )
}
