import type { ProductSummary } from '../../../../contract/demo-shop.ts'
import { Picture } from '../../parts/picture.tsx'
import { texts } from '../../texts.ts'

interface Props {
  product: ProductSummary
  colour: string | null
  choose: (colour: string) => void
}

/** The picture of the chosen colour, and small ones of all. */
export function Gallery({ product, colour, choose }: Props) {
  const shown = product.colours.find(({ name }) => name === colour)?.image ?? product.image
  return (
    <div className="gallery">
      <Picture image={shown} eager />
      {product.colours.length > 1 && (
        <ul aria-label={texts.product.gallery}>
          {product.colours.map(({ name, image }) => (
            <li key={name}>
              <button
                type="button"
                aria-label={texts.product.view(name)}
                aria-pressed={name === colour}
                onClick={() => choose(name)}
              >
                <Picture image={image} quiet />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
