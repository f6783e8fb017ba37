import type { SpeakingHours } from '#contract/contact-rules.ts'
import { Check, Field } from '../parts/field.tsx'
import { texts } from '../texts.ts'
import type { RulesFormState } from './rules-form.tsx'

const words = texts.contactRules.hours
const usualHours: SpeakingHours = { from: 9, until: 20 }
const DAY = 24

/** The hours in which messages may leave, with a day drawn as a band. */
export function HoursFields({ form }: { form: RulesFormState }) {
  const hours = form.values.quietHours
  return (
    <fieldset className="group">
      <legend>{words.title}</legend>
      <Check
        label={words.own}
        hint={hours ? words.ownHint : words.lawOnly}
        checked={hours !== null}
        onChange={(on) => form.set({ quietHours: on ? usualHours : null })}
      />
      {hours && (
        <>
          <div className="rule-fields">
            <HourField
              label={words.from}
              least={0}
              value={hours.from}
              error={form.errorAt('quietHours.from')}
              onChange={(from) => form.set({ quietHours: { ...hours, from } })}
            />
            <HourField
              label={words.until}
              least={1}
              value={hours.until}
              error={form.errorAt('quietHours.until')}
              onChange={(until) => form.set({ quietHours: { ...hours, until } })}
            />
          </div>
          <Band hours={hours} />
        </>
      )}
    </fieldset>
  )
}

function HourField(props: {
  label: string
  least: number
  value: number
  error: string | null
  onChange: (hour: number) => void
}) {
  const hours = Array.from({ length: DAY }, (_, index) => index + props.least)
  return (
    <Field label={props.label} error={props.error}>
      {(ids) => (
        <select
          {...ids}
          className="input input-short"
          value={props.value}
          onChange={(event) => props.onChange(Number(event.target.value))}
        >
          {hours.map((hour) => (
            <option key={hour} value={hour}>
              {words.at(hour)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

const marks = [0, 6, 12, 18, DAY]

/** A day from midnight to midnight; the open hours are filled. Hours over midnight are two pieces. */
function Band({ hours: { from, until } }: { hours: SpeakingHours }) {
  const pieces: [number, number][] =
    from < until
      ? [[from, until]]
      : [
          [0, until],
          [from, DAY],
        ]
  const label = words.band(words.at(from), words.at(until))
  return (
    <figure className="hours-band">
      <svg viewBox={`0 0 ${DAY} 1`} preserveAspectRatio="none" role="img" aria-label={label}>
        <rect className="hours-closed" width={DAY} height={1} />
        {pieces.map(([start, end]) => (
          <rect key={start} className="hours-open" x={start} width={end - start} height={1} />
        ))}
      </svg>
      <div className="chart-ends" aria-hidden="true">
        {marks.map((hour) => (
          <span key={hour}>{words.at(hour)}</span>
        ))}
      </div>
      <figcaption className="field-hint">{label}</figcaption>
    </figure>
  )
}
