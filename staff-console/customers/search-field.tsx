import { type Ref, useId } from 'react'
import { Icon } from '../parts/icon.tsx'
import { texts } from '../texts.ts'

const words = texts.customers

/** One field for everything a customer can be found by. Arrow down leads to the answers. */
export function SearchField(props: {
  text: string
  onText: (text: string) => void
  onDown: () => void
  ref?: Ref<HTMLInputElement>
}) {
  const hintId = useId()
  return (
    <div className="search-field">
      <Icon name="search" />
      <input
        ref={props.ref}
        type="search"
        className="input"
        aria-label={words.search}
        aria-describedby={hintId}
        placeholder={words.searchPlaceholder}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={props.text}
        onChange={(event) => props.onText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          props.onDown()
        }}
      />
      <span className="hidden" id={hintId}>
        {words.searchHint}
      </span>
    </div>
  )
}
