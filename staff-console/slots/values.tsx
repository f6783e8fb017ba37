import { type KeyboardEvent, useId, useState } from 'react'
import { Button, IconButton } from '../parts/button.tsx'
import { texts } from '../texts.ts'

const words = texts.slots.form

/** Any number of words: each can be taken out, another is added by Enter, the button, or leaving the field. */
export function Values(props: {
  label: string
  values: readonly string[]
  offers?: readonly string[]
  hint?: string | undefined
  onChange: (values: string[]) => void
}) {
  const { values, offers = [], onChange } = props
  const [text, setText] = useState('')
  const listId = useId()
  const add = () => {
    const value = text.trim()
    setText('')
    if (value !== '' && !values.includes(value)) onChange([...values, value])
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault() // else the form is sent
    add()
  }
  return (
    <div className="values">
      {values.map((value) => (
        <span key={value} className="value">
          {value}
          <IconButton
            icon="close"
            label={words.takeOut(value)}
            onClick={() => onChange(values.filter((one) => one !== value))}
          />
        </span>
      ))}
      <span className="values-add">
        <input
          className="input input-small input-words"
          aria-label={words.listLabel(props.label)}
          autoComplete="off"
          maxLength={200}
          list={offers.length > 0 ? listId : undefined}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKey}
          onBlur={add}
        />
        <Button onClick={add}>{words.add}</Button>
      </span>
      {offers.length > 0 && (
        <datalist id={listId}>
          {offers.map((offer) => (
            <option key={offer} value={offer} />
          ))}
        </datalist>
      )}
      {props.hint && <span className="quiet">{props.hint}</span>}
    </div>
  )
}
