import { contrastWithWhite, nearestReadable, parseHex, READABLE } from '../look/contrast.ts'
import { Button } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { texts } from '../texts.ts'
import { checkLook } from './checks.ts'
import { FormFrame } from './settings-form.tsx'
import type { SettingsPageProps } from './settings-room.tsx'
import { useSettingsForm } from './use-settings-form.ts'

const words = texts.settings.look

/** The one colour of the chat, with a look at how it reads. */
export function LookPage({ settings, onSaved }: SettingsPageProps) {
  const form = useSettingsForm(settings, onSaved, checkLook)
  const color = form.values.accentColor
  const set = (accentColor: string) => form.set({ accentColor })
  return (
    <FormFrame form={form} intro={words.intro}>
      <div className="color-line">
        <Field label={words.accent} hint={words.accentHint} error={form.errorAt('accentColor')}>
          {(ids) => (
            <input
              {...ids}
              className="input input-short"
              spellCheck={false}
              maxLength={7}
              value={color}
              onChange={(event) => set(event.target.value.trim())}
            />
          )}
        </Field>
        <input
          type="color"
          className="color-well"
          aria-label={words.pick}
          value={parseHex(color) ? color : '#000000'}
          onChange={(event) => set(event.target.value)}
        />
      </div>
      {parseHex(color) && <Contrast color={color} onUse={set} />}
    </FormFrame>
  )
}

function Contrast({ color, onUse }: { color: string; onUse: (hex: string) => void }) {
  const ratio = contrastWithWhite(color)
  const carriesWhite = ratio >= READABLE
  // rounded down: 4.49 must not read as enough
  const shown = (Math.floor(ratio * 10) / 10).toFixed(1)
  const nearest = nearestReadable(color)
  // as the chat draws it: black where white cannot be read
  const style = { backgroundColor: color, color: carriesWhite ? '#ffffff' : '#000000' }
  return (
    <>
      <p role="status" className={carriesWhite ? 'contrast-good' : 'contrast-weak'}>
        {carriesWhite ? words.white(shown) : words.black(shown)}
      </p>
      {!carriesWhite && <Button onClick={() => onUse(nearest)}>{words.takeNearest(nearest)}</Button>}
      <figure className="preview">
        <figcaption className="quiet">{words.preview}</figcaption>
        <div className="preview-panel" aria-hidden="true">
          <p className="preview-shopper" style={style}>
            {words.shopperSays}
          </p>
          <p className="preview-agent">{words.agentSays}</p>
          <span className="preview-launcher" style={style}>
            {words.sample}
          </span>
        </div>
      </figure>
    </>
  )
}
