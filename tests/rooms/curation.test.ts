import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RowName } from '#contract/recommendation.ts'
import type { CurationInput } from '#contract/staff-recommendations.ts'
import { orderInput, upsertOrders } from '#domain/orders/index.ts'
import {
  curationChanges,
  listCuration,
  openRecommender,
  type Recommender,
  removeCuration,
  saveCuration,
  standingOf,
} from '#domain/recommendation/index.ts'
import {
  importProducts,
  openShelf,
  type ProductInput,
  productInput,
  type Shelf,
  setStock,
} from '#knowledge/catalog/index.ts'
import type { Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'

const DAY = 86_400_000
const now = new Date('2026-11-20T10:00:00Z')
const daysFromNow = (days: number) => new Date(now.getTime() + days * DAY)

const kinds = ['Jackets', 'Trousers', 'Boots', 'Mugs', 'Rugs']
const colours = ['Navy', 'Red', 'Olive']

/** Sixty products of five kinds: `jackets-0` … `rugs-11`, each dearer than the one before it. */
const goods = kinds.flatMap((kind) =>
  Array.from(
    { length: 12 },
    (_, at): ProductInput =>
      productInput.parse({
        productId: `${kind.toLowerCase()}-${at}`,
        title: `${kind} ${'ABCDEFGHIJKL'.charAt(at)}`,
        brand: at % 2 === 0 ? 'Fjell' : 'Harrow',
        categories: [`${kind === 'Mugs' || kind === 'Rugs' ? 'Home' : 'Clothing'} > ${kind}`],
        attributes: { season: at % 3 === 0 ? 'winter' : 'summer' },
        variants: [
          {
            variantId: `${kind.toLowerCase()}-${at}-1`,
            price: { amount: 2000 + 1000 * at, currency: 'USD' },
            options: [{ name: 'Colour', value: colours[at % 3] ?? '' }],
            stockOnline: 5,
          },
        ],
      }),
  ),
)

/** What `trousers-3` costs, of another brand, season and colour; by its id it would come first. */
const unlike = productInput.parse({
  productId: 'trousers-00',
  title: 'Trousers Unlike',
  brand: 'Fjell',
  categories: ['Clothing > Trousers'],
  attributes: { season: 'summer' },
  variants: [
    {
      variantId: 'trousers-00-1',
      price: { amount: 5000, currency: 'USD' },
      options: [{ name: 'Colour', value: 'Red' }],
      stockOnline: 5,
    },
  ],
})

const order = (userId: string, at: Date, products: string[]) =>
  orderInput.parse({
    orderNumber: `C-${userId}-${at.getTime()}`,
    status: 'delivered',
    customer: { userId },
    currency: 'USD',
    total: 1000,
    lines: products.map((productId) => ({
      productId,
      variantId: `${productId}-1`,
      title: productId,
      quantity: 1,
      unitPrice: 1000,
    })),
    placedAt: at,
  })

/** Thirty who buy a jacket and some days later boots, forty who buy a mug with a rug. */
const orders = [
  ...Array.from({ length: 30 }, (_, n) => [
    order(`walker-${n}`, daysFromNow(-60 - n), [`jackets-${n % 12}`]),
    order(`walker-${n}`, daysFromNow(-50 - n), [`boots-${(n * 5) % 12}`]),
  ]).flat(),
  ...Array.from({ length: 40 }, (_, n) =>
    order(`host-${n}`, daysFromNow(-20 - n), [`mugs-${n % 12}`, `rugs-${(n * 7) % 12}`]),
  ),
]

describeOnBoth('what the shop says of its rows', (open) => {
  let store: Store
  let shelf: Shelf
  let recommender: Recommender
  beforeAll(async () => {
    store = await open()
    await importProducts(store.db, [...goods, unlike], { source: 'test', now: daysFromNow(-90) })
    await upsertOrders(store.db, orders, 'test', now)
    shelf = await openShelf(store.db)
    recommender = await openRecommender(store.db, { shelf, clock: () => now })
    await recommender.train()
  })
  afterAll(() => store.close())

  const save = async (input: CurationInput, curationId: string | null = null) => {
    const entry = await saveCuration(store.db, shelf, curationId, input, 'stf_1', now)
    await recommender.follow()
    return entry
  }
  const remove = async (curationId: string) => {
    await removeCuration(store.db, curationId, 'stf_1', now)
    await recommender.follow()
  }
  const answer = (row: RowName, productId?: string, at = now) =>
    recommender.recommend({ row, productIds: productId ? [productId] : [], limit: 6 }, null, at)
  const shown = (...asked: Parameters<typeof answer>) => answer(...asked).items.map((item) => item.productId)
  const kindsOf = (ids: string[]) => ids.map((id) => id.split('-')[0])

  test('what is bought soon after completes a thing, and not the other way round', () => {
    const [first] = answer('complete_the_look', 'jackets-3').items
    expect(first?.reason).toMatchObject({ code: 'complements', text: 'Goes well with Jackets D' })
    expect(kindsOf(shown('complete_the_look', 'jackets-3'))).toContain('boots')
    expect(kindsOf(shown('complete_the_look', 'jackets-3'))).not.toContain('jackets')
    expect(recommender.looks().map(({ category, completedBy }) => `${category}: ${completedBy}`)).toEqual(
      expect.arrayContaining([
        'Clothing > Jackets: Clothing > Boots',
        'Home > Mugs: Home > Rugs',
        'Home > Rugs: Home > Mugs',
      ]),
    )
    expect(recommender.looks().some(({ category }) => category === 'Clothing > Boots')).toBe(false)
  })

  test('what the shop says goes first: a category with what suits, one of each kind before two of one', async () => {
    const said = await save({
      kind: 'goes_with',
      category: 'Clothing > Jackets',
      completedBy: 'Clothing > Trousers',
    })
    const look = shown('complete_the_look', 'jackets-3')
    expect(kindsOf(look).slice(0, 2)).toEqual(['trousers', 'boots'])
    // as dear among its kind, of its brand, its season and its colour
    expect(look[0]).toBe('trousers-3')
    await remove(said.curationId)
    expect(kindsOf(shown('complete_the_look', 'jackets-3'))[0]).toBe('boots')
  })

  test('hiding wins over showing; what is sold out is skipped; dates begin and end it', async () => {
    const pin = await save({ kind: 'pin', row: 'trending', productId: 'mugs-4', position: 1 })
    expect(shown('trending')[0]).toBe('mugs-4')
    const stands = async () => {
      const all = await listCuration(store.db)
      return all.map((entry) => standingOf(entry, all, shelf, now))
    }
    const hide = await save({ kind: 'exclude', what: { attribute: { name: 'Season', value: 'SUMMER' } } })
    expect(shown('trending')).not.toContain('mugs-4')
    expect(shown('popular_here').every((id) => Number(id.split('-')[1]) % 3 === 0)).toBe(true)
    expect(await stands()).toEqual(['hidden', 'holds'])
    const dated = {
      kind: 'exclude',
      what: { brand: 'fjell' },
      startsAt: daysFromNow(1).toISOString(),
      endsAt: daysFromNow(2).toISOString(),
    } as const
    await save(dated, hide.curationId)
    expect(shown('trending')[0]).toBe('mugs-4')
    expect(shown('trending', undefined, daysFromNow(1.5))).not.toContain('mugs-4')
    expect(shown('trending', undefined, daysFromNow(2))[0]).toBe('mugs-4')
    expect(await stands()).toEqual(['holds', 'planned'])
    await setStock(store.db, [{ variantId: 'mugs-4-1', quantity: 0 }], now)
    await recommender.follow()
    expect(shown('trending')).not.toContain('mugs-4')
    expect(await stands()).toEqual(['sold_out', 'planned'])
    await setStock(store.db, [{ variantId: 'mugs-4-1', quantity: 5 }], now)
    await remove(pin.curationId)
    await remove(hide.curationId)
  })

  test('what is named for a place is shown in its order, and nothing else; what is hidden stays hidden', async () => {
    const named = ['mugs-4', 'rugs-2', 'boots-1', 'jackets-3']
    const ask = { row: 'picked', named, limit: 3, cart: ['rugs-2'] } as const
    const ids = () => recommender.recommend(ask, null, now).items.map((item) => item.productId)
    expect(ids()).toEqual(['mugs-4', 'boots-1', 'jackets-3'])
    const hide = await save({ kind: 'exclude', what: { productId: 'mugs-4' } })
    expect(ids()).toEqual(['boots-1', 'jackets-3'])
    expect(recommender.recommend({ ...ask, named: ['mugs-4'] }, null, now).items).toEqual([])
    await remove(hide.curationId)
  })

  test('a bundle is what the shop put together, or what people took together; its total what they cost now', async () => {
    const found = answer('bundle', 'mugs-2').bundle
    expect(kindsOf(found?.items.map((card) => card.productId) ?? [])).toContain('rugs')
    expect(found?.total.amount).toBe(found?.items.reduce((sum, card) => sum + card.price.amount, 0))
    expect(answer('bundle', 'trousers-2').bundle).toBeNull() // nothing is bought with them
    const own = ['jackets-1', 'boots-1', 'rugs-1']
    const pins = []
    for (const [at, productId] of own.entries())
      pins.push(await save({ kind: 'pin', row: 'bundle', beside: 'trousers-2', productId, position: at + 1 }))
    const bundle = answer('bundle', 'trousers-2').bundle
    expect(bundle?.items.map((card) => card.productId)).toEqual(['trousers-2', ...own])
    expect(bundle?.total).toEqual({ amount: 4000 + 3 * 3000, currency: 'USD' })
    for (const { curationId } of pins) await remove(curationId)
  })

  test('a decision that would do nothing is refused by its field, and nothing is written', async () => {
    const before = await listCuration(store.db)
    const wrong: [unknown, string][] = [
      [{ kind: 'pin', productId: 'nowhere', position: 1 }, 'productId'],
      [{ kind: 'pin', productId: 'mugs-1', position: 25 }, 'position'],
      [{ kind: 'pin', productId: 'mugs-1', position: 1, beside: 'nowhere' }, 'beside'],
      [{ kind: 'pin', row: 'everything', productId: 'mugs-1', position: 1 }, 'row'],
      [{ kind: 'exclude', what: { category: 'Garden' } }, 'what.category'],
      [{ kind: 'exclude', what: { brand: 'Nobody' } }, 'what.brand'],
      [{ kind: 'exclude', what: { attribute: { name: 'season', value: 'spring' } } }, 'what.attribute'],
      [{ kind: 'exclude', what: {} }, 'what'],
      [{ kind: 'goes_with', category: 'Clothing', completedBy: 'clothing' }, 'completedBy'],
      [{ kind: 'goes_with', category: 'Garden', completedBy: 'Clothing' }, 'category'],
      [
        {
          kind: 'exclude',
          what: { productId: 'mugs-1' },
          startsAt: now.toISOString(),
          endsAt: now.toISOString(),
        },
        'endsAt',
      ],
    ]
    for (const [input, path] of wrong)
      await expect(saveCuration(store.db, shelf, null, input, null, now)).rejects.toMatchObject({
        kind: 'bad-request',
        errors: [{ path }],
      })
    await expect(removeCuration(store.db, 'cur_none', null, now)).rejects.toMatchObject({ kind: 'not-found' })
    expect(await listCuration(store.db)).toEqual(before)
  })

  test('every change is noted with who made it, before and after', async () => {
    const entry = await save({ kind: 'pin', productId: 'rugs-2', position: 2, note: 'autumn' })
    await save({ kind: 'pin', productId: 'rugs-2', position: 3 }, entry.curationId)
    await remove(entry.curationId)
    const [removed, changed, added] = await curationChanges(store.db, 3)
    expect(removed).toMatchObject({ change: 'removed', before: { position: 3 }, after: null })
    expect(changed).toMatchObject({ change: 'changed', before: { position: 2 }, after: { position: 3 } })
    expect(added).toMatchObject({ change: 'added', before: null, changedBy: 'stf_1', changedAt: now })
    expect(added?.after).toEqual(entry)
  })
})
