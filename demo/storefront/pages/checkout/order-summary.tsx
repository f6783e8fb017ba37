import type { QuoteView } from '../../../../contract/demo-shop.ts'
import { Picture } from '../../parts/picture.tsx'
import { priceText } from '../../shop/words.ts'
import { texts } from '../../texts.ts'

export function OrderSummary({ quote }: { quote: QuoteView }) {
  return (
    <aside className="summary" aria-label={texts.checkout.summary}>
      <h2>{texts.checkout.summary}</h2>
      <ul>
        {quote.lines.map((line) => (
          <li key={line.variantId}>
            <Picture image={line.image} quiet />
            <span>
              {line.quantity > 1 && `${texts.account.quantity(line.quantity)} `}
              {line.title}
              <span className="quiet">{line.options}</span>
            </span>
            <span>{priceText(line.lineTotal)}</span>
          </li>
        ))}
      </ul>
      <p className="sum">
        <span>{texts.checkout.subtotal}</span> <span>{priceText(quote.subtotal)}</span>
      </p>
      <p className="sum">
        <span>{texts.checkout.delivery}</span>{' '}
        <span>{quote.delivery.amount === 0 ? texts.checkout.free : priceText(quote.delivery)}</span>
      </p>
      <p className="sum total">
        <span>{texts.checkout.total}</span> <strong>{priceText(quote.total)}</strong>
      </p>
    </aside>
  )
}
