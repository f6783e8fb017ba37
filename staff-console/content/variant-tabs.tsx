import type { ContentTemplateInput } from '#contract/content-templates.ts'
import { Button } from '../parts/button.tsx'
import { TextField } from '../slots/text-field.tsx'
import { texts } from '../texts.ts'
import type { Draft } from './draft.ts'
import { errorAt, useWritingOf } from './writing.ts'

const words = texts.contentForm
const MOST = 8

/** The wordings that are tried against each other: which is written, and how many readers have it. */
export function VariantTabs(props: {
  draft: Draft
  onChange: (part: Partial<ContentTemplateInput>) => void
  onVariant: (variant: string | null) => void
}) {
  const { draft, onChange, onVariant } = props
  const writing = useWritingOf()
  const { variants } = draft
  const left = 100 - variants.reduce((sum, { share }) => sum + share, 0)
  const at = variants.findIndex(({ name }) => name === writing.variant)
  const chosen = variants[at]
  const add = () => {
    const name = freeName(variants.map((each) => each.name))
    onChange({ variants: [...variants, { name, share: Math.min(50, left), texts: {} }] })
    onVariant(name)
  }
  return (
    <div className="writing-tabs">
      {variants.length > 0 && (
        <fieldset className="mail-views" aria-label={words.variantTabs}>
          <button type="button" aria-pressed={writing.variant === null} onClick={() => onVariant(null)}>
            {words.asItStands} ({left} %)
          </button>
          {variants.map(({ name, share }) => (
            <button
              key={name}
              type="button"
              aria-pressed={writing.variant === name}
              onClick={() => onVariant(name)}
            >
              {name} ({Number.isNaN(share) ? '?' : share} %)
            </button>
          ))}
        </fieldset>
      )}
      <Button icon="plus" why={left <= 0 || variants.length >= MOST ? words.full : null} onClick={add}>
        {words.addVariant}
      </Button>
      {chosen && (
        <div className="variant-writing">
          <p className="field-hint">{words.variantHint}</p>
          <TextField
            label={words.share}
            most={3}
            value={Number.isNaN(chosen.share) ? '' : String(chosen.share)}
            error={errorAt(writing, `variants.${at}`)}
            onChange={(text) => {
              const share = /^\d+$/.test(text) ? Number(text) : Number.NaN
              onChange({ variants: variants.map((each) => (each === chosen ? { ...each, share } : each)) })
            }}
          />
          <Button
            look="quiet"
            onClick={() => {
              onVariant(null)
              onChange({ variants: variants.filter((each) => each !== chosen) })
            }}
          >
            {words.removeVariant}
          </Button>
        </div>
      )}
    </div>
  )
}

function freeName(taken: readonly string[]): string {
  for (let at = 1; ; at++) {
    const name = words.variantName(at)
    if (!taken.includes(name)) return name
  }
}
