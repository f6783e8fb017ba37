import type { ProductSummary } from '../../../contract/demo-shop.ts'
import { ProductTile } from './product-tile.tsx'

export function ProductGrid({ products, colour }: { products: ProductSummary[]; colour?: string | null }) {
  return (
    <ul className="grid">
      {products.map((product) => (
        <li key={product.productId}>
          <ProductTile product={product} colour={colour ?? null} />
        </li>
      ))}
    </ul>
  )
}
