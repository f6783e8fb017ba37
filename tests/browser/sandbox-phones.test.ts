import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { saveTemplate, setTemplateStatus } from '#domain/content/index.ts'
import { findByIdentifier } from '#domain/identity/index.ts'
import type { SendRequest } from '#orchestrator/index.ts'
import { describeInBrowser, openBrowser, shoot } from '../support/browser.ts'
import { openConsole, pageFaults, replyField, transcript } from '../support/console-page.ts'
import { type ConsoleShop, openConsoleShop } from '../support/console-shop.ts'
import { eventually } from '../support/eventually.ts'
import { fillShop } from '../support/sandbox-story.ts'

const sms = '+15035550177'

/** Holds the phone of a number that nobody has yet. */
async function takePhone(page: Page, channel: 'WhatsApp' | 'SMS', number: string): Promise<void> {
  await page.getByRole('button', { name: 'New phone' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'New phone' })
  await dialog.getByRole('radio', { name: channel }).check()
  await dialog.getByLabel('Number').fill(number)
  await dialog.getByRole('button', { name: 'Open', exact: true }).click()
  await page.getByRole('region', { name: `${channel}:` }).waitFor()
}

async function write(page: Page, text: string): Promise<void> {
  const field = page.getByRole('textbox', { name: /^Write as/ })
  await field.fill(text)
  await field.press('Enter')
  await screen(page).getByText(text, { exact: true }).last().waitFor()
}

const screen = (page: Page) => page.getByRole('region', { name: 'Messages' })
const messages = (page: Page) => screen(page).locator('.phone-theirs')

describeInBrowser('a shopper on a phone of the sandbox', () => {
  let shop: ConsoleShop
  let browser: Browser

  beforeAll(async () => {
    shop = await openConsoleShop()
    browser = await openBrowser()
    const { db } = shop.server.house
    await fillShop(db, new Date())
    const reminder = {
      name: 'jacket_reminder',
      language: 'en',
      category: 'utility',
      body: 'Hello {{first_name}}, your rain jacket is still here.',
      references: {},
    }
    const { templateId } = await saveTemplate(db, reminder, { staffId: null }, new Date())
    await setTemplateStatus(db, { templateId }, { status: 'approved' }, new Date())
  })
  afterAll(async () => {
    await browser?.close()
    await shop?.close()
  })

  test('on WhatsApp: cards, a person, and where the 24 hours are over, a template alone', async () => {
    const lea = await openConsole(browser, shop, shop.lea, '/console/sandbox')
    const { page } = lea
    await page.getByText('Nothing here leaves this machine.').waitFor()
    await takePhone(page, 'WhatsApp', '+1 503 555 0142')
    await page.getByText('Until the customer writes, the shop can only send a template.').waitFor()
    await write(page, 'Do you have rain jackets?')
    const cards = screen(page).getByRole('img', { name: 'Picture from the shop' })
    await eventually(async () => (await cards.count()) === 3)
    const card = messages(page)
      .filter({ has: page.getByRole('img') })
      .first()
    expect(await card.innerText()).toMatch(/Tarn waterproof rain jacket[\s\S]*\$129\.00/)
    expect(await cards.first().evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
    await screen(page).getByRole('button', { name: 'Cheaper ones' }).click()
    await screen(page).getByText('Chosen').waitFor()
    const shown = await messages(page).count()
    await eventually(async () => (await messages(page).count()) > shown)
    await page.getByText(/The shop may write freely until/).waitFor()

    // a person takes over, on another screen
    await write(page, 'I want to talk to a person')
    await screen(page)
      .getByText(/asked our team/)
      .waitFor()
    const desk = await openConsole(browser, shop, shop.mia, '/console')
    await desk.page.locator('.list-pane .row').first().click()
    await desk.page.getByRole('button', { name: 'Take this conversation' }).click()
    await replyField(desk.page).fill('Mia here. The Tarn packs smallest.')
    await replyField(desk.page).press('Enter')
    await screen(page).getByText('Mia here. The Tarn packs smallest.').waitFor()
    // whoever looks at the phone has read everything on it
    await eventually(
      async () => (await page.locator('.ticks-read').count()) === (await messages(page).count()),
    )
    await shoot(page, 'story-whatsapp')

    // a day later
    await page.getByRole('button', { name: 'Try things out' }).click()
    const tryOut = page.getByRole('dialog', { name: 'Try things out' })
    await tryOut.getByRole('button', { name: 'Let 24 hours pass for this phone' }).click()
    await tryOut.getByText('The 24 hours are over for this phone.').waitFor()
    await tryOut.getByRole('button', { name: 'Close' }).click()
    await page.getByText('The 24 hours are over: the shop can only send a template.').waitFor()
    const before = await messages(page).count()
    await replyField(desk.page).fill('Are you still there?')
    await replyField(desk.page).press('Enter')
    await transcript(desk.page)
      .getByText(/24 hours are over/)
      .waitFor()
    await shoot(desk.page, 'story-window-closed')
    await desk.page.reload()
    await desk.page.getByLabel('Template', { exact: true }).selectOption({ label: 'jacket_reminder (en)' })
    expect(await replyField(desk.page).count()).toBe(0)
    await desk.page.getByLabel('First name').fill('Robin')
    await desk.page.getByRole('button', { name: 'Send template' }).click()
    await screen(page).getByText('Hello Robin, your rain jacket is still here.').waitFor()
    expect(await messages(page).count()).toBe(before + 1)
    await shoot(page, 'story-template')
    // whoever answers opens the window again
    await write(page, 'Yes, still here')
    await page.getByText(/The shop may write freely until/).waitFor()
    expect(pageFaults([...lea.faults, ...desk.faults])).toEqual([])
    await desk.close()
    await lea.close()
  })

  test('by SMS: numbers to choose from, and after a stop one confirmation and nothing more', async () => {
    const lea = await openConsole(browser, shop, shop.lea, '/console/sandbox')
    const { page } = lea
    await takePhone(page, 'SMS', sms)
    await write(page, 'Do you have rain jackets?')
    await screen(page)
      .getByText(/Reply with a number/)
      .waitFor()
    expect(await messages(page).first().innerText()).toMatch(/\n1\. /)
    await screen(page)
      .getByText(/segments? · /)
      .first()
      .waitFor()
    await write(page, '2')
    await eventually(async () => (await messages(page).count()) === 2)
    await write(page, 'please stop texting me')
    await screen(page)
      .getByText(/You will get no more texts from us/)
      .waitFor()
    await shoot(page, 'story-sms')

    const { house } = shop.server
    const robin = await findByIdentifier(house.db, 'phone', sms)
    const customerId = robin?.customerId ?? ''
    const jonas = await openConsole(browser, shop, shop.jonas, `/console/customers/${customerId}/write`)
    const card = jonas.page.locator('.channel-card').filter({ hasText: 'SMS' })
    await card.getByText('Not now').waitFor()
    expect(await card.innerText()).toMatch(/consent|agreed|no\b|stop/i)
    await shoot(jonas.page, 'story-refused')
    const asked = (key: string, sender: SendRequest['sender']): SendRequest => ({
      key,
      kind: 'clienteling',
      customerId,
      channels: ['sms'],
      sender,
      content: { text: 'Robin, the Tarn is on sale.', parts: [] },
    })
    const outcomes = await house.outbox.request([
      asked('agent', { type: 'agent' }),
      asked('associate', { type: 'associate', staffId: shop.jonas.staff.staffId, name: 'Jonas' }),
      asked('journey', { type: 'journey', name: 'back_in_stock' }),
    ])
    expect(outcomes.map(({ state, gate }) => `${state} ${gate}`)).toEqual(Array(3).fill('refused consent'))
    expect(await messages(page).count()).toBe(3)
    expect(pageFaults([...lea.faults, ...jonas.faults])).toEqual([])
    await jonas.close()
    await lea.close()
  })
})
