import type { SlotPage } from '#contract/staff-slots.ts'
import { texts } from '../texts.ts'
import { ShareBar } from './share-bar.tsx'
import { type Figures, figuresOf, goneFigures, totalOf } from './slot-figures.ts'

const words = texts.slots

/** Under this many views a rate is chance. */
const FEW = 30

/** Shown, seen and clicked, by variant; the default last, and what is gone under it. */
export function SlotFigures({ page }: { page: SlotPage }) {
  const { slot, days } = page
  const gone = goneFigures(slot)
  if (totalOf(slot.counts).served === 0) return <p className="quiet">{words.noFigures}</p>
  const lines = [
    ...slot.variants.map(({ variantId, name }) => ({
      key: variantId,
      name,
      figures: figuresOf(slot, variantId),
    })),
    { key: 'default', name: words.default, figures: figuresOf(slot, null) },
    ...(gone.served > 0 ? [{ key: 'gone', name: words.table.gone, figures: gone }] : []),
  ]
  const isFew = lines.some(({ figures }) => figures.seen > 0 && figures.seen < FEW)
  return (
    <>
      <p className="quiet">{words.figuresIntro(days)}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard too */}
      <section className="slot-figures" tabIndex={0} aria-label={words.table.label}>
        <table className="grid-table">
          <thead>
            <tr>
              <th scope="col">{words.table.variant}</th>
              <th scope="col">{words.table.shown}</th>
              <th scope="col">{words.table.seen}</th>
              <th scope="col">{words.table.clicked}</th>
              <th scope="col">{words.table.rate}</th>
              <th scope="col">{words.table.closed}</th>
              <th scope="col">{words.table.late}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ key, name, figures }) => (
              <Line key={key} name={name} figures={figures} />
            ))}
          </tbody>
        </table>
      </section>
      {isFew && <p className="quiet">{words.few}</p>}
    </>
  )
}

function Line({ name, figures }: { name: string; figures: Figures }) {
  const { served, seen, clicked, closed, late } = figures
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{served.toLocaleString('en')}</td>
      <td>{seen.toLocaleString('en')}</td>
      <td>{clicked.toLocaleString('en')}</td>
      <td>
        {seen === 0 ? '–' : words.rateOf(words.share(clicked, seen), seen)}
        <ShareBar part={clicked} of={seen} />
      </td>
      <td>{closed.toLocaleString('en')}</td>
      <td>{late.toLocaleString('en')}</td>
    </tr>
  )
}
