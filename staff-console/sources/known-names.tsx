import { useState } from 'react'
import type { EventNames } from '#contract/staff-sources.ts'
import { Field } from '../parts/field.tsx'
import { Section } from '../parts/section.tsx'
import { texts } from '../texts.ts'

const words = texts.eventNames

/** The dictionary, to be searched. */
export function KnownNames({ families }: { families: EventNames['families'] }) {
  const [text, setText] = useState('')
  const wanted = text.trim().toLocaleLowerCase()
  const found = families
    .map(({ title, events }) => ({
      title,
      events: events.filter(({ name, means }) => `${name} ${means}`.toLocaleLowerCase().includes(wanted)),
    }))
    .filter(({ events }) => events.length > 0)
  return (
    <Section title={words.known}>
      <Field label={words.find}>
        {(ids) => (
          <input
            {...ids}
            type="search"
            className="input"
            autoComplete="off"
            maxLength={200}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      {found.length === 0 && <p className="quiet">{words.noneFound(text.trim())}</p>}
      {found.map(({ title, events }) => (
        <div key={title}>
          <h3>{title}</h3>
          <dl className="traits">
            {events.map(({ name, means }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{means}</dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </Section>
  )
}
