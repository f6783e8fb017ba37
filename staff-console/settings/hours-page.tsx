import type { SettingsView } from '#contract/staff-api.ts'
import { readerLocale, useNow } from '../look/time.ts'
import { Button } from '../parts/button.tsx'
import { Check, Field } from '../parts/field.tsx'
import { texts } from '../texts.ts'
import { checkHours } from './checks.ts'
import { FormFrame } from './settings-form.tsx'
import type { SettingsPageProps } from './settings-room.tsx'
import { type SettingsForm, useSettingsForm } from './use-settings-form.ts'

type Day = SettingsView['hours'][number]

const words = texts.settings.hours
/** A day that ends at midnight; a time field can only say 00:00. */
const MIDNIGHT = '24:00'
const usualDay = { open: '09:00', close: '17:00' }

/** When people answer, and how long a shopper waits for one. */
export function HoursPage({ settings, onSaved }: SettingsPageProps) {
  const form = useSettingsForm(settings, onSaved, checkHours)
  const { values } = form
  const timeout = values.queueTimeoutSeconds
  return (
    <FormFrame form={form} intro={words.intro}>
      <Field label={words.zone} hint={useTimeThere(values.timeZone)} error={form.errorAt('timeZone')}>
        {(ids) => (
          <select
            {...ids}
            className="input"
            value={values.timeZone}
            onChange={(event) => form.set({ timeZone: event.target.value })}
          >
            {zonesWith(values.timeZone).map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </select>
        )}
      </Field>
      <div className="hours">
        {words.days.map((name, index) => (
          <DayLine key={name} form={form} name={name} index={index} />
        ))}
      </div>
      <Button
        why={values.hours[0] ? null : words.needMonday}
        onClick={() =>
          form.set({ hours: values.hours.map((day, at) => (at < 5 ? (values.hours[0] ?? null) : day)) })
        }
      >
        {words.copy}
      </Button>
      <Field label={words.timeout} hint={words.timeoutHint} error={form.errorAt('queueTimeoutSeconds')}>
        {(ids) => (
          <input
            {...ids}
            className="input input-short"
            type="number"
            min={10}
            max={3600}
            inputMode="numeric"
            value={Number.isNaN(timeout) ? '' : timeout}
            onChange={(event) => form.set({ queueTimeoutSeconds: event.target.valueAsNumber })}
          />
        )}
      </Field>
    </FormFrame>
  )
}

function DayLine({ form, name, index }: { form: SettingsForm; name: string; index: number }) {
  const day = form.values.hours[index] ?? null
  const change = (next: Day) =>
    form.set({ hours: form.values.hours.map((held, at) => (at === index ? next : held)) })
  return (
    <div className="hours-day">
      <Check label={name} checked={day !== null} onChange={(open) => change(open ? usualDay : null)} />
      {day ? (
        <div className="hours-times">
          <TimeField
            label={words.from(name)}
            value={day.open}
            error={form.errorAt(`hours.${index}.open`)}
            onChange={(open) => change({ ...day, open })}
          />
          <span>{words.until}</span>
          <TimeField
            label={words.to(name)}
            value={day.close === MIDNIGHT ? '00:00' : day.close}
            error={form.errorAt(`hours.${index}.close`)}
            onChange={(close) => change({ ...day, close: close === '00:00' ? MIDNIGHT : close })}
          />
        </div>
      ) : (
        <span className="quiet">{words.closed}</span>
      )}
    </div>
  )
}

function TimeField(props: {
  label: string
  value: string
  error: string | null
  onChange: (value: string) => void
}) {
  return (
    <Field label={props.label} hideLabel error={props.error}>
      {(ids) => (
        <input
          {...ids}
          className="input input-time"
          type="time"
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

function useTimeThere(timeZone: string): string | undefined {
  const now = useNow(20_000)
  try {
    const format = new Intl.DateTimeFormat(readerLocale, {
      timeZone,
      weekday: 'long',
      hour: 'numeric',
      minute: '2-digit',
    })
    return words.there(format.format(now))
  } catch {
    return undefined // a zone this browser does not know
  }
}

/** Every zone of the platform; one that was stored and is not among them stays choosable. */
function zonesWith(stored: string): string[] {
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]
  return zones.includes(stored) ? zones : [stored, ...zones]
}
