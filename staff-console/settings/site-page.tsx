import { Button, IconButton } from '../parts/button.tsx'
import { Check, Field } from '../parts/field.tsx'
import { texts } from '../texts.ts'
import { CheckoutFields } from './checkout-fields.tsx'
import { checkSite } from './checks.ts'
import { FormFrame } from './settings-form.tsx'
import type { SettingsPageProps } from './settings-room.tsx'
import { type SettingsForm, useSettingsForm } from './use-settings-form.ts'

const words = texts.settings.site

/** Where the chat may stand, where a cart ends, and what the law there asks for. */
export function SitePage({ settings, onSaved }: SettingsPageProps) {
  const form = useSettingsForm(settings, onSaved, checkSite)
  return (
    <FormFrame form={form} intro={words.intro}>
      <Origins form={form} />
      <CheckoutFields
        template={form.values.checkoutUrlTemplate}
        error={form.errorAt('checkoutUrlTemplate')}
        onChange={(checkoutUrlTemplate) => form.set({ checkoutUrlTemplate })}
      />
      <Check
        label={words.consent}
        hint={words.consentHint}
        checked={form.values.consentRequired}
        onChange={(consentRequired) => form.set({ consentRequired })}
      />
    </FormFrame>
  )
}

function Origins({ form }: { form: SettingsForm }) {
  const { origins } = form.values
  const change = (index: number, text: string) =>
    form.set({ origins: origins.map((origin, at) => (at === index ? text : origin)) })
  return (
    <fieldset className="group">
      <legend>{words.origins}</legend>
      <p className="field-hint">{origins.length === 0 ? words.noOrigins : words.originsHint}</p>
      {origins.map((origin, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a site is its place in the list while it is typed
        <div key={index} className="line">
          <Field label={words.origin(index + 1)} hideLabel error={form.errorAt(`origins.${index}`)}>
            {(ids) => (
              <input
                {...ids}
                className="input"
                inputMode="url"
                spellCheck={false}
                placeholder="https://"
                value={origin}
                onChange={(event) => change(index, event.target.value.trim())}
                onBlur={() => {
                  // nothing to tidy, nothing to change: else the errors would go, and the page would jump
                  if (withoutPath(origin) !== origin) change(index, withoutPath(origin))
                }}
              />
            )}
          </Field>
          <IconButton
            icon="close"
            label={words.removeOrigin(origin)}
            onClick={() => form.set({ origins: origins.filter((_, at) => at !== index) })}
          />
        </div>
      ))}
      <Button icon="plus" onClick={() => form.set({ origins: [...origins, ''] })}>
        {words.addOrigin}
      </Button>
    </fieldset>
  )
}

/** People paste the address of a page: its path is of no use here. */
function withoutPath(text: string): string {
  return /^https?:\/\//.test(text) && URL.canParse(text) ? new URL(text).origin : text
}
