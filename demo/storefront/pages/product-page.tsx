import { useEffect, useState } from 'react'
import type { ProductPage as ProductData, VariantView } from '../../../contract/demo-shop.ts'
import { Link } from '../parts/link.tsx'
import { Price } from '../parts/price.tsx'
import { Slot } from '../parts/slot.tsx'
import { Failed, LoadingPage } from '../parts/states.tsx'
import { useAccount } from '../shop/account.tsx'
import { useLocation } from '../shop/location.ts'
import { usePageHead } from '../shop/page-head.ts'
import { askAssistant } from '../shop/rapport.ts'
import { noteViewed, track } from '../shop/slots.ts'
import { useData } from '../shop/use-data.ts'
import { capitalised, moneyOf } from '../shop/words.ts'
import { texts } from '../texts.ts'
import { NotFoundPage } from './not-found-page.tsx'
import { AddToCart } from './product/add-to-cart.tsx'
import { Bundle } from './product/bundle.tsx'
import { type Chosen, firstChoice, optionsOf, variantFor } from './product/choice.ts'
import { Gallery } from './product/gallery.tsx'
import { OptionPicker } from './product/option-picker.tsx'
import { StoreStock } from './product/store-stock.tsx'

export function ProductPage({ productId }: { productId: string }) {
  const page = useData<ProductData>(
    `/products/${encodeURIComponent(productId)}`,
    useAccount().signedIn?.token,
  )
  const product = page.state === 'ready' ? page.data.product : null
  usePageHead(product?.title ?? null, product?.productId ?? '')
  if (page.state === 'failed') return page.error.status === 404 ? <NotFoundPage /> : <Failed {...page} />
  if (page.state === 'loading') return <LoadingPage />
  return <Product key={productId} {...page.data} />
}

function Product(data: ProductData) {
  const { product, department, variants } = data
  const wished = useLocation().query.get('color')
  const [chosen, setChosen] = useState<Chosen>(() => firstChoice(variants, wished))
  const variant = variantFor(variants, chosen)
  const about = { productId: product.productId }
  useEffect(() => {
    const { productId, title, price } = product
    noteViewed(productId)
    track('Product Viewed', { product_id: productId, name: title, ...moneyOf(price) })
  }, [product])
  const priced: Pick<VariantView, 'price' | 'listPrice'> = variant ?? product
  return (
    <div className="page">
      {department && (
        <Link className="crumb" href={`/departments/${department.slug}`}>
          {department.name}
        </Link>
      )}
      <article className="product">
        <Gallery
          product={product}
          colour={chosen.Color ?? null}
          choose={(Color) => setChosen({ ...chosen, Color })}
        />
        <div className="buy">
          <p className="brand">{product.brand}</p>
          <h1>{product.title}</h1>
          <p className="big-price">
            <Price {...priced} from={!variant && product.priceTo !== null} />
          </p>
          <Slot name="product_proof" className="proof-slot" about={about} />
          {optionsOf(variants).map((option) => (
            <OptionPicker
              key={option.name}
              option={option}
              product={product}
              variants={variants}
              chosen={chosen}
              choose={setChosen}
            />
          ))}
          <AddToCart product={product} variants={variants} chosen={chosen} />
          <StoreStock variant={variant} />
          <button
            type="button"
            className="question"
            onClick={() => askAssistant(texts.product.question(product.title))}
          >
            <strong>{texts.product.ask}</strong> {texts.product.askText}
          </button>
        </div>
        <Details description={data.description} attributes={data.attributes} />
      </article>
      <Bundle product={product} variant={variant} />
      <Slot name="product_row_1" className="row-slot flush" about={about} />
      <Slot name="product_row_2" className="row-slot flush" about={about} />
    </div>
  )
}

function Details({ description, attributes }: Pick<ProductData, 'description' | 'attributes'>) {
  return (
    <section className="details">
      <p>{description}</p>
      <h2>{texts.product.details}</h2>
      <dl>
        {attributes.map(({ name, value }) => (
          <div key={name}>
            <dt>{capitalised(name)}</dt>
            <dd>{capitalised(value)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
