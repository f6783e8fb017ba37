import type { OrderCard as Order } from '../../contract/message.ts'
import { fill, type Texts } from '../texts.ts'
import { Picture } from './product-card.tsx'
import { safeUrl, type Ui } from './ui.ts'

/** An order: where it stands, what is in it, and the parcel's own page. */
export function OrderCard({ order, ui }: { order: Order; ui: Ui }) {
  const { texts } = ui
  const status = order.status.toLowerCase()
  return (
    <article className="card order">
      <header>
        <h3>{fill(texts.order, { number: order.orderNumber })}</h3>
        <span className={`tag ${status}`}>{statusText(order.status, texts)}</span>
      </header>
      <p className="muted">{dates(order, ui)}</p>
      <ul className="lines">
        {order.lines.map((line) => (
          <li className="line" key={`${line.title} ${line.options}`}>
            <Picture image={line.image} ui={ui} />
            <div className="line-text">
              <span>{line.title}</span>
              <span className="muted">
                {[line.options, `× ${line.quantity}`].filter(Boolean).join(' · ')}
              </span>
            </div>
            <span className="amount">{ui.money(line.price)}</span>
          </li>
        ))}
      </ul>
      <p className="sum">
        <span>{texts.total}</span>
        <strong>{ui.money(order.total)}</strong>
      </p>
      {order.tracking.map((parcel) => (
        <Parcel key={parcel.number} parcel={parcel} ui={ui} />
      ))}
    </article>
  )
}

function Parcel({ parcel, ui }: { parcel: Order['tracking'][number]; ui: Ui }) {
  const { texts } = ui
  const url = safeUrl(parcel.url, location.href)
  const label = parcel.carrier ? fill(texts.track, { carrier: parcel.carrier }) : texts.trackParcel
  if (!url) return <p className="muted">{[parcel.carrier, parcel.number].filter(Boolean).join(' ')}</p>
  return (
    <a className="button" href={url} target="_blank" rel="noopener noreferrer">
      {label}
      <span className="hidden"> ({texts.newTab})</span>
    </a>
  )
}

function statusText(status: string, texts: Texts): string {
  const known: Record<string, string> = {
    pending: texts.pending,
    processed: texts.processed,
    shipped: texts.shipped,
    delivered: texts.deliveredStatus,
    cancelled: texts.cancelled,
    returned: texts.returned,
  }
  return known[status.toLowerCase()] ?? status
}

function dates(order: Order, { texts, date }: Ui): string {
  const placed = fill(texts.placed, { date: date(order.placedAt) })
  if (!order.deliveryDate || order.status === 'cancelled') return placed
  const reached = order.status === 'delivered' ? texts.delivered : texts.expected
  return `${placed} · ${fill(reached, { date: date(order.deliveryDate) })}`
}
