import { importProducts, type ProductInput, setStock } from '#knowledge/catalog/index.ts'
import type { Db } from '#store/index.ts'
import type { Goods } from '../goods/assortment.ts'
import { type ShelfSpell, spellsOf } from './shelf-plan.ts'
import { DAY, dayNumber, HOUR, type World } from './world.ts'

/** A spell that began so many days ago may end now. */
const LONGEST_DAYS = 16
/** Every three weeks there is something in small numbers, for the higher tiers first. */
const DROP_EVERY = 21
const DROP_ON = 3
const EARLY_DAYS = 5
const LEAST_RESTOCK = 12

interface ShelfChange {
  at: number
  do: (db: Db, now: Date, source: string) => Promise<unknown>
}

/** Does what happens to the shelf after `since` and not after `until`, in its order. Answers how much it was. */
export async function changeShelf(
  db: Db,
  world: World,
  span: { since: number; until: number },
  source: string,
): Promise<number> {
  const last = dayNumber(span.until)
  const days = Array.from({ length: LONGEST_DAYS + 1 }, (_, index) => last - LONGEST_DAYS + index)
  const changes = days
    .flatMap((day) => [
      ...spellsOf(world, day).flatMap((spell) => changesOf(world, spell)),
      ...dropsOf(world, day),
    ])
    .filter(({ at }) => at > span.since && at <= span.until)
    .sort((a, b) => a.at - b.at)
  for (const change of changes) await change.do(db, new Date(span.until), source)
  return changes.length
}

/** A spell begins, and is over. */
function changesOf(world: World, { productId, kind, percent, from, until }: ShelfSpell): ShelfChange[] {
  const goods = world.goods.get(productId)
  if (!goods) return []
  if (kind === 'reduced')
    return [
      { at: from, do: (db, now, source) => importProducts(db, [reduced(goods, percent)], { source, now }) },
      { at: until, do: (db, now, source) => importProducts(db, [goods.product], { source, now }) },
    ]
  return [
    { at: from, do: (db, now) => setStock(db, stockOf(goods, false), now) },
    { at: until, do: (db, now) => setStock(db, stockOf(goods, true), now) },
  ]
}

function reduced({ product }: Goods, percent: number): ProductInput {
  const variants = product.variants.map((variant) => ({
    ...variant,
    listPrice: variant.listPrice ?? variant.price,
    price: { ...variant.price, amount: Math.round((variant.price.amount * (100 - percent)) / 100) },
  }))
  return { ...product, variants }
}

function stockOf({ product }: Goods, isThere: boolean): { variantId: string; quantity: number }[] {
  return product.variants.map(({ variantId, stockOnline }) => ({
    variantId,
    quantity: isThere ? Math.max(LEAST_RESTOCK, stockOnline ?? 0) : 0,
  }))
}

/** One of the favourites in a colour of its own: announced for a day, and open to the higher tiers before it. */
function dropsOf(world: World, day: number): ShelfChange[] {
  const since = day - dayNumber(world.madeAt.getTime())
  if (since < 0 || since % DROP_EVERY !== DROP_ON) return []
  const turn = Math.floor(since / DROP_EVERY)
  const goods = world.favourites[(turn * 5 + 1) % world.favourites.length]
  if (!goods) return []
  const at = day * DAY + 18 * HOUR
  const from = new Date(at + 2 * HOUR).toISOString()
  const releaseAt = new Date(at + EARLY_DAYS * DAY).toISOString()
  const early = { from, tiers: ['Ridge', 'Summit'], segmentIds: [] }
  const drop = { ...limited(goods, turn + 1), releaseAt, early }
  return [{ at, do: (db, now, source) => importProducts(db, [drop], { source, now }) }]
}

function limited({ product }: Goods, number: number): ProductInput {
  const id = (text: string) => `${text}-numbered-${number}`
  return {
    ...product,
    productId: id(product.productId),
    title: `${product.title}, Numbered Edition ${number}`,
    variants: product.variants.map((variant, index) => ({
      ...variant,
      variantId: id(variant.variantId),
      sku: variant.sku ? id(variant.sku) : null,
      barcode: null,
      stockOnline: 6 + (index % 5),
    })),
  }
}
