import { useState } from 'react'
import type { CartLine, CartView } from '../../contract/message.ts'
import { fill } from '../texts.ts'
import { Icon } from './icons.tsx'
import { Picture, Stock } from './product-card.tsx'
import { safeUrl, type Ui } from './ui.ts'

/** The cart as it is now, with its quantities to change, and the way to the shop's own checkout. */
export function CartCard({ cart, ui }: { cart: CartView; ui: Ui }) {
  const [hasFailed, setFailed] = useState(false)
  if (cart.lines.length === 0) return <p className="card empty muted">{ui.texts.cartEmpty}</p>
  const set = ({ productId, variantId }: CartLine, quantity: number) => {
    const change = ui.chat.changeCart({ productId, variantId, quantity, mode: 'set' })
    change.then(
      () => setFailed(false),
      () => setFailed(true),
    )
  }
  const checkout = safeUrl(cart.checkoutUrl, location.href)
  return (
    <div className="card cart">
      <ul className="lines">
        {cart.lines.map((line) => (
          <Line key={line.variantId} line={line} set={set} ui={ui} />
        ))}
      </ul>
      <p className="sum">
        <span>{ui.texts.subtotal}</span>
        <strong>{ui.money(cart.subtotal)}</strong>
      </p>
      {hasFailed && (
        <p className="problem" role="alert">
          {ui.texts.failed}
        </p>
      )}
      {checkout && (
        <a className="button main" href={checkout}>
          {ui.texts.checkout}
        </a>
      )}
    </div>
  )
}

interface LineProps {
  line: CartLine
  set: (line: CartLine, quantity: number) => void
  ui: Ui
}

const MAX_QUANTITY = 99

function Line({ line, set, ui }: LineProps) {
  const { title, quantity } = line
  const { texts } = ui
  const url = safeUrl(line.url, location.href)
  return (
    <li className="line">
      <Picture image={line.image} ui={ui} />
      <div className="line-text">
        {url ? <a href={url}>{title}</a> : <span>{title}</span>}
        {line.options && <span className="muted">{line.options}</span>}
        {line.availability !== 'in_stock' && <Stock availability={line.availability} ui={ui} />}
        <div className="stepper">
          <button
            type="button"
            aria-label={fill(quantity > 1 ? texts.fewer : texts.remove, { title })}
            onClick={() => set(line, quantity - 1)}
          >
            <Icon name={quantity > 1 ? 'minus' : 'close'} />
          </button>
          <span>
            <span className="hidden">{fill(texts.quantity, { title, count: '' })}</span>
            {quantity}
          </span>
          {quantity < MAX_QUANTITY && (
            <button
              type="button"
              aria-label={fill(texts.more, { title })}
              onClick={() => set(line, quantity + 1)}
            >
              <Icon name="plus" />
            </button>
          )}
        </div>
      </div>
      <span className="amount">{ui.money(line.lineTotal)}</span>
    </li>
  )
}
