import type { Goods } from '../goods/assortment.ts'
import { randomFor } from '../random.ts'
import { DAY, dayNumber, HOUR, type World } from './world.ts'

/** What the shop does to one of its favourites for a while. */
export interface ShelfSpell {
  productId: string
  kind: 'reduced' | 'sold_out'
  /** In per cent; 0 where it is sold out. */
  percent: number
  from: number
  until: number
}

/** Every so many days one thing gets cheaper, and another one runs out. */
const REDUCED_EVERY = 3
const SOLD_OUT_EVERY = 4
/** So many days back a spell that still holds may have begun. */
const LONGEST_DAYS = 16

/** The spells that begin on this day: chosen by the day alone. */
export function spellsOf(world: World, day: number): ShelfSpell[] {
  const first = dayNumber(world.madeAt.getTime()) + 1
  const since = day - first
  if (since < 0) return []
  const spells: ShelfSpell[] = []
  const begin = (kind: ShelfSpell['kind'], turn: number, percent: number, days: number, hour: number) => {
    const goods = favouriteOf(world, kind, turn)
    const from = day * DAY + hour * HOUR
    if (goods)
      spells.push({ productId: goods.product.productId, kind, percent, from, until: from + days * DAY })
  }
  const random = randomFor(`life:shelf:${day}`)
  if (since % REDUCED_EVERY === 0)
    begin('reduced', since / REDUCED_EVERY, 5 * random.between(2, 5), random.between(7, 12), 16)
  if (since % SOLD_OUT_EVERY === 1)
    begin('sold_out', (since - 1) / SOLD_OUT_EVERY, 0, random.between(2, 6), 17)
  return spells
}

/** Even places get cheaper, odd ones run out: a thing never does both, and has its turn again after weeks. */
function favouriteOf({ favourites }: World, kind: ShelfSpell['kind'], turn: number): Goods | undefined {
  const half = Math.floor(favourites.length / 2)
  return favourites[(turn % half) * 2 + (kind === 'reduced' ? 0 : 1)]
}

/** What holds of this product at that moment. */
export function spellOn(world: World, productId: string, at: number): ShelfSpell | null {
  const today = dayNumber(at)
  for (let day = today; day >= today - LONGEST_DAYS; day--)
    for (const spell of spellsOf(world, day))
      if (spell.productId === productId && spell.from <= at && at < spell.until) return spell
  return null
}

/** In cents: the price of a variant at that moment. */
export function priceOn(world: World, goods: Goods, amount: number, at: number): number {
  const spell = spellOn(world, goods.product.productId, at)
  return spell?.kind === 'reduced' ? Math.round((amount * (100 - spell.percent)) / 100) : amount
}
