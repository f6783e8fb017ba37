import type { CurationView } from '#contract/staff-recommendations.ts'
import { safeHref } from '../conversations/safe-href.ts'
import { dayAndYear } from '../look/time.ts'
import { Button } from '../parts/button.tsx'
import { Ago } from '../parts/time.tsx'
import { texts } from '../texts.ts'

const words = texts.recommendations.decisions

/** One decision of the shop and where it stands; without acts for those who only read. */
export function DecisionItem(props: { entry: CurationView; onChange?: () => void; onRemove?: () => void }) {
  const { entry, onChange, onRemove } = props
  const what = decidedWhat(entry)
  const src = safeHref(entry.product?.card?.image?.url ?? null)
  return (
    <>
      {src && <img className="thumb" src={src} alt="" loading="lazy" />}
      {entry.product && !src && <span className="thumb" />}
      <div className="plain-main">
        <span className="plain-title">
          {what}
          <span className="chip">{words.kinds[entry.kind]}</span>
          <span className={`chip ${entry.state === 'holds' ? 'chip-on' : 'chip-off'}`}>
            {words.states[entry.state]}
          </span>
        </span>
        {entry.kind !== 'goes_with' && <span className="quiet">{whereOf(entry)}</span>}
        {(entry.startsAt || entry.endsAt) && <span className="quiet">{datesOf(entry)}</span>}
        {entry.note && <span className="quiet">{entry.note}</span>}
        <span className="quiet">
          {words.by(entry.by ?? words.house)}, <Ago at={entry.at} />
        </span>
      </div>
      {onChange && (
        <Button look="quiet" aria-label={words.named(words.change, what)} onClick={onChange}>
          {words.change}
        </Button>
      )}
      {onRemove && (
        <Button look="quiet" aria-label={words.named(words.remove, what)} onClick={onRemove}>
          {words.remove}
        </Button>
      )}
    </>
  )
}

/** What is shown, hidden or put together, in words. */
export function decidedWhat({ kind, product, brand, category, attribute, completes }: CurationView): string {
  if (kind === 'goes_with') return words.goes(category ?? '', completes ?? '')
  if (product) return product.card?.title ?? product.productId
  return attribute ? `${attribute.name}: ${attribute.value}` : (brand ?? category ?? '')
}

function whereOf({ row, position, beside }: CurationView): string {
  const parts = [
    row === null ? words.everyRow : texts.recommendations.rows[row],
    position !== null && words.place(position),
    beside && words.beside(beside.card?.title ?? beside.productId),
  ]
  return parts.filter(Boolean).join(', ')
}

function datesOf({ startsAt, endsAt }: CurationView): string {
  return [startsAt && words.from(dayAndYear(startsAt)), endsAt && words.until(dayAndYear(endsAt))]
    .filter(Boolean)
    .join(', ')
}
