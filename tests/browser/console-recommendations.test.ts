import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { orderInput, upsertOrders } from '#domain/orders/index.ts'
import { importProducts, productInput, setStock } from '#knowledge/catalog/index.ts'
import { axeViolations, describeInBrowser, openBrowser, shoot, viewports } from '../support/browser.ts'
import { openConsole, pageFaults } from '../support/console-page.ts'
import { type Account, type ConsoleShop, openConsoleShop } from '../support/console-shop.ts'

const DAY = 86_400_000
const kinds = ['Jackets', 'Boots', 'Mugs', 'Rugs']
const goods = kinds.flatMap((kind) =>
  Array.from({ length: 6 }, (_, at) =>
    productInput.parse({
      productId: `${kind.toLowerCase()}-${at}`,
      title: `${kind} ${'ABCDEF'.charAt(at)}`,
      brand: 'Fjell',
      categories: [`Shop > ${kind}`],
      attributes: { material: at % 2 === 0 ? 'wool' : 'nylon' },
      variants: [
        {
          variantId: `${kind.toLowerCase()}-${at}-1`,
          price: { amount: 2000 + 1000 * at, currency: 'USD' },
          stockOnline: 5,
        },
      ],
    }),
  ),
)

describeInBrowser('recommendations', () => {
  let shop: ConsoleShop
  let browser: Browser
  beforeAll(async () => {
    shop = await openConsoleShop()
    browser = await openBrowser()
    const { db } = shop.server.house
    const now = new Date()
    await importProducts(db, goods, { source: 'test', now: new Date(now.getTime() - 60 * DAY) })
    await setStock(db, [{ variantId: 'mugs-5-1', quantity: 0 }], now)
    const orders = Array.from({ length: 30 }, (_, n) =>
      orderInput.parse({
        orderNumber: `B-${n}`,
        status: 'delivered',
        customer: { userId: `buyer-${n}`, name: `Buyer ${n}` },
        currency: 'USD',
        total: 1000,
        lines: (n < 10
          ? [`jackets-${n % 6}`, `boots-${(n * 5) % 6}`]
          : [`mugs-${n % 5}`, `rugs-${n % 6}`]
        ).map((productId) => ({
          productId,
          variantId: `${productId}-1`,
          title: productId,
          quantity: 1,
          unitPrice: 1000,
        })),
        placedAt: new Date(now.getTime() - (n + 2) * DAY),
      }),
    )
    await upsertOrders(db, orders, 'test', now)
    await shop.server.house.recommender.follow()
  })
  afterAll(async () => {
    await browser?.close()
    await shop?.close()
  })
  const open = (
    who: Account,
    size: keyof typeof viewports = 'wide',
    colorScheme: 'light' | 'dark' = 'light',
  ) => openConsole(browser, shop, who, '/console/recommendations', { viewport: viewports[size], colorScheme })
  const isTooWide = (page: Page) =>
    page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll('.page-scroll')].some(
        (box) => box.scrollWidth > box.clientWidth,
      ),
    )
  const rowOf = (page: Page) =>
    page.getByRole('list', { name: 'Products of the row' }).locator('.card-title').allTextContents()

  test('trained, curated and tried out by the CRM team', async () => {
    const { page, faults, close } = await open(shop.lea)
    await page.getByText('Nothing yet. Until then').waitFor()
    await page.getByText('only 23 products can be bought').waitFor()
    await page.getByText('You have decided nothing yet.').waitFor()
    await shoot(page, 'recommendations-empty')
    await page.getByRole('button', { name: 'Train now' }).click()
    await page.getByText('Trained. The new model serves.').waitFor()
    await page.getByText('60 purchases').waitFor()
    await page.getByRole('cell', { name: 'Shop > Boots' }).waitFor()

    await page.getByRole('button', { name: 'Show a product' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByText('Choose a product.').waitFor()
    await dialog.getByLabel('Product').fill('Mugs B')
    await dialog.getByRole('button', { name: 'Choose Mugs B' }).click()
    await dialog.getByLabel('Row').selectOption('for_you')
    await dialog.getByLabel('Note').fill('for the winter')
    await shoot(page, 'recommendations-form')
    expect(await axeViolations(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved.').waitFor()
    const decisions = page.getByRole('list', { name: 'Decisions' })
    await decisions.getByText('For you, place 1').waitFor()
    await expect.poll(async () => (await rowOf(page))[0]).toBe('Mugs B')

    await page.getByRole('button', { name: 'Hide' }).click()
    await dialog.getByLabel('What').selectOption('attribute')
    await dialog.getByLabel('Attribute, such as material').fill('material')
    await dialog.getByLabel('Value, such as down').fill('velvet')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByText('no product of the catalog has it').waitFor()
    await dialog.getByLabel('Value, such as down').fill('nylon')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await decisions.getByText('Hidden by another decision').waitFor()
    await expect.poll(async () => (await rowOf(page)).includes('Mugs B')).toBe(false)

    await page.getByRole('button', { name: 'Remove: material: nylon' }).click()
    await dialog.getByRole('button', { name: 'Remove' }).click()
    await page.getByText('Removed.').waitFor()
    await page.getByRole('button', { name: 'Say what goes with what' }).click()
    await dialog.getByLabel('With what lies in').selectOption('Shop > Mugs')
    await dialog.getByLabel('goes what lies in').selectOption('Shop > Boots')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await decisions.getByText('Shop > Boots goes with Shop > Mugs').waitFor()
    const preview = page.getByRole('region', { name: 'Preview' })
    await preview.getByLabel('Row', { exact: true }).selectOption('complete_the_look')
    await preview.getByText('This row is about a product.').waitFor()
    await preview.getByLabel('About').fill('Mugs C')
    await preview.getByRole('button', { name: 'Choose Mugs C' }).click()
    await preview.getByText('Goes well with Mugs C').first().waitFor()
    expect((await rowOf(page))[0]).toContain('Boots')
    await page.getByText('Who changed what').click()
    await page.getByText('Boots goes with Shop > Mugs').first().waitFor()
    await shoot(page, 'recommendations-full')
    expect(pageFaults(faults).filter((fault) => !fault.includes('400'))).toEqual([])
    await close()
  })

  test.each([
    ['wide', 'light'],
    ['tablet', 'light'],
    ['phone', 'dark'],
  ] as const)('axe finds nothing, and nothing is too wide: %s, %s', async (size, colorScheme) => {
    const { page, faults, close } = await open(shop.lea, size, colorScheme)
    await page.getByRole('list', { name: 'Decisions' }).waitFor()
    await page.getByRole('list', { name: 'Products of the row' }).waitFor()
    await shoot(page, `recommendations-${size}-${colorScheme}`)
    expect(await axeViolations(page)).toEqual([])
    expect(await isTooWide(page)).toBe(false)
    expect(pageFaults(faults)).toEqual([])
    await close()
  })

  test('a customer of whom nothing may be used is said to be one; associates read only', async () => {
    const { page, close } = await open(shop.jonas)
    const train = page.getByRole('button', { name: 'Train now' })
    expect(await train.getAttribute('aria-disabled')).toBe('true')
    await page.getByRole('list', { name: 'Decisions' }).waitFor()
    expect(await page.getByRole('button', { name: /^Remove/ }).count()).toBe(0)
    const preview = page.getByRole('region', { name: 'Preview' })
    await preview.getByRole('button', { name: 'A new visitor' }).click()
    await page.getByRole('dialog').getByRole('searchbox').fill('Buyer 3')
    await page.getByRole('dialog').getByRole('button', { name: 'Buyer 3' }).click()
    await preview.getByText('Nothing of what is known of this customer was used').waitFor()
    await close()
  })

  test('without a connection it says so, and tries again', async () => {
    const { page, close } = await openConsole(browser, shop, shop.lea, '/console/templates')
    await page.route('**/api/recommendations**', (route) => route.abort())
    await page.getByRole('link', { name: 'Recommended' }).first().click()
    await page.getByText('No connection. Try again in a moment.').first().waitFor()
    await shoot(page, 'recommendations-offline')
    await page.unroute('**/api/recommendations**')
    await page.getByRole('button', { name: 'Try again' }).first().click()
    await page.getByRole('list', { name: 'Products of the row' }).waitFor()
    await close()
  })
})
