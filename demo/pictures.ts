import { assortment, type Goods, slug } from './goods/assortment.ts'
import { type ColourName, colours } from './goods/colours.ts'
import { landscape } from './pictures/landscape.ts'
import { drawPicture } from './pictures/picture.ts'

const drawn = new Map<string, string>()
let index: Map<string, { goods: Goods; colour: ColourName }> | null = null

/** The SVG named `<product>-<colour>`, drawn once and kept; null where the shop has no such thing. */
export function pictureNamed(name: string): string | null {
  const kept = drawn.get(name)
  if (kept !== undefined) return kept
  if (name === 'landscape') return landscape()
  index ??= indexPictures()
  const found = index.get(name)
  if (!found) return null
  const { goods, colour } = found
  const svg = drawPicture(goods.family.kind, colours[colour].hex, fitOf(goods))
  drawn.set(name, svg)
  return svg
}

// pictures do not depend on the day
function indexPictures() {
  const entries = assortment(new Date(0)).flatMap((goods) =>
    goods.colours.map((colour) => ({ goods, colour })),
  )
  return new Map(
    entries.map((entry) => [`${entry.goods.product.productId}-${slug(colours[entry.colour].name)}`, entry]),
  )
}

function fitOf({ product }: Goods): 'women' | 'men' | 'kids' | null {
  const fit = product.attributes?.fit
  return fit === 'women' || fit === 'men' || fit === 'kids' ? fit : null
}
