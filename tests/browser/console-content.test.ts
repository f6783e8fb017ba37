import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addReadyMadeMessages, saveContent } from '#domain/content/index.ts'
import { readPhoto, rightsVersion, submitUgc, ugcSubmission } from '#domain/ugc/index.ts'
import { importProducts } from '#knowledge/catalog/index.ts'
import { axeViolations, describeInBrowser, openBrowser, shoot, viewports } from '../support/browser.ts'
import { openConsole, pageFaults } from '../support/console-page.ts'
import { type ConsoleShop, openConsoleShop } from '../support/console-shop.ts'
import { addPerson } from '../support/people-story.ts'
import { png } from '../support/photos.ts'

describeInBrowser('messages, photos and pictures', () => {
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
    ['desktop', 'light'],
    ['desktop', 'dark'],
    ['phone', 'light'],
  ] as const)('axe finds nothing, and nothing is too wide: %s, %s', async (size, colorScheme) => {
    const { page, faults, close } = await open('/console/messages', size, colorScheme)
    const look = async (name: string) => {
      await shoot(page, `content/${name}-${size}-${colorScheme}`)
      expect([name, await axeViolations(page)]).toEqual([name, []])
      expect([name, await isTooWide(page)]).toEqual([name, false])
    }
    await page.getByRole('link', { name: 'Hello again' }).waitFor()
    await look('list')
    await page.getByRole('link', { name: 'Hello again' }).click()
    await addCustomer(page, 'anna', 'Anna Berg')
    await page.getByRole('figure', { name: 'Anna Berg' }).getByText('Hello Anna').first().waitFor()
    await look('message')
    await page
      .getByRole('group', { name: 'Channel', exact: true })
      .getByRole('button', { name: 'SMS' })
      .click()
    await page
      .getByRole('figure', { name: 'Anna Berg' })
      .getByText(/come by/)
      .waitFor()
    await look('message-side')
    for (const [path, heading] of [
      ['modules', 'Shared modules'],
      ['claims', 'Forbidden claims'],
      ['photos', 'Photos and reviews'],
      ['pictures', 'Pictures'],
    ] as const) {
      await page.goto(`${shop.url}/console/${path}`)
      await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
      await page.locator('.skeleton').waitFor({ state: 'detached' })
      await look(path)
    }
    expect(pageFaults(faults)).toEqual([])
    await close()
  })

  test('Lea writes a message with fields from the menu, previews it, mends it and makes it live', async () => {
    const { page, faults, close } = await open('/console/messages/new-message')
    await page.getByRole('button', { name: 'Save draft' }).click()
    await page.getByText('a message has one module at least').waitFor()
    await page.getByLabel('Title', { exact: true }).fill('Rugs are back')
    await page.getByLabel('Name', { exact: true }).fill('rugs_back')
    await page.getByLabel('Purpose').selectOption('service')
    await page.getByRole('textbox', { name: 'Subject', exact: true }).fill('Hello ')
    await page.getByRole('button', { name: 'Insert a field into Subject' }).click()
    await page.getByLabel('Field', { exact: true }).selectOption('first_name')
    await page.getByLabel('Words for who has none').fill('there')
    await page.getByRole('button', { name: 'Insert', exact: true }).click()
    expect(await page.getByRole('textbox', { name: 'Subject', exact: true }).inputValue()).toBe(
      'Hello {{first_name|there}}',
    )
    await page.getByLabel('Add a module').selectOption('text')
    await page.getByRole('textbox', { name: 'Text' }).fill('Guaranteed to be soft.')
    await page.getByLabel('Add a module').selectOption('products')
    await page.getByLabel('Add a module').selectOption('offer')
    await page.getByRole('group', { name: 'Offer 3' }).getByRole('textbox').fill('{{offer.value}} off')
    await page.getByRole('button', { name: 'Move Offer 3 up' }).press('Enter')
    await page.getByText('Offer 3 is number 2 of 3.').waitFor()
    await page.getByRole('button', { name: 'Save draft' }).click()
    await page.getByText('Saved as a draft.').waitFor()
    await page
      .getByRole('group', { name: 'Text 1' })
      .getByText('Guaranteed', { exact: false })
      .last()
      .waitFor()
    await page.getByText(/errors? bars? approval/).waitFor()
    const approve = page.getByRole('button', { name: /^Approve and make live/ })
    expect(await approve.getAttribute('aria-disabled')).toBe('true')

    await addCustomer(page, 'anna', 'Anna Berg')
    await addCustomer(page, 'bea', 'Bea Stern')
    const anna = page.getByRole('figure', { name: 'Anna Berg' })
    await anna.getByRole('heading', { name: 'Hello Anna' }).waitFor()
    await page
      .getByRole('figure', { name: 'Bea Stern' })
      .getByRole('heading', { name: 'Hello Bea' })
      .waitFor()
    await anna.getByText('Offer 2: nothing to show').waitFor()
    await anna.getByText('Wool rug, US$49.00').waitFor()
    await shoot(page, 'content/written')

    await page.getByRole('textbox', { name: 'Text' }).first().fill('Soft, and here again.')
    await page.getByRole('button', { name: 'Save draft' }).click()
    await page.getByText('Nothing was found.').waitFor()
    await expect.poll(() => approve.getAttribute('aria-disabled'), { timeout: 6000 }).toBe(null)
    await approve.click()
    await page.getByRole('dialog').getByRole('button', { name: 'Approve and make live' }).click()
    await page.getByText('This version stays as it was.').waitFor()
    await page.getByText('approved by Lea').waitFor()
    expect(pageFaults(faults)).toEqual([])
    await close()
  })

  test('what somebody else saved meanwhile is not written over, and what was typed stays', async () => {
    const { page, close } = await open('/console/messages')
    await page.getByRole('link', { name: 'Hello again' }).click()
    await page.getByLabel('Title', { exact: true }).fill('Mine')
    const id = page.url().split('/').at(-1) ?? ''
    const theirs = { ...hello, title: 'Theirs' }
    await saveContent(shop.server.house.db, theirs, { staffId: null, contentTemplateId: id }, new Date())
    await page.getByRole('button', { name: 'Save draft' }).click()
    await page.getByText('Somebody else has changed this message meanwhile').waitFor()
    expect(await page.getByLabel('Title', { exact: true }).inputValue()).toBe('Mine')
    await page.getByRole('button', { name: 'Save mine over theirs' }).click()
    await page.getByText('Saved as a draft.').waitFor()
    await page.getByRole('heading', { name: 'Mine' }).waitFor()
    await close()
  })

  test('Mia decides what waits by keyboard, and shows no more what was shown', async () => {
    const { page, faults, close } = await openConsole(browser, shop, shop.mia, '/console/photos')
    const pieces = page.getByRole('list', { name: 'Photos and reviews' }).locator('> li')
    await pieces.first().waitFor()
    await pieces.first().focus()
    await page.keyboard.press('a')
    await page.getByText('It is shown now.').waitFor()
    await expect.poll(() => pieces.count()).toBe(1)
    await expect.poll(() => pieces.first().evaluate((piece) => piece === document.activeElement)).toBe(true)
    await page.keyboard.press('r')
    await page.getByLabel('Reason').selectOption('advertising')
    await page.getByRole('dialog').getByRole('button', { name: 'Reject' }).click()
    await page.getByText('Nothing waits').waitFor()
    await page.getByRole('button', { name: /^Shown/ }).click()
    await page.getByRole('button', { name: 'Show no more' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Reject' }).click()
    await page.getByText('Nothing is shown yet').waitFor()
    expect(pageFaults(faults)).toEqual([])
    await close()
  })

  test('a picture is added for a product, and what is wrong stands beside its field', async () => {
    const { page, close } = await open('/console/pictures')
    await page.getByRole('button', { name: 'Add a picture' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Product id').fill('rug')
    await dialog.getByLabel('Address of the picture').fill('http://elsewhere')
    await dialog.getByLabel('What it shows').fill('A rug by the fire')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByText('an https address, or a path of this server').waitFor()
    await shoot(page, 'content/picture-form')
    await dialog.getByLabel('Address of the picture').fill('/demo/rug.jpg')
    await dialog.getByLabel('Test').fill('fireside')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Test fireside: no other picture yet').waitFor()
    await page.getByRole('button', { name: 'Remove “A rug by the fire”' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await page.getByText('No pictures yet').waitFor()
    await close()
  })

  test('claims and shared modules are written, and a module says where it appears', async () => {
    const { page, close } = await open('/console/claims')
    await page.getByLabel('In en').fill('softest\nguaranteed')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved. Every draft is held to them.').waitFor()
    await page.goto(`${shop.url}/console/modules/new-module`)
    await page.getByLabel('Title', { exact: true }).fill('Closing')
    await page.getByLabel('Name', { exact: true }).fill('closing')
    await page.getByLabel('Add a module').selectOption('footer')
    await page.getByRole('textbox', { name: 'Text' }).fill('See you soon.')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('No message holds it.').waitFor()
    await close()
  })
})

const hello = {
  name: 'hello_again',
  title: 'Hello again',
  purpose: 'marketing',
  languages: ['en', 'de'],
  channels: ['email', 'sms', 'whatsapp', 'push'],
  subject: { en: 'Hello {{first_name|there}}', de: 'Hallo {{first_name|zusammen}}' },
  short: { en: '{{shop}}: come by. {{opt_out}}', de: '{{shop}}: bis bald. {{opt_out}}' },
  pushTitle: { en: 'Come by', de: 'Bis bald' },
  modules: [
    { type: 'heading', key: 'head', text: { en: 'Hello {{first_name|there}}', de: 'Hallo' } },
    { type: 'products', key: 'goods', source: { from: 'given' }, otherwise: 'leave_out' },
    {
      type: 'offer',
      key: 'gift',
      text: { en: '{{offer.value}} off: {{offer.code}}', de: '{{offer.value}}' },
    },
    { type: 'button', key: 'go', label: { en: 'See it', de: 'Ansehen' }, target: { to: 'product' } },
  ],
}

async function fillShop({ server }: ConsoleShop): Promise<void> {
  const { db } = server.house
  const now = new Date()
  await addReadyMadeMessages(db, now)
  const anna = await addPerson(db, { email: 'anna@example.com', name: 'Anna Berg' }, now)
  await addPerson(db, { email: 'bea@example.com', name: 'Bea Stern' }, now)
  const variant = { variantId: 'rug-1', price: { amount: 4900, currency: 'USD' }, stockOnline: 3 }
  const rug = { productId: 'rug', title: 'Wool rug', url: 'https://shop.example/rug', variants: [variant] }
  await importProducts(db, [rug], { source: 'test', now })
  await saveContent(db, hello, { staffId: null }, now)
  for (const text of ['By the fire', 'See shop.example for more']) {
    const photo = readPhoto(png())
    await submitUgc(
      db,
      {
        ...{ customerId: anna, members: [anna], verifiedBuyer: true },
        warnings: text.includes('shop') ? ['link'] : [],
        photo: photo.ok ? photo.photo : null,
        submission: ugcSubmission.parse({
          ...{ kind: 'photo', productId: 'rug', displayName: 'Anna', text, rightsAccepted: true },
          ...{ rightsVersion, photo: png().toString('base64') },
        }),
      },
      now,
    )
  }
}

async function addCustomer(page: Page, query: string, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a customer' }).click()
  await page.getByRole('dialog').getByRole('searchbox').fill(query)
  await page.getByRole('dialog').getByRole('button', { name }).click()
}

const isTooWide = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
