import type { CartView, Image, OrderCard, ProductCard } from '#contract/message.ts'
import { money } from '../look/money.ts'
import { dayAndYear } from '../look/time.ts'
import { texts } from '../texts.ts'
import { safeHref } from './safe-href.ts'

function Picture({ image }: { image: Image | null }) {
  const src = safeHref(image?.url ?? null)
  // the name stands beside it, so the picture adds nothing for those who cannot see it
  return src ? <img className="thumb" src={src} alt="" loading="lazy" /> : <span className="thumb" />
}

function Title({ title, url }: { title: string; url: string | null }) {
  const href = safeHref(url)
  if (!href) return <span className="card-title">{title}</span>
  return (
    <a className="card-title" href={href} target="_blank" rel="noopener noreferrer">
      {title}
    </a>
  )
}

/** A product as the shopper saw it: picture, price, stock. */
export function ProductFacts({ product }: { product: ProductCard }) {
  return (
    <div className="card-line">
      <Picture image={product.image} />
      <div className="card-words">
        <Title title={product.title} url={product.url} />
        <span className="quiet">
          {[
            product.options,
            ...product.choices.map((choice) =>
              texts.transcript.inSizes(choice.name, choice.values.join(', ')),
            ),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {product.because && <span className="quiet">{product.because}</span>}
      </div>
      <div className="card-figures">
        <span className="figure">{money(product.price)}</span>
        {product.listPrice && (
          <span className="quiet figure">{texts.transcript.was(money(product.listPrice))}</span>
        )}
        <span className={`stock stock-${product.availability}`}>
          {texts.transcript.stock[product.availability]}
        </span>
      </div>
    </div>
  )
}

/** An order: number, state, what is in it, where it is. */
export function OrderFacts({ order }: { order: OrderCard }) {
  return (
    <div className="order">
      <p className="order-head">
        <strong>{order.orderNumber}</strong>
        <span className="chip">{order.status}</span>
        <span className="figure">{money(order.total)}</span>
      </p>
      <p className="quiet">
        <time dateTime={order.placedAt}>{dayAndYear(order.placedAt)}</time>
        {order.deliveryDate && ` · ${texts.transcript.expected(dayAndYear(order.deliveryDate))}`}
      </p>
      <ul className="order-lines">
        {order.lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of an order have no id of their own and never move
          <li key={index}>
            <span>
              {line.quantity > 1 && `${line.quantity} × `}
              {line.title}
              {line.options && <span className="quiet"> {line.options}</span>}
            </span>
            <span className="figure">{money(line.price)}</span>
          </li>
        ))}
      </ul>
      {order.tracking.map((parcel) => (
        <p key={parcel.number} className="quiet">
          {texts.transcript.tracking} {parcel.carrier} <Title title={parcel.number} url={parcel.url} />
        </p>
      ))}
    </div>
  )
}

/** A cart as it stands: prices and stock of now. */
export function CartCard({ cart }: { cart: CartView }) {
  return (
    <div className="cart">
      {cart.lines.map((line) => (
        <div key={line.variantId} className="card-line">
          <Picture image={line.image} />
          <div className="card-words">
            <Title title={line.title} url={line.url} />
            <span className="quiet">
              {[line.quantity > 1 && `${line.quantity} ×`, line.options].filter(Boolean).join(' ')}
            </span>
          </div>
          <div className="card-figures">
            <span className="figure">{money(line.lineTotal)}</span>
            {line.availability !== 'in_stock' && (
              <span className={`stock stock-${line.availability}`}>
                {texts.transcript.stock[line.availability]}
              </span>
            )}
          </div>
        </div>
      ))}
      <p className="cart-total">
        {texts.transcript.subtotal} <span className="figure">{money(cart.subtotal)}</span>
      </p>
    </div>
  )
}
