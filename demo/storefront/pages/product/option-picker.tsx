import type { ProductSummary, VariantView } from '../../../../contract/demo-shop.ts'
import { Swatch } from '../../parts/swatch.tsx'
import { useShop } from '../../shop/shop.tsx'
import { texts } from '../../texts.ts'
import { type Chosen, canBuy, type OptionChoice } from './choice.ts'

interface Props {
  option: OptionChoice
  product: ProductSummary
  variants: VariantView[]
  chosen: Chosen
  choose: (chosen: Chosen) => void
}

/** One option as a row of choices. What is sold out can be picked, to see the stores, and says so. */
export function OptionPicker({ option, product, variants, chosen, choose }: Props) {
  const { name, values } = option
  return (
    <fieldset className="option">
      <legend>
        {name}
        {chosen[name] && <span className="quiet"> {chosen[name]}</span>}
        {name === 'Size' && <SizeGuide product={product} />}
      </legend>
      <div className="values">
        {values.map((value) => {
          const open = canBuy(variants, chosen, name, value)
          const colour = name === 'Color' ? product.colours.find((entry) => entry.name === value) : undefined
          return (
            <label key={value} className={open ? 'value' : 'value sold-out'}>
              <input
                type="radio"
                name={name}
                value={value}
                checked={chosen[name] === value}
                onChange={() => choose({ ...chosen, [name]: value })}
              />
              {colour && <Swatch hex={colour.hex} />}
              {value}
              {!open && <span className="unseen">, {texts.product.unavailable}</span>}
            </label>
          )
        })}
      </div>
    </fieldset>
  )
}

function SizeGuide({ product }: { product: ProductSummary }) {
  const page = useShop()?.pages.find(({ title }) => title === texts.product.sizeGuide)
  if (!page || !product.fit) return null
  return (
    <a className="size-guide" href={page.url}>
      {texts.product.sizeGuide}
    </a>
  )
}
