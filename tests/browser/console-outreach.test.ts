import { randomUUID } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withdraw } from '#domain/consent/index.ts'
import { writeContactRules } from '#domain/settings/index.ts'
import { listOutbox } from '#orchestrator/index.ts'
import { axeViolations, describeInBrowser, openBrowser, shoot, viewports } from '../support/browser.ts'
import { openConsole, pageFaults, transcript } from '../support/console-page.ts'
import { type Account, type ConsoleShop, openConsoleShop } from '../support/console-shop.ts'
import { addClient, addTemplate, anHourByDay, openOutreachShop } from '../support/outreach-shop.ts'

describeInBrowser('writing to a customer', () => {
  let shop: ConsoleShop
  let browser: Browser
  beforeAll(async () => {
    shop = await openConsoleShop()
    await openOutreachShop(db(), new Date())
    await shop.server.house.search.refresh()
    await addTemplate(db(), 'Hello {{first_name}}, the {{product}} is back.', 'back_in_stock', new Date())
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await shop?.close()
  })
  const db = () => shop.server.house.db
  const client = (given: Parameters<typeof addClient>[1] = {}) => addClient(db(), given, new Date())
  const open = (account: Account, path: string, size: keyof typeof viewports = 'wide', dark = false) =>
    openConsole(browser, shop, account, path, {
      viewport: viewports[size],
      colorScheme: dark ? 'dark' : 'light',
    })
  const openWrite = (customerId: string, size: keyof typeof viewports = 'wide', dark = false) =>
    open(shop.jonas, `/console/customers/${customerId}/write`, size, dark)
  const written = (page: Page) => page.getByRole('region', { name: 'Written to this customer' })
  const text = (page: Page) => page.getByRole('textbox', { name: 'Message' })
  const send = (page: Page) => page.getByRole('button', { name: /^Send/ })

  /** What the customer writes from their phone. */
  async function answerFrom(phone: string, said: string): Promise<void> {
    await shop.server.house.inbound.channelMessage({
      provider: 'sandbox',
      providerMessageId: randomUUID(),
      channel: 'sms',
      from: { phone, whatsappId: null, name: null },
      to: '+15005550006',
      text: said,
      choiceId: null,
      media: [],
      at: null,
    })
  }

  test('what may suit a customer stands on their page with its reason, and goes into a message', async () => {
    const { customerId } = await client()
    await shop.server.house.recommender.follow()
    const { page, faults, close } = await open(shop.jonas, `/console/customers/${customerId}`)
    const row = page.getByRole('region', { name: 'For this customer' })
    const first = row.getByRole('listitem').first()
    await first.waitFor()
    await row.getByText('they have not been asked').waitFor()
    await first.getByText('Why').click()
    await first.getByText(/score \d/).waitFor()
    await row.scrollIntoViewIfNeeded()
    await shoot(page, 'outreach/recommended')
    expect(await axeViolations(page)).toEqual([])
    const title = await first.locator('.card-title').innerText()
    await first.getByRole('button', { name: `Write about it: ${title}` }).click()
    await page.getByRole('heading', { level: 1, name: 'Write to Anna Berg' }).waitFor()
    await page.getByRole('button', { name: `Remove ${title}` }).waitFor()
    await page.getByRole('region', { name: 'How it looks' }).getByText(title).first().waitFor()
    await send(page).click()
    await written(page).getByText(title).waitFor()
    expect(await page.getByRole('button', { name: `Remove ${title}` }).count()).toBe(0)
    expect(pageFaults(faults)).toEqual([])
    await close()
    for (const size of ['phone', 'tablet'] as const) {
      const small = await open(shop.jonas, `/console/customers/${customerId}`, size, size === 'phone')
      await small.page.getByRole('region', { name: 'For this customer' }).scrollIntoViewIfNeeded()
      await small.page
        .getByRole('button', { name: /^Write about / })
        .first()
        .waitFor()
      await shoot(small.page, `outreach/recommended-${size}`)
      expect(await axeViolations(small.page)).toEqual([])
      await small.close()
    }
  })

  test('from the customer’s page to the phone and back: drafted, seen, sent, answered', async () => {
    const { customerId, phone } = await client()
    const { page, faults, close } = await open(shop.jonas, `/console/customers/${customerId}`)
    await page.getByRole('link', { name: 'Write', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Write to Anna Berg' }).waitFor()
    await page.getByRole('radio', { name: /^SMS/ }).check()
    await page.getByRole('searchbox', { name: 'Find a product to attach' }).fill('heron')
    await page.getByRole('button', { name: 'Attach Heron Rain Jacket' }).click()
    await page.getByRole('button', { name: 'Draft a text' }).click()
    await page.getByText('Drafted. Read it before you send it.').waitFor()
    expect(await text(page).inputValue()).toContain('Hello Anna, this is Jonas')
    expect(await listOutbox(db(), { customerId, limit: 5 })).toEqual([]) // a draft sends nothing
    await text(page).fill('Shall I keep the Heron for you?')
    await page.getByRole('region', { name: 'How it looks' }).getByText('Shall I keep the Heron').waitFor()
    await page.getByText(/31 characters · \d SMS/).waitFor()
    await send(page).click()
    await written(page)
      .getByText(/^(Sent|Delivered)$/)
      .waitFor()
    await written(page).getByText('Heron Rain Jacket').waitFor()
    expect(await text(page).inputValue()).toBe('')

    await page.goto(`${shop.url}/console/conversations?view=mine`)
    await page.getByRole('region', { name: 'Conversations' }).waitFor()
    await page.locator('[data-connection=online]').waitFor({ state: 'attached' }) // what is told live is told from here on
    await answerFrom(phone, 'Yes please, size M')
    await page.getByText('Anna Berg has answered. The conversation is with you.').first().waitFor()
    await page.getByRole('link', { name: /^Anna Berg/ }).click()
    await transcript(page).getByText('Yes please, size M').waitFor()
    await transcript(page).getByText('Shall I keep the Heron for you?').waitFor()
    await page.getByRole('textbox', { name: 'Reply to Anna Berg' }).waitFor()
    expect(
      await transcript(page)
        .getByText(/^(Sent|Delivered)$/)
        .count(),
    ).toBeGreaterThan(0)
    await shoot(page, 'outreach-answered')
    expect(pageFaults(faults)).toEqual([])
    await close()
  })

  test('what is refused cannot be chosen and says why; a refusal in between keeps the words', async () => {
    const { customerId } = await client({ yesTo: ['sms'] })
    const { page, close } = await openWrite(customerId)
    const mail = page.getByRole('radio', { name: /^E-mail/ })
    await mail.waitFor()
    expect(await mail.getAttribute('aria-disabled')).toBe('true')
    await page.getByText('Not now. They have not said yes.').first().waitFor()
    await mail.click({ force: true })
    expect(await page.getByRole('radio', { name: /^SMS/ }).isChecked()).toBe(true)
    await text(page).fill('Your boots are here.')
    await withdraw(db(), customerId, ['sms'], { source: 'words', evidence: 'STOP' }, new Date())
    await page.getByText(/20 characters · 1 SMS/).waitFor()
    await send(page).click()
    await page.getByText('Not sent. They said no.').waitFor()
    expect(await text(page).inputValue()).toBe('Your boots are here.')
    await close()
  })

  test('what waits for its hour says until when, stands apart in the transcript, and can be taken back', async () => {
    const { customerId, phone } = await client({ name: 'Berta Holm' })
    await answerFrom(phone, 'Hello, are you there?')
    await writeContactRules(db(), { quietHours: anHourByDay(new Date()) }, null, new Date())
    const { page, close } = await openWrite(customerId)
    await page.getByRole('radio', { name: /^SMS/ }).check()
    await page
      .getByText(/Waits for its hour\. Quiet hours: until/)
      .first()
      .waitFor()
    for (const words of ['Good evening.', 'Good night.']) {
      await text(page).fill(words)
      await shoot(page, 'outreach-held')
      await page.getByRole('button', { name: 'Send when it may' }).click()
      await written(page).getByText(words).waitFor()
    }
    await page.getByText('It waits for its hour and is checked once more then.').waitFor()
    await written(page).getByRole('button', { name: 'Take back' }).first().click()
    await written(page).getByText('Taken back. It does not go out.').waitFor()

    await page.goto(`${shop.url}/console/conversations?view=open`)
    await page
      .getByRole('region', { name: 'Conversations' })
      .getByRole('link', { name: /^Berta Holm/ })
      .click()
    await transcript(page)
      .getByText(/Waits for its hour: until/)
      .waitFor()
    await shoot(page, 'outreach-waiting')
    await transcript(page).getByRole('button', { name: 'Take back' }).click()
    await transcript(page)
      .getByText(/Waits for its hour/)
      .waitFor({ state: 'detached' })
    await writeContactRules(db(), { quietHours: null }, null, new Date())
    const rows = await listOutbox(db(), { customerId, kinds: ['clienteling'], limit: 5 })
    expect(rows.map(({ state }) => state)).toEqual(['cancelled', 'cancelled'])
    await close()
  })

  test('WhatsApp takes a template alone: every field is filled, and it reads as it will', async () => {
    const { customerId } = await client({ yesTo: ['whatsapp'] })
    const { page, close } = await openWrite(customerId)
    await page.getByText('WhatsApp takes only a template now').waitFor()
    await page.getByLabel('Template', { exact: true }).selectOption({ label: 'back_in_stock (en)' })
    await page.getByLabel('First name').fill('Anna')
    expect(await send(page).getAttribute('aria-disabled')).toBe('true')
    await page.getByLabel('Product', { exact: true }).fill('Heron')
    await page
      .getByRole('region', { name: 'How it looks' })
      .getByText('Hello Anna, the Heron is back.')
      .waitFor()
    await shoot(page, 'outreach-template')
    await send(page).click()
    await written(page).getByText('Hello Anna, the Heron is back.').waitFor()
    await close()
  })

  test('nothing is lost where there is no connection, and nothing goes out twice', async () => {
    const { customerId } = await client()
    const { page, close } = await openWrite(customerId)
    await page.getByRole('radio', { name: /^SMS/ }).check()
    await text(page).fill('Hello again.')
    let lost = 0
    await page.route('**/outreach', async (route) => {
      if (route.request().method() !== 'POST' || lost > 0) return route.continue()
      lost++
      await route.fetch() // the server has it; its answer is lost
      return route.abort()
    })
    await send(page).click()
    await page.getByText('Not sent. No connection. Try again in a moment.').waitFor()
    expect(await text(page).inputValue()).toBe('Hello again.')
    await send(page).click()
    await written(page)
      .getByText(/^(Sent|Delivered)$/)
      .waitFor()
    expect(await listOutbox(db(), { customerId, limit: 5 })).toHaveLength(1)
    await close()
  })

  test('templates: written by CRM, wrong ones told beside the field, read by associates', async () => {
    const { page, faults, close } = await open(shop.lea, '/console/templates')
    await page.getByRole('button', { name: 'New template' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name', { exact: true }).fill('thank_you')
    await dialog.getByLabel('Text', { exact: true }).fill('Thank you {{first name}}.')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByText('a parameter is one word in double braces, such as {{first_name}}').waitFor()
    await dialog.getByLabel('Text', { exact: true }).fill('Thank you {{first_name}}, see you soon.')
    await dialog.getByText('Thank you Anna, see you soon.').waitFor()
    await dialog.getByLabel('Status at the provider').selectOption('approved')
    await shoot(page, 'templates-form')
    await dialog.getByRole('button', { name: 'Save' }).click()
    const item = page.getByRole('listitem').filter({ hasText: 'thank_you' })
    await item.getByText('Approved').waitFor()
    await item.getByText('Parameters: first_name').waitFor()
    expect(await axeViolations(page)).toEqual([])
    expect(pageFaults(faults)).toEqual([])
    await close()
    const jonas = await open(shop.jonas, '/console/templates')
    await jonas.page.getByRole('listitem').filter({ hasText: 'thank_you' }).waitFor()
    expect(
      await jonas.page.getByRole('button', { name: /^New template/ }).getAttribute('aria-disabled'),
    ).toBe('true')
    await jonas.close()
  })

  test('CRM writes to nobody', async () => {
    const { customerId } = await client()
    const { page, close } = await open(shop.lea, `/console/customers/${customerId}/write`)
    await page.getByRole('heading', { level: 1, name: 'Anna Berg' }).waitFor() // the page, not the form
    expect(await page.getByRole('link', { name: 'Write', exact: true }).count()).toBe(0)
    await close()
  })

  test.each([
    ['wide', false],
    ['tablet', true],
    ['phone', false],
    ['phone', true],
  ] as const)('axe finds nothing, and nothing is too wide: %s, dark %s', async (size, dark) => {
    const { customerId } = await client({ yesTo: ['sms', 'whatsapp'] })
    const { page, close } = await openWrite(customerId, size, dark)
    await page.getByRole('radio', { name: /^SMS/ }).check()
    await page.getByRole('searchbox', { name: 'Find a product to attach' }).fill('jacket')
    await page.getByRole('button', { name: 'Attach Wren Down Jacket' }).click()
    await text(page).fill('Hello Anna, the Wren is back in your size. Shall I keep one?')
    await page.getByText('What was checked').nth(1).click()
    await page.getByRole('region', { name: 'How it looks' }).getByText('the Wren is back').waitFor()
    await shoot(page, `outreach-${size}${dark ? '-dark' : ''}`)
    expect(await axeViolations(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false)
    await page.goto(`${shop.url}/console/templates`)
    await page.getByRole('listitem').filter({ hasText: 'back_in_stock' }).waitFor()
    await shoot(page, `templates-${size}${dark ? '-dark' : ''}`)
    expect(await axeViolations(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false)
    await close()
  })
})
