import type { SlotVariant } from '#contract/slots.ts'
import { exactTime, useNow } from '../look/time.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { Check } from '../parts/field.tsx'
import { Link } from '../routing/link.tsx'
import { variantPage } from '../routing/route.ts'
import { texts } from '../texts.ts'
import { audienceWords } from './audience-words.ts'

const words = texts.slots

/** One variant: its place in the order, who sees it, when, and whether it is on. */
export function VariantLine(props: {
  slot: string
  variant: SlotVariant
  segments: Record<string, string>
  place: { at: number; of: number }
  onMove: (to: number) => void
  onTurn: () => void
  onRemove: () => void
}) {
  const { variant, place } = props
  return (
    <>
      <div className="variant-order">
        <IconButton
          icon="up"
          label={words.up(variant.name)}
          aria-disabled={place.at === 0 || undefined}
          onClick={() => props.onMove(place.at - 1)}
        />
        <span title={words.drag}>{place.at + 1}</span>
        <IconButton
          icon="down"
          label={words.down(variant.name)}
          aria-disabled={place.at === place.of - 1 || undefined}
          onClick={() => props.onMove(place.at + 1)}
        />
      </div>
      <div className="variant-what">
        <h3>{variant.name}</h3>
        <p>{audienceWords(variant.audience, props.segments).join(' · ') || words.everybody}</p>
        <p className="quiet">{contentWords(variant)}</p>
        <When variant={variant} />
      </div>
      <div className="variant-side">
        <Check label={words.switchNamed(variant.name)} checked={variant.on} onChange={() => props.onTurn()} />
        <Link
          className="button button-plain"
          to={variantPage(props.slot, variant.variantId)}
          aria-label={words.editNamed(variant.name)}
        >
          {words.editShort}
        </Link>
        <Button look="quiet" aria-label={words.removeNamed(variant.name)} onClick={props.onRemove}>
          {words.remove}
        </Button>
      </div>
    </>
  )
}

function contentWords({ content }: SlotVariant): string {
  const row = content.row && words.rows[content.row.row]
  return [content.title, content.text, row].filter((part) => part !== undefined).join(' · ')
}

function When({ variant }: { variant: SlotVariant }) {
  const now = useNow(20_000).getTime()
  const { from, until } = variant
  if (from === null && until === null) return null
  const standing =
    until !== null && Date.parse(until) <= now
      ? words.over
      : from !== null && Date.parse(from) > now
        ? words.waits
        : null
  const parts = [
    ...(from === null ? [] : [words.from(exactTime(from))]),
    ...(until === null ? [] : [words.until(exactTime(until))]),
    ...(standing === null ? [] : [standing]),
  ]
  return <p className="quiet">{parts.join(', ')}</p>
}
