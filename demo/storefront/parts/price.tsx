import type { Money } from '../../../contract/money.ts'
import { priceText } from '../shop/words.ts'
import { texts } from '../texts.ts'

/** A price, with the one before a reduction; `from` where sizes cost differently. */
export function Price({
  price,
  listPrice,
  from = false,
}: {
  price: Money
  listPrice: Money | null
  from?: boolean
}) {
  const now = from ? texts.tile.from(priceText(price)) : priceText(price)
  if (!listPrice) return <span className="price">{now}</span>
  return (
    <span className="price reduced">
      <span className="unseen">{texts.tile.now} </span>
      <ins>{now}</ins> <span className="unseen">{texts.tile.was} </span>
      <del>{priceText(listPrice)}</del>
    </span>
  )
}
