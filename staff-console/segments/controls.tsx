import { useId, useState } from 'react'

/** Small controls of a condition: their words stand around them, their name is read out. */
export function Pick<T extends string>(props: {
  label: string
  value: T
  options: readonly (readonly [T, string])[]
  onChange: (value: T) => void
}) {
  const known = props.options.some(([value]) => value === props.value)
  return (
    <select
      className="input input-small"
      aria-label={props.label}
      value={props.value}
      onChange={(event) => {
        const chosen = props.options.find(([value]) => value === event.target.value)
        if (chosen) props.onChange(chosen[0])
      }}
    >
      {!known && <option value={props.value}>{props.value}</option>}
      {props.options.map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </select>
  )
}

/** A number; what is none is held as NaN, and an empty one as `empty` where that means something. */
export function NumberBox(props: {
  label: string
  value: number | undefined
  onChange: (value: number) => void
  onEmpty?: () => void
}) {
  const [text, setText] = useState(() => shown(props.value))
  const [held, setHeld] = useState(props.value)
  // a value from elsewhere replaces the text; one that was typed here leaves it as it was typed
  if (!Object.is(props.value, held)) {
    setHeld(props.value)
    if (!Object.is(read(text), props.value ?? Number.NaN)) setText(shown(props.value))
  }
  return (
    <input
      className="input input-small input-number"
      inputMode="decimal"
      autoComplete="off"
      aria-label={props.label}
      maxLength={15}
      value={text}
      onChange={(event) => {
        setText(event.target.value)
        if (event.target.value.trim() === '' && props.onEmpty) props.onEmpty()
        else props.onChange(read(event.target.value))
      }}
    />
  )
}

const shown = (value: number | undefined) =>
  value === undefined || Number.isNaN(value) ? '' : String(Number(value.toFixed(6)))

function read(text: string): number {
  const plain = text.trim().replace(',', '.')
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN
}

/** A text, with what was seen offered under it. */
export function TextBox(props: {
  label: string
  value: string
  offers?: readonly string[]
  onChange: (value: string) => void
}) {
  const listId = useId()
  const offers = props.offers ?? []
  return (
    <>
      <input
        className="input input-small input-words"
        autoComplete="off"
        aria-label={props.label}
        maxLength={200}
        value={props.value}
        list={offers.length > 0 ? listId : undefined}
        onChange={(event) => props.onChange(event.target.value)}
      />
      {offers.length > 0 && (
        <datalist id={listId}>
          {offers.map((offer) => (
            <option key={offer} value={offer} />
          ))}
        </datalist>
      )}
    </>
  )
}

/** Any number of a closed list: each a button that is pressed or not. */
export function Chips<T extends string>(props: {
  label: string
  chosen: readonly T[]
  options: readonly (readonly [T, string])[]
  onChange: (chosen: T[]) => void
}) {
  const values = props.options.map(([value]) => value)
  const missing = props.chosen.filter((value) => !values.includes(value))
  const all: (readonly [T, string])[] = [...props.options, ...missing.map((value) => [value, value] as const)]
  return (
    <fieldset className="choices" aria-label={props.label}>
      {all.map(([value, words]) => {
        const isOn = props.chosen.includes(value)
        const next = isOn ? props.chosen.filter((one) => one !== value) : [...props.chosen, value]
        return (
          <button
            key={value}
            type="button"
            className="choice"
            aria-pressed={isOn}
            onClick={() => props.onChange(next)}
          >
            {words}
          </button>
        )
      })}
    </fieldset>
  )
}
