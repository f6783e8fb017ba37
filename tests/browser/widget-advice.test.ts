import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MessagePart, ProductCard } from '#contract/message.ts'
import { axeViolations, describeInBrowser, openBrowser, shoot, viewports } from '../support/browser.ts'
import { buildScreens } from '../support/screens.ts'
import { openShop } from '../support/widget-page.ts'
import { jackets, product } from '../support/widget-story.ts'

const [shell, anorak, parka] = jackets.type === 'products' ? jackets.products : []
const four = [shell, anorak, parka, product({ productId: 'wren', variantId: 'wren', title: 'Wren Vest' })]
const compared = (products: ProductCard[]): MessagePart => ({
  type: 'comparison',
  products,
  rows: [
    { name: 'Weight', values: ['380 g', '520 g', null, '90 g'].slice(0, products.length), differs: true },
    { name: 'Size', values: ['S, M, L', 'M', 'L, XL', 'S'].slice(0, products.length), differs: true },
    { name: 'Waterproof', values: products.map(() => 'yes'), differs: false },
    { name: 'Brand', values: products.map(() => 'Tarnwick'), differs: false },
  ],
})
const someOf = (count: number) => four.slice(0, count).filter((card) => card !== undefined)

describeInBrowser('advice in the widget', () => {
  let browser: Browser
  beforeAll(async () => {
    await buildScreens('web-widget')
    browser = await openBrowser()
  })
  afterAll(() => browser.close())

  const looks = [
    ['phone', { viewport: viewports.phone, hasTouch: true }, 2],
    ['phone-dark', { viewport: viewports.phone, colorScheme: 'dark' as const }, 2],
    ['desktop', {}, 4],
  ] as const
  test.each(looks)('a comparison is as wide as the panel and no wider: %s', async (name, look, count) => {
    const shop = await openShop(browser, {}, look)
    await shop.open()
    await shop.ask('compare them')
    shop.house.say('agent', 'Side by side.', [compared(someOf(count))])
    const region = shop.page.getByRole('region', { name: 'Side by side' })
    await region.waitFor()
    expect(await shop.page.getByRole('columnheader').count()).toBe(count)
    const sizes = await shop.page.locator('rapport-chat .scroller').evaluate((scroller) => {
      const { scrollWidth, clientWidth } = scroller
      return { scrollWidth, clientWidth }
    })
    expect(sizes.scrollWidth).toBe(sizes.clientWidth)
    await shoot(shop.page, `advice/comparison-${name}`)
    await shop.page.getByText('The same in all: 2').click()
    await shop.page.getByText('Tarnwick').first().waitFor()
    expect(await axeViolations(shop.page)).toEqual([])
    if (count > 2) {
      // the keys reach what lies beside the panel
      await region.focus()
      await shop.page.keyboard.press('ArrowRight')
      await expect.poll(() => region.evaluate((one) => one.scrollLeft)).toBeGreaterThan(0)
    }
    expect(shop.faults).toEqual([])
    await shop.close()
  })

  test('one of two is chosen and bought where they stand', async () => {
    const shop = await openShop(browser)
    await shop.open()
    await shop.ask('compare them')
    shop.house.say('agent', 'Side by side.', [compared(someOf(2))])
    const first = shop.page.getByRole('table')
    await first.getByRole('combobox', { name: 'Colour' }).selectOption('Moss')
    await first.getByRole('combobox', { name: 'Size' }).selectOption('L')
    await first.getByText('$139.00').waitFor()
    await first.getByRole('button', { name: 'Add to cart Heron' }).click()
    await first.getByRole('button', { name: 'In your cart' }).waitFor()
    expect(shop.house.cartCalls).toMatchObject([{ variantId: 'heron-moss-l', quantity: 1 }])
    await shop.close()
  })

  test('a reason stands on its card, and the same quiet line serves search and recommendation', async () => {
    const shop = await openShop(browser, {}, { viewport: viewports.phone })
    await shop.open()
    await shop.ask('compare them')
    const because = 'Similar to Curlew Storm Jacket'
    shop.house.say('agent', 'Have a look.', [
      { type: 'products', products: someOf(2).map((card) => ({ ...card, because })) },
    ])
    await shop.page.getByRole('article').first().getByText(because).waitFor()
    await shoot(shop.page, 'advice/reasons-phone')
    expect(await axeViolations(shop.page)).toEqual([])
    await shop.close()
  })
})
