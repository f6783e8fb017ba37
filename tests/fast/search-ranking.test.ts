import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { type ListedSearch, openListedSearch, qualityOf } from '#knowledge/search/index.ts'
import { listedGoods } from '../support/listed-goods.ts'

const goods = listedGoods([
  { id: 'coffee', title: 'Drip coffee maker 1.2 l', kind: 'Kitchen > Coffee', brand: 'Larch' },
  { id: 'grinder', title: 'Coffee grinder', kind: 'Kitchen > Coffee', brand: 'Larch' },
  { id: 'buds', title: 'Wireless earbuds', kind: 'Sound > Headphones', brand: 'Finch' },
  { id: 'jacket', title: 'Fell rain jacket', kind: 'Clothing > Jackets', facts: { waterproof: 'yes' } },
  { id: 'parka', title: 'Tundra parka', kind: 'Clothing > Jackets', text: 'Filled with down.' },
  { id: 'pouf', title: 'Moss pouf', kind: 'Home > Living' },
  { id: 'rug', title: 'Wool rug', kind: 'Home > Rugs', price: 19900 },
  { id: 'underlay', title: 'Rug underlay', kind: 'Home > Rugs', price: 2900 },
  { id: 'bottle', title: 'Steel bottle 500 ml', kind: 'Kitchen > Bottles' },
  { id: 'kleid', title: 'Crème brûlée Förmchen', kind: 'Küche > Backen' },
  ...Array.from({ length: 12 }, (_, n) => ({
    id: `mug${n}`,
    title: `Mug number ${n}`,
    kind: 'Kitchen > Mugs',
  })),
])
let search: ListedSearch
beforeAll(async () => {
  search = await openListedSearch(goods)
})
const told = openListedSearch(
  listedGoods([
    { id: 'vase', title: 'Stoneware vase, tall', kind: 'Home > Decoration' },
    { id: 'pot', title: 'Stoneware pot', kind: 'Home > Kitchen' },
    { id: 'women', title: 'Women’s rain jacket', kind: 'Clothing > Jackets' },
    { id: 'men', title: 'Men’s rain jacket', kind: 'Clothing > Jackets' },
    { id: 'kids', title: 'Kids’ rain jacket', kind: 'Clothing > Jackets' },
    { id: 'mild', title: 'Vole 40 °F down sleeping bag', kind: 'Outdoor > Sleep' },
    { id: 'cold', title: 'Stoat 5 °F down sleeping bag', kind: 'Outdoor > Sleep' },
    { id: 'down', title: 'Down jacket', kind: 'Clothing > Jackets', facts: { insulation: 'down' } },
    { id: 'feathers', title: 'Feather pillow', kind: 'Home > Bedding', facts: { filling: 'feathers' } },
    { id: 'vegan', title: 'Padded jacket', kind: 'Clothing > Jackets', facts: { insulation: 'synthetic' } },
  ]),
)
const firstTold = async (text: string) =>
  (await (await told).products({ text, limit: 5, understand: true })).hits[0]?.product.productId
const found = async (text: string) =>
  (await search.products({ text, limit: 5 })).hits.map((hit) => hit.product.productId)
const first = async (text: string) => (await found(text))[0]

describe('words', () => {
  test('a missing blank, a blank too much, a swapped pair of letters and another script of a letter are no matter', async () => {
    expect(await first('coffeemaker')).toBe('coffee')
    expect(await first('ear buds')).toBe('buds')
    expect(await first('jakcet')).toBe('jacket')
    expect(await first('creme brulee formchen')).toBe('kleid')
    expect(await first('500ml bottles')).toBe('bottle')
  })

  test('who answers more of the question comes first', async () => {
    expect(await found('rain jacket')).toEqual(['jacket', 'parka'])
  })
})

describe('needs', () => {
  test('a narrower word leads to what is needed for the wider one', async () => {
    expect(await firstTold('my tulips keep falling over')).toBe('vase')
    // one word alone is a name: who wants a kite is shown nothing for windy days
    expect(await found('kite')).toEqual([])
  })

  test('the version for those it is for comes first', async () => {
    expect(await firstTold('my husband gets soaked on the way home')).toBe('men')
    expect(await firstTold('my wife gets soaked on the way home')).toBe('women')
    expect(await firstTold('my six year old gets soaked on the way home')).toBe('kids')
  })

  test('what is made for milder nights stands behind', async () => {
    expect(await firstTold('sleeping outside at minus ten')).toBe('cold')
  })

  test('what is not wanted stands behind', async () => {
    // its text says nothing of feathers, only that it is down
    expect(await firstTold('jacket without feathers that is still puffy')).toBe('vegan')
  })

  test('what is needed is found where no word is shared', async () => {
    expect(await first('somewhere to rest my feet in the living room')).toBe('pouf')
    expect(await first('stay dry in a downpour')).toBe('jacket')
    expect(await first('stop my carpet from sliding')).toBe('underlay')
    expect(await first('arctic cold')).toBe('parka')
  })

  test('filters hold there as everywhere', async () => {
    const { hits } = await search.products({ text: 'stop my carpet from sliding', limit: 5, priceMin: 5000 })
    expect(hits.map((hit) => hit.product.productId)).not.toContain('underlay')
  })

  test('what is no need of anything here finds nothing', async () => {
    expect(await found('quantum entanglement')).toEqual([])
  })
})

describe('likeness', () => {
  test('what is of a kind comes first, without itself and without what does not pass', () => {
    expect(search.similar(['jacket'], 1, () => true)[0]?.productId).toBe('parka')
    expect(search.similar(['rug'], 3, (id) => id !== 'underlay').map((like) => like.productId)).not.toContain(
      'underlay',
    )
    const both = search.similar(['coffee', 'rug'], 5, () => true).map((like) => like.productId)
    expect(both).toEqual(expect.arrayContaining(['grinder', 'underlay']))
    expect(both).not.toContain('rug')
    expect(search.similar(['nobody'], 5, () => true)).toEqual([])
  })
})

test('no text throws, whatever is in it', async () => {
  const odd = fc.oneof(
    fc.string({ maxLength: 300, unit: 'binary' }),
    fc.constantFrom(
      'x '.repeat(2500),
      'the and of '.repeat(450),
      '\u200b\u200d\ufeff',
      "' or 1=1; --",
      '👩‍👩‍👧'.repeat(300),
      '((((*[',
    ),
    fc
      .array(fc.constantFrom('mug', 'coffee', 'rain', 'qwxz', '500', 'ml', '-', '"'), { maxLength: 400 })
      .map((words) => words.join(' ')),
  )
  await fc.assert(
    fc.asyncProperty(odd, fc.boolean(), async (text, understand) => {
      const { hits, total } = await search.products({ text, limit: 3, understand })
      expect(total).toBeGreaterThanOrEqual(hits.length)
    }),
    { numRuns: 200 },
  )
})

test('quality: gain is the grade, the ideal is of what was judged, unjudged is nothing', () => {
  const judged = {
    query: 'mug',
    grades: new Map([
      ['a', 3],
      ['b', 1],
      ['c', 0],
    ]),
  }
  const of = (productIds: string[]) => qualityOf([{ judged, productIds }])
  expect(of(['a', 'b'])).toEqual({ queries: 1, ndcg10: 1, recall50: 1 })
  const ideal = 3 + 1 / Math.log2(3)
  expect(of(['x', 'a']).ndcg10).toBeCloseTo(3 / Math.log2(3) / ideal, 12)
  expect(of(['c', 'b'])).toMatchObject({ recall50: 0.5 })
  expect(of([...Array.from({ length: 50 }, (_, n) => `x${n}`), 'a']).recall50).toBe(0)
  const hopeless = { query: 'x', grades: new Map([['a', 0]]) }
  expect(qualityOf([{ judged: hopeless, productIds: ['a'] }]).queries).toBe(0)
})
