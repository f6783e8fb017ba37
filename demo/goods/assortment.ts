import type { ProductInput } from '#knowledge/catalog/index.ts'
import { type Random, randomFor } from '../random.ts'
import { barcode } from './barcode.ts'
import { brands } from './brands.ts'
import { type ColourName, colours } from './colours.ts'
import type { Edition, Family, Fit, Standing } from './family.ts'
import { fitGroup, fitNote } from './fit-notes.ts'
import { type Department, range } from './range.ts'
import { sizeFactor, sizesOf } from './sizes.ts'

export const currency = 'USD'
const DAY = 86_400_000
const EARLY_DAYS = 7

/** A product of the demo shop, with what drawing and stocking it need beside the catalog's own form. */
export interface Goods {
  product: ProductInput & { productId: string; title: string }
  family: Family
  category: string
  standing: Standing | null
  colours: ColourName[]
}

/** Everything the demo shop sells, the same every time; release dates count from `now`. */
export function assortment(now: Date): Goods[] {
  let number = 1000
  return range.flatMap((department) =>
    department.families.flatMap((family) =>
      versionsOf(family).map((version) => makeGoods(department, family, version, ++number, now)),
    ),
  )
}

interface Version {
  fit: Fit | null
  edition: Edition | null
}

function versionsOf(family: Family): Version[] {
  const fits: (Fit | null)[] = family.fits ?? [null]
  const editions: (Edition | null)[] = family.editions ?? [null]
  return fits.flatMap((fit) => editions.map((edition) => ({ fit, edition })))
}

function makeGoods(
  department: Department,
  family: Family,
  version: Version,
  number: number,
  now: Date,
): Goods {
  const title = titleOf(family, version)
  const productId = slug(version.fit ? `${bareName(family, version)} ${fitWords[version.fit].id}` : title)
  const standing = version.edition?.standing ?? family.standing ?? null
  const random = randomFor(productId)
  const product = {
    productId,
    title,
    description: describe(department, family, version, number),
    brand: family.brand,
    url: `/products/${productId}`,
    categories: [department.path],
    media: family.colours.map((colour) => picture(productId, title, colour)),
    attributes: attributesOf(family, version),
    ...releaseOf(standing, random, now),
    variants: variantsOf(family, version, { productId, title, number, standing, random }),
  }
  return { product, family, category: department.category, standing, colours: family.colours }
}

const fitWords: Record<Fit, { title: string; id: string; attribute: string }> = {
  women: { title: 'Women’s', id: 'womens', attribute: 'women' },
  men: { title: 'Men’s', id: 'mens', attribute: 'men' },
  kids: { title: 'Kids’', id: 'kids', attribute: 'kids' },
}

function bareName(family: Family, { edition }: Version): string {
  if (edition === null) return family.name
  return family.name.includes('{}')
    ? family.name.replace('{}', edition.name)
    : `${family.name}, ${edition.name}`
}

function titleOf(family: Family, version: Version): string {
  const name = bareName(family, version)
  return version.fit ? `${fitWords[version.fit].title} ${name}` : name
}

function describe(department: Department, family: Family, { fit, edition }: Version, turn: number): string {
  const parts = [family.text]
  if (edition?.text) parts.push(edition.text)
  if (fit && (family.fits?.length ?? 0) > 1)
    parts.push(fitNote(fitGroup(department.category, family.sizes === 'clothing'), fit, turn))
  return parts.join(' ')
}

function attributesOf(family: Family, { fit, edition }: Version): Record<string, string> {
  const [only, ...more] = family.colours
  return {
    ...family.facts,
    ...edition?.facts,
    ...(fit && { fit: fitWords[fit].attribute }),
    ...(only && more.length === 0 && { color: colours[only].name }),
  }
}

/** What is still to come is open to the club's higher tiers a week before everybody. */
function releaseOf(
  standing: Standing | null,
  random: Random,
  now: Date,
): Pick<ProductInput, 'releaseAt' | 'early'> {
  const days =
    standing === 'upcoming'
      ? random.between(12, 40)
      : standing === 'new'
        ? -random.between(3, 25)
        : -random.between(70, 1300)
  const releaseAt = Math.floor(now.getTime() / DAY) * DAY + days * DAY
  const early = { from: new Date(releaseAt - EARLY_DAYS * DAY).toISOString(), tiers: ['Ridge', 'Summit'] }
  return { releaseAt: new Date(releaseAt).toISOString(), ...(standing === 'upcoming' && { early }) }
}

interface Making {
  productId: string
  title: string
  number: number
  standing: Standing | null
  random: Random
}

function variantsOf(family: Family, version: Version, making: Making): ProductInput['variants'] {
  const sizes = sizesOf(family.sizes, version.fit)
  const rows = family.colours.flatMap((colour) =>
    (sizes.length > 0 ? sizes : [null]).map((size, index) => ({ colour, size, index })),
  )
  const stocks: number[] = rows.map(() => stockFor(making))
  if (making.standing === null && !stocks.some((stock) => stock > 0)) stocks[0] = 12
  return rows.map(({ colour, size, index }, position) => {
    const { price, listPrice, cost } = pricesOf(family, version, index)
    const sku = `${making.number}-${slug(colours[colour].name)}${size ? `-${slug(size)}` : ''}`
    return {
      variantId: `${making.productId}-${slug(colours[colour].name)}${size ? `-${slug(size)}` : ''}`,
      sku: sku.toUpperCase(),
      barcode: barcode(brands[family.brand].code, making.number * 100 + position),
      options: optionsOf(family, colour, size),
      price: money(price),
      listPrice: listPrice === null ? null : money(listPrice),
      cost: money(cost),
      available: true,
      stockOnline: stocks[position] ?? 0,
      media: [picture(making.productId, making.title, colour)],
    }
  })
}

function optionsOf(family: Family, colour: ColourName, size: string | null) {
  const options = family.colours.length > 1 ? [{ name: 'Color', value: colours[colour].name }] : []
  return size ? [...options, { name: 'Size', value: size }] : options
}

/** In cents. The cost is what the brand's margin leaves of the undiscounted price. */
function pricesOf(family: Family, { fit, edition }: Version, sizeIndex: number) {
  const factor = sizeFactor(family.sizes, sizeIndex)
  const cents = (dollars: number) => Math.round(dollars * factor) * 100
  const base = fit === 'kids' && family.kidsPrice ? family.kidsPrice : (edition?.price ?? family.price)
  const was = edition ? edition.was : family.was
  const full = cents(was ?? base)
  const cost = Math.round(full * (1 - brands[family.brand].margin))
  return { price: cents(base), listPrice: was ? full : null, cost }
}

function stockFor({ standing, random }: Making): number {
  if (standing === 'sold-out') return 0
  const luck = random.next()
  if (luck < 0.07) return 0
  return luck < 0.16 ? random.between(1, 3) : random.between(4, 48)
}

function picture(productId: string, title: string, colour: ColourName) {
  return {
    url: `/demo/images/${productId}-${slug(colours[colour].name)}.svg`,
    alt: `${title} in ${colours[colour].name.toLowerCase()}`,
  }
}

const money = (amount: number) => ({ amount, currency })

/** Lower case, joined by dashes; apostrophes vanish, so that `Kids’` is `kids`. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[’'°]/g, '')
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
}
