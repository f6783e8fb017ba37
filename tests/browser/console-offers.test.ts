import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OfferInput } from '#contract/offers.ts'
import { customerInput, findByIdentifier, upsertCustomers } from '#domain/identity/index.ts'
import { findOffer, issueOffers, saveOffer, setOfferStatus } from '#domain/offers/index.ts'
import { importProducts } from '#knowledge/catalog/index.ts'
import { inTransaction } from '#store/index.ts'
import { axeViolations, describeInBrowser, openBrowser, shoot, viewports } from '../support/browser.ts'
import { openConsole, pageFaults } from '../support/console-page.ts'
import { type ConsoleShop, openConsoleShop } from '../support/console-shop.ts'

const money = (amount: number) => ({ amount, currency: 'USD' })

describeInBrowser('offers', () => {
  let shop: ConsoleShop
  let browser: Browser
  beforeAll(async () => {
    shop = await openConsoleShop()
    browser = await openBrowser()
    await fillShop(shop)
  })
  afterAll(async () => {
    await browser?.close()
    await shop?.close()
  })
  const open = (
    path: string,
    size: keyof typeof viewports = 'wide',
    colorScheme: 'light' | 'dark' = 'light',
  ) => openConsole(browser, shop, shop.lea, path, { viewport: viewports[size], colorScheme })

  test.each([
    ['wide', 'light'],
    ['phone', 'dark'],
  ] as const)('axe finds nothing, and nothing is too wide: %s, %s', async (size, colorScheme) => {
    const { page, faults, close } = await open('/console/offers', size, colorScheme)
    const look = async (name: string) => {
      await shoot(page, `offers/${name}-${size}-${colorScheme}`)
      expect([name, await axeViolations(page)]).toEqual([name, []])
      expect([name, await isTooWide(page)]).toEqual([name, false])
    }
    await page.getByRole('link', { name: 'Ten per cent on lamps' }).waitFor()
    await look('list')
    await page.getByRole('link', { name: 'Ten per cent on lamps' }).click()
    await page.getByText('code …').first().waitFor()
    await look('offer')
    await page.getByRole('link', { name: 'Try it' }).click()
    await page.getByText('Choose a customer first').waitFor()
    await look('try-empty')
    await chooseCustomer(page, 'bea', 'Bea Stern')
    for (const title of ['Oak lamp', 'Brass lamp']) await addProduct(page, title)
    await page.getByText('nothing off').first().waitFor()
    await look('try')
    await page.goto(`${shop.url}/console/offers/lamps/edit`)
    await page.getByText('This offer is live.').waitFor()
    await page.getByLabel('Customers who fit conditions').check()
    await page
      .getByText(/of 2 customers/)
      .first()
      .waitFor()
    await look('form')
    expect(pageFaults(faults)).toEqual([])
    await close()
  })

  test('Lea writes an offer, is told what is wrong at its field, sets it live, pauses and ends it', async () => {
    const { page, faults, close } = await open('/console/offers/new')
    await page.getByLabel('Title').fill('Five dollars off')
    await page.getByLabel('Name in the system').fill('Five Dollars')
    await page.getByLabel('Kind').selectOption('amount')
    await page.getByLabel('Amount').fill('5')
    await page.getByLabel('Money in all').fill('lots')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Enter a number.').waitFor()
    await page.getByLabel('Money in all').fill('0')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('a budget of nothing gives nothing').waitFor()
    await page.getByText('lower-case words with hyphens').waitFor()
    await shoot(page, 'offers/form-wrong')
    await page.getByLabel('Name in the system').fill('five-dollars')
    await page.getByLabel('Money in all').fill('4.99')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('nobody could have it').waitFor()
    await page.getByLabel('Money in all').fill('499,50')
    await page.getByLabel('Products: Find a product').first().fill('lamp')
    await page.getByRole('button', { name: 'Choose Oak lamp' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved. What was given before keeps its terms.').waitFor()
    await page.getByText('of $499.50').or(page.getByText('of US$499.50')).first().waitFor()
    await page.getByText('Oak lamp', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Set live' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Set live' }).click()
    await page.getByText('It is live.').waitFor()
    expect((await findOffer(shop.server.house.db, 'five-dollars'))?.status).toBe('live')
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click()
    await page.getByText('It is paused.').waitFor()
    await page.getByRole('button', { name: 'End', exact: true }).click()
    await shoot(page, 'offers/end')
    await page.getByRole('dialog').getByRole('button', { name: 'End' }).click()
    await page.getByText('It has ended.', { exact: true }).waitFor()
    await page.getByText('Set it paused').waitFor()
    expect(await page.getByRole('button', { name: /^Resume|^Set live/ }).getAttribute('aria-disabled')).toBe(
      'true',
    )
    expect(pageFaults(faults)).toEqual([])
    await close()
  })

  test('an offer for nobody is kept a draft, and the page says why', async () => {
    const { page, close } = await open('/console/offers/for-nobody')
    await page.getByRole('button', { name: 'Set live' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Set live' }).click()
    await page.getByText('who may have it: fits nobody at the moment').waitFor()
    await shoot(page, 'offers/for-nobody')
    await close()
  })

  test('trying says each line’s margin and floor, and counts the message', async () => {
    const { page, faults, close } = await open('/console/offers/lamps/try')
    await chooseCustomer(page, 'anna', 'Anna Berg')
    await page.getByText('Anna Berg may not have it').waitFor()
    await page.getByText(/has one until \d+ \w+ \d{4}, \d\d:\d\d/).waitFor()
    await page.getByRole('button', { name: 'Another customer' }).click()
    await page.getByRole('dialog').getByRole('searchbox').fill('bea')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Bea Stern/ })
      .click()
    await page.getByText('Bea Stern may have it').waitFor()
    await addProduct(page, 'Oak lamp')
    await page.getByText('margin 60.0% before, 55.6% with it').waitFor()
    await page.getByLabel('The message that brings it').selectOption('sms')
    await page.getByText('margin 60.0% before, 55.5% with it').waitFor()
    await addProduct(page, 'Brass lamp')
    await page.getByText('nothing off: would fall under the margin floor').waitFor()
    await shoot(page, 'offers/try-lines')
    expect(pageFaults(faults)).toEqual([])
    await close()
  })

  test('what somebody else saved is not written over; without a connection nothing is lost', async () => {
    const { page, close } = await open('/console/offers/lamps/edit')
    await page.getByLabel('Per cent', { exact: true }).fill('12')
    const { db } = shop.server.house
    const before = await findOffer(db, 'lamps')
    await saveOffer(db, { ...lamps, value: 11 }, { offerId: before?.offerId, by: null }, new Date())
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Somebody else has changed it meanwhile').waitFor()
    await page.route('**/api/offers/**', (route) => route.abort())
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('No connection. Try again in a moment.').waitFor()
    await page.unroute('**/api/offers/**')
    expect(await page.getByLabel('Per cent', { exact: true }).inputValue()).toBe('12')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('button', { name: 'Save mine over theirs' }).click()
    await page.getByText('Saved. What was given before keeps its terms.').waitFor()
    expect((await findOffer(db, 'lamps'))?.value).toBe(12)
    await close()
  })

  test('a list that cannot be read says so; an associate reads and tries, and is offered no change', async () => {
    const { page, close } = await openConsole(browser, shop, shop.jonas, '/console')
    await page.route('**/api/offers', (route) => route.abort())
    await page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: 'Offers' }).click()
    await page.getByText('No connection. Try again in a moment.').first().waitFor()
    await shoot(page, 'offers/offline')
    await page.unroute('**/api/offers')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('link', { name: 'Ten per cent on lamps' }).click()
    await page.getByRole('link', { name: 'Try it' }).waitFor()
    expect(await page.getByRole('link', { name: 'Edit' }).count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Pause' }).count()).toBe(0)
    await close()
  })
})

const lamps: OfferInput = {
  name: 'lamps',
  title: 'Ten per cent on lamps',
  kind: 'percent',
  value: 10,
  maxDiscount: 2000,
  currency: 'USD',
  appliesTo: { categories: ['Home > Lamps'] },
  budgets: { total: 10_000, perDay: 4000 },
  counts: { total: 50 },
  cooldownDays: 30,
  marginFloor: 30,
  validDays: 14,
}

async function fillShop(shop: ConsoleShop): Promise<void> {
  const { db, shelf } = shop.server.house
  const now = new Date()
  const people = ['Anna Berg', 'Bea Stern'].map((name) =>
    customerInput.parse({ userId: name, email: `${name.split(' ')[0]?.toLowerCase()}@example.com`, name }),
  )
  await upsertCustomers(db, people, 'customer file', now)
  const goods = [
    { title: 'Oak lamp', category: 'Home > Lamps', cost: 4000 },
    { title: 'Brass lamp', category: 'Home > Lamps', cost: 6900 },
    { title: 'Paper lamp', category: 'Home > Lamps', cost: null },
    { title: 'Wool rug', category: 'Home > Rugs', cost: 3000 },
  ].map(({ title, category, cost }, at) => ({
    productId: `p${at}`,
    title,
    url: `/products/p${at}`,
    categories: [category],
    variants: [
      {
        variantId: `p${at}-1`,
        title: 'One',
        price: money(10_000),
        stockOnline: 9,
        ...(cost !== null && { cost: money(cost) }),
      },
    ],
  }))
  await importProducts(db, goods, { source: 'test', now })
  await shelf.follow()
  const { offerId } = await saveOffer(db, lamps, { by: shop.lea.staff.staffId }, now)
  await setOfferStatus(db, offerId, 'live', shop.lea.staff.staffId, now)
  const nobody = { type: 'orders', measure: 'count', op: 'at_least', value: 50 } as const
  const bare = {
    kind: 'free_shipping',
    value: 495,
    currency: 'USD',
    marginFloor: null,
    validDays: 7,
  } as const
  await saveOffer(
    db,
    { ...bare, name: 'for-nobody', title: 'Free delivery', eligibility: nobody },
    { by: null },
    now,
  )
  const anna = (await findByIdentifier(db, 'user_id', 'Anna Berg'))?.customerId ?? ''
  for (const key of ['one', 'two'])
    await inTransaction(db, (tx) =>
      issueOffers(tx, [{ key, offerId, customerId: anna, channel: 'email', messageCost: null }], now),
    )
}

async function chooseCustomer(page: Page, typed: string, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Choose a customer' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('searchbox').fill(typed)
  await dialog.getByRole('button', { name: new RegExp(`^${name}`) }).click()
}

async function addProduct(page: Page, title: string): Promise<void> {
  await page.getByLabel('Add a product').fill(title)
  await page.getByRole('button', { name: `Choose ${title}` }).click()
}

const isTooWide = (page: Page) =>
  page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('.page-scroll')].some(
      (box) => box.scrollWidth > box.clientWidth,
    ),
  )
