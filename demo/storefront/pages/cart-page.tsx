import { useState } from 'react'
import type { CartLine, CartView } from '../../../contract/message.ts'
import { Link } from '../parts/link.tsx'
import { Picture } from '../parts/picture.tsx'
import { Slot } from '../parts/slot.tsx'
import { Empty, LoadingPage } from '../parts/states.tsx'
import { useCart } from '../shop/cart.tsx'
import { usePageHead } from '../shop/page-head.ts'
import { priceText } from '../shop/words.ts'
import { texts } from '../texts.ts'

export function CartPage() {
  usePageHead(texts.cart.title)
  const { cart, failed } = useCart()
  if (cart === undefined && !failed) return <LoadingPage />
  if (failed && !cart)
    return (
      <Empty title={texts.cart.title} text={texts.cart.failed}>
        <button type="button" className="button" onClick={() => location.reload()}>
          {texts.again}
        </button>
      </Empty>
    )
  if (!cart || cart.lines.length === 0)
    return (
      <Empty title={texts.cart.empty} text={texts.cart.emptyText}>
        <Link className="button" href="/">
          {texts.cart.browse}
        </Link>
      </Empty>
    )
  return <Lines cart={cart} />
}

function Lines({ cart }: { cart: CartView }) {
  return (
    <div className="page cart">
      <h1>{texts.cart.title}</h1>
      <ul className="lines">
        {cart.lines.map((line) => (
          <Line key={line.variantId} line={line} />
        ))}
      </ul>
      <aside className="summary">
        <p className="sum">
          <span>{texts.cart.subtotal}</span> <strong>{priceText(cart.subtotal)}</strong>
        </p>
        <p className="quiet">{texts.cart.delivery}</p>
        {cart.checkoutUrl && <CheckoutLink url={cart.checkoutUrl} />}
      </aside>
      <Slot name="cart_row" className="row-slot flush wide" />
    </div>
  )
}

// the shop's own checkout, wherever the settings say it is
function CheckoutLink({ url }: { url: string }) {
  const { pathname, search, origin } = new URL(url, location.href)
  const here = origin === location.origin
  return here ? (
    <Link className="button wide" href={`${pathname}${search}`}>
      {texts.cart.checkout}
    </Link>
  ) : (
    <a className="button wide" href={url}>
      {texts.cart.checkout}
    </a>
  )
}

function Line({ line }: { line: CartLine }) {
  const { set } = useCart()
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState('')
  const change = async (quantity: number) => {
    setBusy(true)
    setFault('')
    try {
      await set({ productId: line.productId, variantId: line.variantId, quantity })
    } catch (error) {
      setFault(error instanceof Error ? error.message : texts.product.failed)
    }
    setBusy(false)
  }
  const name = [line.title, line.options].filter(Boolean).join(', ')
  return (
    <li className="cart-line" aria-busy={busy}>
      <Link href={line.url ?? '/'} tabIndex={-1} aria-hidden="true">
        <Picture image={line.image} quiet />
      </Link>
      <div className="what">
        <Link href={line.url ?? '/'}>{line.title}</Link>
        <span className="quiet">{line.options}</span>
        {line.quantity > 1 && <span className="quiet">{texts.cart.each(priceText(line.unitPrice))}</span>}
        {line.availability === 'out_of_stock' && <span className="fault">{texts.cart.soldOut}</span>}
        <span className="fault" role="status">
          {fault}
        </span>
      </div>
      <fieldset className="stepper" aria-label={texts.cart.quantity(name)}>
        <button
          type="button"
          aria-label={texts.cart.fewer(name)}
          disabled={busy}
          onClick={() => change(line.quantity - 1)}
        >
          −
        </button>
        <output>{line.quantity}</output>
        <button
          type="button"
          aria-label={texts.cart.more(name)}
          disabled={busy || line.quantity >= 99}
          onClick={() => change(line.quantity + 1)}
        >
          +
        </button>
      </fieldset>
      <span className="line-total">{priceText(line.lineTotal)}</span>
      <button
        type="button"
        className="link"
        aria-label={texts.cart.removeNamed(name)}
        disabled={busy}
        onClick={() => change(0)}
      >
        {texts.cart.remove}
      </button>
    </li>
  )
}
