import { useEffect, useRef } from 'react'
import type { PlacedOrder } from '../../../../contract/demo-shop.ts'
import { Link } from '../../parts/link.tsx'
import { useAccount } from '../../shop/account.tsx'
import { askAssistant } from '../../shop/rapport.ts'
import { texts } from '../../texts.ts'

export function ThankYou({ order }: { order: PlacedOrder }) {
  const { signedIn } = useAccount()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <div className="page message thanks">
      <h1 ref={heading} tabIndex={-1}>
        {texts.checkout.thanks}
      </h1>
      <p className="order-number">{texts.checkout.placed(order.orderNumber)}</p>
      <p>{texts.checkout.placedText(order.email)}</p>
      <p className="actions">
        {signedIn ? (
          <Link className="button" href="/account">
            {texts.checkout.toAccount}
          </Link>
        ) : (
          <button type="button" className="button" onClick={() => askAssistant(texts.checkout.track)}>
            {texts.checkout.track}
          </button>
        )}
        <Link className="button plain" href="/">
          {texts.checkout.goOn}
        </Link>
      </p>
    </div>
  )
}
