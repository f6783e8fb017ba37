import type { VariantView } from '../../../../contract/demo-shop.ts'
import { useShop } from '../../shop/shop.tsx'
import { texts } from '../../texts.ts'

/** What lies in each store of the variant chosen. */
export function StoreStock({ variant }: { variant: VariantView | null }) {
  const shop = useShop()
  return (
    <section className="in-stores">
      <h2>{texts.product.stores}</h2>
      {variant ? (
        <ul>
          {shop?.stores.map(({ storeId, city }) => (
            <li key={storeId}>
              <span>{city}</span>
              <span className="quiet">{stockText(variant, storeId)}</span>
            </li>
          ))}
        </ul>
      ) : (
        <p className="quiet">{texts.product.chooseForStores}</p>
      )}
    </section>
  )
}

function stockText(variant: VariantView, storeId: string): string {
  const entry = variant.inStores.find((store) => store.storeId === storeId)
  return entry ? texts.product.inStore(entry.quantity) : texts.product.notCarried
}
