import { useState } from 'react'
import { Field } from '../parts/field.tsx'
import { texts } from '../texts.ts'

const words = texts.settings.site
const SHOPIFY = 'shopify:'

type Kind = 'none' | 'shopify' | 'own'

/** Where a cart ends: nowhere, in a Shopify shop, or at an address of the shop's own making. */
export function CheckoutFields(props: {
  template: string
  error: string | null
  onChange: (template: string) => void
}) {
  const { template, onChange } = props
  const [chosen, setChosen] = useState<Kind | null>(null)
  const kind = template === '' ? (chosen ?? 'none') : template.startsWith(SHOPIFY) ? 'shopify' : 'own'
  const choose = (next: Kind) => {
    setChosen(next)
    onChange(next === 'shopify' ? SHOPIFY : '')
  }
  return (
    <fieldset className="group">
      <legend>{words.checkout}</legend>
      <p className="field-hint">{words.checkoutHint}</p>
      {(['none', 'shopify', 'own'] as const).map((option) => (
        <label key={option} className="radio">
          <input type="radio" name="checkout" checked={kind === option} onChange={() => choose(option)} />
          {words[option]}
        </label>
      ))}
      {kind === 'shopify' && (
        <Field label={words.shopifyDomain} hint={words.shopifyHint} error={props.error}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              inputMode="url"
              spellCheck={false}
              value={template.slice(SHOPIFY.length)}
              onChange={(event) => onChange(SHOPIFY + bareDomain(event.target.value))}
            />
          )}
        </Field>
      )}
      {kind === 'own' && (
        <Field label={words.template} hint={words.templateHint} error={props.error}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              inputMode="url"
              spellCheck={false}
              placeholder="https://shop.example/cart?add={lines}"
              value={template}
              onChange={(event) => onChange(event.target.value.trim())}
            />
          )}
        </Field>
      )}
      {kind !== 'none' && !props.error && <Example template={template} />}
    </fieldset>
  )
}

function Example({ template }: { template: string }) {
  const example = exampleOf(template)
  if (!example) return null
  return (
    <p className="field-hint">
      {words.example} <code>{example}</code>
    </p>
  )
}

/** The address that a cart of two variants would open; null where the template is not complete. */
function exampleOf(template: string): string | null {
  const lines = '1001:1,1002:2'
  const domain = template.slice(SHOPIFY.length)
  if (template.startsWith(SHOPIFY)) return domain.includes('.') ? `https://${domain}/cart/${lines}` : null
  if (!/\{(lines|items)\}/.test(template)) return null
  return template.replaceAll('{lines}', lines).replaceAll('{items}', '%5B…%5D')
}

const bareDomain = (text: string) =>
  text
    .trim()
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '')
