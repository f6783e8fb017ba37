import { Button, IconButton } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { texts } from '../texts.ts'
import { checkWelcome } from './checks.ts'
import { FormFrame } from './settings-form.tsx'
import type { SettingsPageProps } from './settings-room.tsx'
import { type SettingsForm, useSettingsForm } from './use-settings-form.ts'

const words = texts.settings.welcome

/** What is said before anybody said anything, and in which voice. */
export function WelcomePage({ settings, onSaved }: SettingsPageProps) {
  const form = useSettingsForm(settings, onSaved, checkWelcome)
  return (
    <FormFrame form={form} intro={words.intro}>
      <Field label={words.shopName} error={form.errorAt('shopName')}>
        {(ids) => (
          <input
            {...ids}
            className="input"
            value={form.values.shopName}
            onChange={(event) => form.set({ shopName: event.target.value })}
          />
        )}
      </Field>
      <Field label={words.greeting} hint={words.greetingHint} error={form.errorAt('greeting')}>
        {(ids) => (
          <textarea
            {...ids}
            className="input"
            rows={3}
            value={form.values.greeting}
            onChange={(event) => form.set({ greeting: event.target.value })}
          />
        )}
      </Field>
      <Starters form={form} />
      <Field label={words.brandVoice} hint={words.brandVoiceHint} error={form.errorAt('brandVoice')}>
        {(ids) => (
          <textarea
            {...ids}
            className="input"
            rows={5}
            value={form.values.brandVoice}
            onChange={(event) => form.set({ brandVoice: event.target.value })}
          />
        )}
      </Field>
      <Field label={words.locale} hint={words.localeHint} error={form.errorAt('locale')}>
        {(ids) => (
          <input
            {...ids}
            className="input input-short"
            spellCheck={false}
            value={form.values.locale}
            onChange={(event) => form.set({ locale: event.target.value.trim() })}
          />
        )}
      </Field>
    </FormFrame>
  )
}

function Starters({ form }: { form: SettingsForm }) {
  const { starters } = form.values
  const change = (index: number, text: string) =>
    form.set({ starters: starters.map((starter, at) => (at === index ? text : starter)) })
  return (
    <fieldset className="group">
      <legend>{words.starters}</legend>
      <p className="field-hint">{words.startersHint}</p>
      {starters.map((starter, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a suggestion is its place in the list
        <div key={index} className="line">
          <Field label={words.starter(index + 1)} hideLabel error={form.errorAt(`starters.${index}`)}>
            {(ids) => (
              <input
                {...ids}
                className="input"
                value={starter}
                onChange={(event) => change(index, event.target.value)}
              />
            )}
          </Field>
          <IconButton
            icon="close"
            label={words.removeStarter(index + 1)}
            onClick={() => form.set({ starters: starters.filter((_, at) => at !== index) })}
          />
        </div>
      ))}
      <Button
        icon="plus"
        why={starters.length >= 4 ? words.fourStarters : null}
        onClick={() => form.set({ starters: [...starters, ''] })}
      >
        {words.addStarter}
      </Button>
    </fieldset>
  )
}
