import { type FormEvent, useState } from 'react'
import type { Device, Weather } from '#contract/slots.ts'
import type { Stranger } from '#contract/staff-slots.ts'
import { Button } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { texts } from '../texts.ts'
import { entriesOf } from './entries.ts'

const words = texts.slots.side
const devices = entriesOf<Device>(texts.slots.devices)
const weathers = entriesOf<Weather>(texts.slots.weathers)

/** Somebody who is not known: with what they come, from where. */
export function StrangerForm(props: { onChosen: (stranger: Stranger) => void; onClose: () => void }) {
  const [device, setDevice] = useState<Device>('phone')
  const [weather, setWeather] = useState<Weather | null>(null)
  const [texted, setTexted] = useState({ country: '', city: '', referrer: '', campaign: '' })
  const [wrong, setWrong] = useState<string | null>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const country = texted.country.trim().toUpperCase()
    if (country !== '' && !/^[A-Z]{2}$/.test(country)) return setWrong(words.countryWrong)
    const orNull = (text: string) => text.trim() || null
    props.onChosen({
      device,
      platform: 'other',
      country: country || null,
      city: orNull(texted.city),
      referrer: orNull(texted.referrer),
      campaign: orNull(texted.campaign),
      weather,
    })
  }
  const text = (name: keyof typeof texted, label: string, hint?: string, error?: string | null) => (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        <input
          {...ids}
          className="input"
          autoComplete="off"
          maxLength={200}
          value={texted[name]}
          onChange={(event) => setTexted({ ...texted, [name]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <form className="form" noValidate onSubmit={submit}>
      <p className="dialog-text">{words.strangerText}</p>
      <div className="template-pair">
        <Field label={words.device}>
          {(ids) => (
            <select
              {...ids}
              className="input"
              data-first
              value={device}
              onChange={(event) => {
                const next = devices.find(([value]) => value === event.target.value)
                if (next) setDevice(next[0])
              }}
            >
              {devices.map(([value, name]) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={words.weather}>
          {(ids) => (
            <select
              {...ids}
              className="input"
              value={weather ?? ''}
              onChange={(event) =>
                setWeather(weathers.find(([value]) => value === event.target.value)?.[0] ?? null)
              }
            >
              <option value="">{words.anyWeather}</option>
              {weathers.map(([value, name]) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <div className="template-pair">
        {text('city', words.city)}
        {text('country', words.country, words.countryHint, wrong)}
      </div>
      {text('referrer', words.referrer, words.referrerHint)}
      {text('campaign', words.campaign)}
      <footer className="dialog-actions">
        <Button onClick={props.onClose}>{texts.app.cancel}</Button>
        <Button look="primary" type="submit">
          {words.show}
        </Button>
      </footer>
    </form>
  )
}
