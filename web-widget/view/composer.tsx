import { type KeyboardEvent, type RefObject, useState } from 'react'
import { MAX_CHARS } from '../chat/chat.ts'
import { fill } from '../texts.ts'
import { Icon } from './icons.tsx'
import type { Ui } from './ui.ts'

const COUNT_FROM = MAX_CHARS - 1000
const MAX_HEIGHT_PX = 132

/** Where the shopper writes. Enter sends, Shift+Enter makes a new line. */
export function Composer({ field, ui }: { field: RefObject<HTMLTextAreaElement | null>; ui: Ui }) {
  const [text, setText] = useState('')
  const { texts, chat } = ui
  const isEmpty = text.trim() === ''
  const isLong = text.length > MAX_CHARS

  const send = () => {
    field.current?.focus()
    if (isEmpty || isLong) return
    chat.send(text.trim())
    setText('')
    field.current?.style.removeProperty('height')
  }
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent?.isComposing) return
    event.preventDefault()
    send()
  }
  const why = isEmpty ? texts.sendEmpty : isLong ? fill(texts.sendLong, { max: MAX_CHARS }) : undefined

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {text.length > COUNT_FROM && <Count length={text.length} ui={ui} />}
      <div className="field">
        <textarea
          ref={field}
          rows={1}
          value={text}
          placeholder={texts.write}
          aria-label={texts.write}
          enterKeyHint="send"
          onInput={(event) => {
            setText(event.currentTarget.value)
            grow(event.currentTarget)
            chat.typed()
          }}
          onKeyDown={pressed}
        />
        <button
          type="submit"
          className="send"
          aria-label={texts.send}
          aria-disabled={isEmpty || isLong}
          title={why}
        >
          <Icon name="send" />
        </button>
      </div>
    </form>
  )
}

function Count({ length, ui }: { length: number; ui: Ui }) {
  const over = length - MAX_CHARS
  const text = over > 0 ? ui.texts.charactersOver : ui.texts.charactersLeft
  return (
    <p className={over > 0 ? 'count problem' : 'count muted'} role="status">
      {fill(text, { count: Math.abs(over) })}
    </p>
  )
}

function grow(field: HTMLTextAreaElement): void {
  field.style.height = 'auto'
  field.style.height = `${Math.min(field.scrollHeight, MAX_HEIGHT_PX)}px`
}
