import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minorDigits } from '#contract/money.ts'
import {
  type CatalogEntry,
  productInput,
  readAcpFeed,
  readMerchantCsv,
  readShopifyProducts,
} from '#knowledge/catalog/index.ts'

async function readAll(entries: AsyncIterable<CatalogEntry>): Promise<CatalogEntry[]> {
  const all: CatalogEntry[] = []
  for await (const entry of entries) all.push(entry)
  return all
}

async function readProducts(entries: AsyncIterable<CatalogEntry>) {
  return (await readAll(entries)).map((entry) => {
    if (!('product' in entry)) throw new Error(`${entry.line} ${entry.field} ${entry.message}`)
    return productInput.parse(entry.product)
  })
}

const acpLine = (change: object = {}) =>
  JSON.stringify({
    id: 'tee',
    title: 'Classic Tee',
    description: {
      html: '<p>Soft <b>cotton</b>.</p><script>alert(1)</script><ul><li>Made to last</li></ul>',
    },
    variants: [
      {
        id: 'tee-red-s',
        title: 'Classic Tee - Red / S',
        price: { amount: 1999, currency: 'USD' },
        list_price: { amount: 2499, currency: 'USD' },
        availability: { status: 'in_stock' },
        categories: [{ value: 'Apparel>Shirts' }],
        variant_options: [
          { name: 'Color', value: 'Red' },
          { name: 'Size', value: 'S' },
          { name: 'Material', value: 'Cotton' },
        ],
        media: [{ type: 'image', url: 'https://cdn.example/red.jpg', alt_text: 'Red tee' }],
      },
      {
        id: 'tee-blue-s',
        title: 'Classic Tee - Blue / S',
        price: { amount: 1999, currency: 'USD' },
        availability: { available: false },
        variant_options: [
          { name: 'Color', value: 'Blue' },
          { name: 'Size', value: 'S' },
          { name: 'Material', value: 'Cotton' },
        ],
      },
    ],
    ...change,
  })

test('an ACP feed is read: choices are options, what is the same for all is an attribute', async () => {
  const [product] = await readProducts(readAcpFeed({ text: acpLine() }))
  expect(product).toMatchObject({
    productId: 'tee',
    description: 'Soft cotton.\n- Made to last',
    categories: ['Apparel > Shirts'],
    attributes: { Material: 'Cotton' },
  })
  expect(product?.variants.map((variant) => [variant.options, variant.available])).toEqual([
    [
      [
        { name: 'Color', value: 'Red' },
        { name: 'Size', value: 'S' },
      ],
      true,
    ],
    [
      [
        { name: 'Color', value: 'Blue' },
        { name: 'Size', value: 'S' },
      ],
      false,
    ],
  ])
  expect(product?.variants[0]?.listPrice).toEqual({ amount: 2499, currency: 'USD' })
  expect(product?.variants[0]?.media).toEqual([{ url: 'https://cdn.example/red.jpg', alt: 'Red tee' }])
})

test('an ACP feed may be lines, a list, or an object with products', async () => {
  const product = JSON.parse(acpLine())
  const shapes = [
    acpLine(),
    JSON.stringify([product]),
    JSON.stringify({ products: [product] }),
    JSON.stringify({ target_country: 'US', products: [product] }, null, 2),
  ]
  for (const text of shapes) expect(await readProducts(readAcpFeed({ text }))).toHaveLength(1)
})

test('a broken line is named by line and field, and the good ones around it are read', async () => {
  const noPrice = JSON.parse(acpLine({ id: 'b' }))
  delete noPrice.variants[0].price
  const text = [
    acpLine(),
    '',
    '{ not json',
    JSON.stringify(noPrice),
    acpLine({ id: 'c', variants: [] }),
    acpLine({ id: 'd' }),
  ]
  const entries = await readAll(readAcpFeed({ text: text.join('\r\n') }))
  expect(entries.filter((entry) => 'product' in entry).map((entry) => entry.line)).toEqual([1, 6])
  expect(entries.filter((entry) => 'message' in entry).map((entry) => [entry.line, entry.field])).toEqual([
    [3, 'line'],
    [4, 'variants.0.price'],
    [5, 'variants'],
  ])
})

test('Shopify products are read: default titles dropped, stock counted where Shopify counts it', async () => {
  const text = JSON.stringify({
    products: [
      {
        id: 632910392,
        title: 'Trail mug',
        body_html: '<p>Holds 350&nbsp;ml.</p>',
        vendor: 'Larch',
        product_type: 'Mugs',
        handle: 'trail-mug',
        status: 'active',
        tags: 'camping, enamel',
        options: [{ name: 'Title' }],
        variants: [
          {
            id: 808950810,
            title: 'Default Title',
            sku: 'MUG-1',
            price: '18.50',
            compare_at_price: '24.00',
            option1: 'Default Title',
            inventory_management: 'shopify',
            inventory_policy: 'deny',
            inventory_quantity: -2,
          },
        ],
        images: [{ id: 1, src: 'https://cdn.example/mug.jpg', alt: null, variant_ids: [808950810] }],
      },
      { id: 2, title: 'Hidden', status: 'draft', variants: [{ id: 3, price: '1.00' }] },
      { id: 4, title: 'Odd', variants: [{ id: 5, price: 'free' }] },
    ],
  })
  const entries = await readAll(
    readShopifyProducts({ text }, { currency: 'EUR', shopUrl: 'https://shop.example' }),
  )
  const products = entries.flatMap((entry) => ('product' in entry ? [productInput.parse(entry.product)] : []))
  expect(products[0]).toMatchObject({
    productId: '632910392',
    description: 'Holds 350 ml.',
    brand: 'Larch',
    url: 'https://shop.example/products/trail-mug',
    categories: ['Mugs'],
    attributes: { tags: 'camping, enamel' },
  })
  expect(products[0]?.variants[0]).toMatchObject({
    variantId: '808950810',
    options: [],
    price: { amount: 1850, currency: 'EUR' },
    listPrice: { amount: 2400, currency: 'EUR' },
    stockOnline: 0,
    available: false,
    media: [{ url: 'https://cdn.example/mug.jpg' }],
  })
  expect(products[1]?.variants[0]?.available).toBe(false)
  expect(entries[2]).toMatchObject({ line: 3, field: 'variants.0.price' })
})

const csv = `id,title,description,link,image_link,availability,price,sale_price,sale_price_effective_date,item_group_id,color,size,material,gtin,brand,product_type,cost_of_goods_sold,quantity
j-b-m,"Fell jacket - Blue, M",A jacket,https://shop.example/j,https://cdn.example/b.jpg,in_stock,"1,299.00 USD",999.00 USD,2026-01-01T00:00+0000/2026-02-01T00:00+0000,fell,Blue,M,Nylon,0001,Larch,Clothing > Jackets,400.00 USD,3
bad-1,No price,,,,in_stock,,,,,,,,,,,,
j-r-l,"Fell jacket - Red, L",A jacket,https://shop.example/j,,out of stock,USD 1299,,,fell,Red,L,Nylon,0002,Larch,Clothing > Jackets,,0
bad-2,Odd price,,,,in_stock,12.345 USD,,,,,,,,,,,
,No id,,,,in_stock,1.00 USD,,,,,,,,,,,
bad-3,Odd stock,,,,perhaps,1.00 USD,,,,,,,,,,,
`

test('a Merchant file is grouped into products, and a sale holds only in its days', async () => {
  const during = await readAll(readMerchantCsv({ text: csv }, { now: new Date('2026-01-15') }))
  const after = await readAll(readMerchantCsv({ text: csv }, { now: new Date('2026-03-01') }))
  expect(during.filter((entry) => 'message' in entry).map((entry) => [entry.line, entry.field])).toEqual([
    [3, 'price'],
    [5, 'price'],
    [6, 'id'],
    [7, 'availability'],
  ])
  const read = (entries: CatalogEntry[]) =>
    entries.flatMap((entry) => ('product' in entry ? [productInput.parse(entry.product)] : []))
  const [jacket, ...others] = read(during)
  expect(others).toEqual([])
  expect(jacket).toMatchObject({
    productId: 'fell',
    title: 'Fell jacket',
    categories: ['Clothing > Jackets'],
    attributes: { material: 'Nylon' },
  })
  expect(jacket?.variants[0]).toMatchObject({
    price: { amount: 99900, currency: 'USD' },
    listPrice: { amount: 129900, currency: 'USD' },
    cost: { amount: 40000, currency: 'USD' },
    stockOnline: 3,
  })
  expect(jacket?.variants[1]).toMatchObject({ available: false, price: { amount: 129900 } })
  expect(read(after)[0]?.variants[0]).toMatchObject({ price: { amount: 129900 }, listPrice: null })
})

test('a tab-separated Merchant file with a byte order mark and spaced headings is read too', async () => {
  const text = '\uFEFFID\tTitle\tPrice\tImage Link\nx\tMug\t1200 JPY\thttps://cdn.example/x.png\n'
  const [mug] = await readProducts(readMerchantCsv({ text }))
  expect(mug?.variants[0]?.price).toEqual({ amount: 1200, currency: 'JPY' })
  expect(mug?.media).toEqual([{ url: 'https://cdn.example/x.png', alt: '' }])
})

test('every amount of every currency comes through a Merchant file unchanged', async () => {
  const amounts = fc.record({
    amount: fc.integer({ min: 0, max: 1_000_000_000 }),
    currency: fc.constantFrom('USD', 'EUR', 'JPY', 'KWD', 'HUF'),
    written: fc.constantFrom('after', 'before', 'grouped', 'comma'),
  })
  await fc.assert(
    fc.asyncProperty(amounts, async ({ amount, currency, written }) => {
      const digits = minorDigits(currency)
      const plain = (amount / 10 ** digits).toFixed(digits)
      const [whole = '', fraction] = plain.split('.')
      const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction ? `.${fraction}` : '')
      const price = {
        after: `${plain} ${currency}`,
        before: `${currency} ${plain}`,
        grouped: `${grouped} ${currency}`,
        // a comma before three digits is a thousand, so thousandths are written with a point
        comma: `${digits === 3 ? plain : plain.replace('.', ',')} ${currency}`,
      }[written]
      const [product] = await readProducts(readMerchantCsv({ text: `id,title,price\na,A,"${price}"\n` }))
      expect(product?.variants[0]?.price).toEqual({ amount, currency })
    }),
  )
})

test('addresses that a browser would run are refused, control characters are taken out', () => {
  const base = {
    productId: 'p',
    title: 'P\u0000lain\u0007',
    variants: [{ variantId: 'v', price: { amount: 1, currency: 'USD' } }],
  }
  expect(productInput.parse(base).title).toBe('Plain')
  for (const url of ['javascript:alert(1)', 'data:text/html,x', '//evil.example/x', 'x y'])
    expect(productInput.safeParse({ ...base, url }).success).toBe(false)
  for (const url of ['https://a.example/x', '/demo/images/a.svg'])
    expect(productInput.safeParse({ ...base, url }).success).toBe(true)
  expect(productInput.safeParse({ ...base, variants: [...base.variants, ...base.variants] }).success).toBe(
    false,
  )
})
