import { useEffect, useMemo, useState } from 'react'
import type { PlacedOrder, QuoteView } from '../../../contract/demo-shop.ts'
import { Link } from '../parts/link.tsx'
import { Empty, Failed, LoadingPage } from '../parts/states.tsx'
import { useAccount } from '../shop/account.tsx'
import { askServer, ShopError } from '../shop/ask-server.ts'
import { useLocation } from '../shop/location.ts'
import { usePageHead } from '../shop/page-head.ts'
import { track } from '../shop/slots.ts'
import { moneyOf } from '../shop/words.ts'
import { texts } from '../texts.ts'
import { CheckoutForm } from './checkout/checkout-form.tsx'
import { linesFrom } from './checkout/lines.ts'
import { OrderSummary } from './checkout/order-summary.tsx'
import { ThankYou } from './checkout/thank-you.tsx'

type Quoted =
  | { state: 'loading' }
  | { state: 'ready'; quote: QuoteView }
  | { state: 'failed'; error: ShopError }

/** Where the cart's checkout address leads: the lines are in it, the prices are the server's. */
export function CheckoutPage() {
  usePageHead(texts.checkout.title)
  const text = useLocation().query.get('lines') ?? ''
  const lines = useMemo(() => linesFrom(text), [text])
  const [quoted, setQuoted] = useState<Quoted>({ state: 'loading' })
  const [placed, setPlaced] = useState<PlacedOrder | null>(null)
  const [attempt, setAttempt] = useState(0)
  const token = useAccount().signedIn?.token ?? null
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks again
  useEffect(() => {
    if (lines.length === 0) return
    const stop = new AbortController()
    askServer<QuoteView>('/quote', { body: { lines }, token, signal: stop.signal }).then(
      (quote) => setQuoted({ state: 'ready', quote }),
      (error: unknown) => {
        if (!stop.signal.aborted)
          setQuoted({ state: 'failed', error: error instanceof ShopError ? error : new ShopError(500, '') })
      },
    )
    return () => stop.abort()
  }, [lines, attempt, token])
  const done = (order: PlacedOrder) => {
    track('Order Completed', {
      order_id: order.orderNumber,
      total: moneyOf(order.total).price,
      currency: order.total.currency,
    })
    setPlaced(order)
  }
  if (placed) return <ThankYou order={placed} />
  if (lines.length === 0)
    return (
      <Empty title={texts.checkout.empty} text={texts.cart.emptyText}>
        <Link className="button" href="/cart">
          {texts.product.toCart}
        </Link>
      </Empty>
    )
  if (quoted.state === 'loading') return <LoadingPage />
  if (quoted.state === 'failed') return <Failed error={quoted.error} again={() => setAttempt(attempt + 1)} />
  return (
    <div className="page checkout">
      <h1>{texts.checkout.title}</h1>
      <CheckoutForm lines={lines} quote={quoted.quote} placed={done} />
      <OrderSummary quote={quoted.quote} />
    </div>
  )
}
