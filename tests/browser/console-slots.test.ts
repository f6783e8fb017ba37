import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordConsent } from '#domain/consent/index.ts'
import { signIdentityToken } from '#domain/identity/index.ts'
import { refreshDue, saveSegment } from '#domain/segments/index.ts'
import { saveSlot, saveVariant } from '#domain/slots/index.ts'
import { importProducts, productInput } from '#knowledge/catalog/index.ts'
import { axeViolations, describeInBrowser, openBrowser, shoot, viewports } from '../support/browser.ts'
import { openConsole, pageFaults } from '../support/console-page.ts'
import { type ConsoleShop, openConsoleShop } from '../support/console-shop.ts'
import { addPerson, annaTwice } from '../support/people-story.ts'
import { at, request } from '../support/server.ts'

const script = '<img src=x onerror=alert(1)>'

describeInBrowser('slots', () => {
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
    ['tablet', 'light'],
    ['phone', 'dark'],
  ] as const)('axe finds nothing, and nothing is too wide: %s, %s', async (size, colorScheme) => {
    const { page, faults, close } = await open('/console/slots', size, colorScheme)
    const look = async (name: string) => {
      await shoot(page, `slots/${name}-${size}-${colorScheme}`)
      expect([name, await axeViolations(page)]).toEqual([name, []])
      expect([name, await isTooWide(page)]).toEqual([name, false])
    }
    await page.getByRole('link', { name: 'Top of the home page' }).waitFor()
    await look('list')
    await page.getByRole('link', { name: 'Top of the home page' }).click()
    await page.getByRole('heading', { name: 'Who changed what' }).waitFor()
    await look('slot')
    await page.getByRole('link', { name: 'Edit From Instagram' }).click()
    await page.getByLabel('Add a condition').selectOption('segments')
    await look('variant')
    await page.goto(`${shop.url}/console/side-by-side`)
    await addCustomer(page, 'anna', 'Anna Berg')
    await addStranger(page)
    await page.getByText('The wool you saw').waitFor()
    await look('side-by-side')
    expect(pageFaults(faults)).toEqual([])
    await close()
  })

  test('Lea makes a variant for a segment, compares, puts it first, the site shows it, and it is switched off', async () => {
    const { page, faults, close } = await open('/console/slots/home_hero/new')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Enter a name.').waitFor()
    await page.getByLabel('Name', { exact: true }).fill('Good customers')
    await page.getByLabel('Add a condition').selectOption('segments')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Choose or enter a value.').waitFor()
    await page.getByRole('button', { name: 'Bought before (1)' }).click()
    await page.getByLabel('Title').fill('Thank you, friend')
    await page.getByLabel('Words of the link').fill('See')
    await page.getByLabel('Where it leads').fill('javascript:alert(1)')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText(/must begin with https/).waitFor()
    await page.getByLabel('Where it leads').fill('/wool')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved. The site shows it').waitFor()
    const variants = page.getByRole('list', { name: 'Variants, in the order' }).getByRole('heading')
    expect(await variants.allInnerTexts()).toEqual(['From Instagram', 'Evening', 'Good customers'])
    await page.getByText('Segment: Bought before').waitFor()

    await page.getByRole('button', { name: 'Move Good customers up' }).press('Enter')
    await page.getByText('Good customers is number 2 of 3.').waitFor()
    await expect.poll(() => variants.allInnerTexts()).toEqual(['From Instagram', 'Good customers', 'Evening'])
    await page
      .getByRole('listitem')
      .filter({ has: page.getByRole('heading', { name: 'Good customers' }) })
      .dragTo(
        page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'From Instagram' }) }),
      )
    await page.getByText('Good customers is number 1 of 3.').waitFor()
    await page.reload()
    await expect.poll(() => variants.allInnerTexts()).toEqual(['Good customers', 'From Instagram', 'Evening'])

    await page.getByRole('main').getByRole('link', { name: 'Side by side' }).last().click()
    await addCustomer(page, 'anna', 'Anna Berg')
    await addCustomer(page, 'bea', 'Bea Stern')
    await addStranger(page)
    const cell = (who: string) => page.getByRole('figure', { name: `Top of the home page for ${who}` })
    await cell('Anna Berg').getByText('Thank you, friend').waitFor()
    await cell('Anna Berg').getByText('Why: Because of what you have done here before').waitFor()
    await cell('Bea Stern').getByText('For everybody').waitFor()
    await page.getByText('because there is no consent').first().waitFor()
    await cell('Stranger by phone from Hamburg via instagram.com').getByText('The wool you saw').waitFor()
    await shoot(page, 'slots/three')
    expect(await axeViolations(page)).toEqual([])
    expect(await decided(shop, 'user-118')).toBe('Thank you, friend')

    await page.goto(`${shop.url}/console/slots/home_hero`)
    await page.getByLabel('Good customers is on').click()
    await page.getByText('Good customers is off.').waitFor()
    await page.getByText('Changed: Good customers (on or off)').waitFor()
    expect(await decided(shop, 'user-118')).toBe('For everybody')
    expect(pageFaults(faults)).toEqual([])
    await close()
  })

  test('what somebody else saved meanwhile is not written over, and what was typed stays', async () => {
    const { page, close } = await open('/console/slots/home_hero')
    await page.getByRole('link', { name: 'Edit Evening' }).click()
    await page.getByLabel('Title').fill('Mine')
    const { db } = shop.server.house
    const variantId = page.url().split('/').at(-1) ?? ''
    const theirs = { name: 'Evening', content: { title: 'Theirs' } }
    await saveVariant(db, 'home_hero', theirs, { staffId: null, variantId }, new Date())
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Somebody else has changed it meanwhile').waitFor()
    await shoot(page, 'slots/conflict')
    expect(await page.getByLabel('Title').inputValue()).toBe('Mine')
    await page.getByRole('link', { name: 'Cancel' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Stay here' }).click()
    await page.route('**/api/slots/**', (route) => route.abort())
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('No connection. Try again in a moment.').waitFor()
    await page.unroute('**/api/slots/**')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('button', { name: 'Save mine over theirs' }).click()
    await page.getByText('Saved. The site shows it').waitFor()
    await page.getByText('Mine', { exact: true }).waitFor()
    await close()
  })

  test('a slot is added with its default, and its words are text', async () => {
    const { page, faults, close } = await open('/console/slots/new-slot')
    await page.getByLabel('Name', { exact: true }).fill('Home Hero')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText(/small letters, digits and _/).waitFor()
    await page.getByLabel('Name', { exact: true }).fill('home_hero')
    await page.getByLabel('Where it stands').fill('Twice')
    await page.getByLabel('Title').fill('Twice')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('There is a slot of this name already.').waitFor()
    expect(await page.getByRole('button', { name: 'Save mine over theirs' }).count()).toBe(0)
    await page.getByLabel('Name', { exact: true }).fill('footer')
    await page.getByLabel('Where it stands').fill(script)
    await page.getByLabel('Title').fill(script)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { name: script }).waitFor()
    await page.getByText('No variants yet').waitFor()
    await shoot(page, 'slots/new')
    await page.getByRole('main').getByRole('link', { name: 'Side by side' }).last().click()
    await addStranger(page)
    await page.getByRole('figure').getByText(script).waitFor()
    await page.goto(`${shop.url}/console/slots/footer`)
    await page.getByRole('button', { name: 'Remove', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await page.getByText('is removed.').waitFor()
    expect(pageFaults(faults)).toEqual([])
    await close()
  })

  test('a list that cannot be read says so and is tried again; an associate has no such page', async () => {
    const { page, close } = await open('/console')
    await page.route('**/api/slots', (route) => route.abort())
    await page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: 'Slots' }).click()
    await page.getByText('No connection. Try again in a moment.').first().waitFor()
    await shoot(page, 'slots/offline')
    await page.unroute('**/api/slots')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('link', { name: 'Top of the home page' }).waitFor()
    await close()
    const jonas = await openConsole(browser, shop, shop.jonas, '/console/slots')
    await jonas.page.getByText('Your role has no page of this kind').waitFor()
    expect(await jonas.page.evaluate(async () => (await fetch('/api/slots')).status)).toBe(403)
    await jonas.close()
  })
})

async function fillShop(shop: ConsoleShop): Promise<void> {
  const { db } = shop.server.house
  const now = new Date()
  const { anna } = await annaTwice(db, now)
  await addPerson(db, { userId: 'user-bea', email: 'bea@example.com', name: 'Bea Stern' }, now)
  await recordConsent(
    db,
    {
      customerId: anna,
      channel: 'web',
      purpose: 'personalisation',
      state: 'granted',
      source: 'banner',
      evidence: 'test',
    },
    now,
  )
  const rule = { type: 'orders', measure: 'count', op: 'at_least', value: 2 } as const
  await saveSegment(
    db,
    { name: 'Bought before', description: '', purpose: 'personalisation', rule },
    null,
    now,
  )
  await refreshDue(db, now)
  const goods = ['Wool rug', 'Linen throw', 'Oak lamp'].map((title, index) =>
    productInput.parse({
      productId: `p${index}`,
      title,
      url: `/products/p${index}`,
      variants: [
        {
          variantId: `p${index}-1`,
          title: 'One',
          price: { amount: 4900 + index, currency: 'USD' },
          available: true,
        },
      ],
    }),
  )
  await importProducts(db, goods, { source: 'test', now })
  const hero = { name: 'home_hero', kind: 'hero', defaultContent: { title: 'For everybody' } }
  await saveSlot(db, { ...hero, place: 'Top of the home page' }, null, now)
  const shelves = { title: 'From our shelves', row: { row: 'popular_here', limit: 3 } }
  await saveSlot(db, { name: 'row_1', place: 'First row', kind: 'row', defaultContent: shelves }, null, now)
  const variants = [
    {
      name: 'From Instagram',
      audience: { referrers: ['instagram.com'] },
      content: { title: 'The wool you saw', link: { label: 'See', url: '/wool' } },
    },
    { name: 'Evening', on: false, content: { title: 'Good evening' }, until: '2020-01-01T00:00:00Z' },
  ]
  for (const variant of variants) await saveVariant(db, 'home_hero', variant, { staffId: null }, now)
  await shop.server.house.slots.follow()
  await shop.server.house.shelf.follow()
  for (const userId of ['user-118', 'user-bea']) await decided(shop, userId)
  await shop.server.house.slots.exposures.flush()
}

async function addCustomer(page: Page, typed: string, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a customer' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('searchbox').fill(typed)
  await dialog.getByRole('button', { name: new RegExp(`^${name}`) }).click()
}

/** By phone from Hamburg, from Instagram. */
async function addStranger(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add a stranger' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('City').fill('Hamburg')
  await dialog.getByLabel('Country').fill('de')
  await dialog.getByLabel('Comes from').fill('instagram.com')
  await dialog.getByRole('button', { name: 'Show' }).click()
}

/** The title that the site shows this account, as a page asks for it. */
async function decided(shop: ConsoleShop, userId: string): Promise<unknown> {
  const { house, publicKey, url } = shop.server
  const token = await signIdentityToken(house.secrets.identity, { sub: userId }, new Date())
  const answer = await request(`${url}/v1/decide?key=${publicKey}`, 'post', {
    body: { page: { path: '/' }, slots: ['home_hero'] },
    headers: { 'x-identity-token': token },
  })
  return at(answer.body, 'slots', 'home_hero', 'content', 'title')
}

const isTooWide = (page: Page) =>
  page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('.page-scroll')].some(
      (box) => box.scrollWidth > box.clientWidth,
    ),
  )
