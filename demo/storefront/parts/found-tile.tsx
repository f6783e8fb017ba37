import type { FoundProduct } from '../../../contract/search.ts'
import { track } from '../shop/slots.ts'
import { texts } from '../texts.ts'
import { Link } from './link.tsx'
import { Picture } from './picture.tsx'
import { Price } from './price.tsx'

/** What the tile or the words searched for say themselves. */
const quiet = new Set(['named', 'words', 'price', 'reduced', 'in_stock'])
const MOST_REASONS = 2

/** A product that was found, with why, in few words. */
export function FoundTile({ product, position }: { product: FoundProduct; position: number }) {
  const { productId, title, url, image, price, listPrice, availability } = product
  const reasons = product.reasons.filter(({ code }) => !quiet.has(code)).slice(0, MOST_REASONS)
  return (
    <Link
      className="tile"
      href={url ?? '/'}
      onClick={() => track('Product Clicked', { product_id: productId, position })}
    >
      <Picture image={image} quiet />
      {availability === 'out_of_stock' && <span className="badge">{texts.tile.soldOut}</span>}
      <span className="name">{title}</span>
      <span className="line">
        <Price price={price} listPrice={listPrice} />
      </span>
      {reasons.length > 0 && <span className="because">{reasons.map(({ text }) => text).join(' · ')}</span>}
    </Link>
  )
}
