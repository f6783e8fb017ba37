import type { ProductSummary } from '../../../contract/demo-shop.ts'
import { dayText } from '../shop/words.ts'
import { texts } from '../texts.ts'
import { Link } from './link.tsx'
import { Picture } from './picture.tsx'
import { Price } from './price.tsx'
import { Swatch } from './swatch.tsx'

/** A product in a grid; `colour` names the family whose picture is wanted. */
export function ProductTile({ product, colour }: { product: ProductSummary; colour?: string | null }) {
  const shown = product.colours.find((entry) => entry.family === colour) ?? null
  const badge = badgeOf(product)
  return (
    <Link className="tile" href={addressOf(product, shown?.name ?? null)}>
      <Picture image={shown?.image ?? product.image} quiet />
      {badge && <span className="badge">{badge}</span>}
      <span className="name">{product.title}</span>
      <span className="line">
        <Price price={product.price} listPrice={product.listPrice} from={product.priceTo !== null} />
        <Colours product={product} />
      </span>
    </Link>
  )
}

function addressOf(product: ProductSummary, colour: string | null): string {
  return colour ? `${product.url}?color=${encodeURIComponent(colour)}` : product.url
}

function badgeOf(product: ProductSummary): string | null {
  if (product.comesAt) return texts.tile.comes(dayText(product.comesAt))
  if (product.earlyUntil) return texts.tile.early
  if (product.availability === 'out_of_stock') return texts.tile.soldOut
  if (product.isNew) return texts.tile.isNew
  return null
}

function Colours({ product }: { product: ProductSummary }) {
  if (product.colours.length < 2) return null
  return (
    <span className="dots">
      <span className="unseen">{texts.tile.colours(product.colours.length)}</span>
      {product.colours.map(({ name, hex }) => (
        <Swatch key={name} hex={hex} />
      ))}
    </span>
  )
}
