import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ChannelAdapter } from '#channels/index.ts'
import { consentOf, signLink } from '#domain/consent/index.ts'
import { createCustomer } from '#domain/identity/index.ts'
import { axeViolations, describeInBrowser, openBrowser, shoot, viewports } from '../support/browser.ts'
import { openConsole, pageFaults } from '../support/console-page.ts'
import { type ConsoleShop, openConsoleShop } from '../support/console-shop.ts'
import { eventually } from '../support/eventually.ts'
import { fillSandbox, outgoing } from '../support/sandbox-story.ts'

describeInBrowser('the sandbox of the console', () => {
  let shop: ConsoleShop
  let browser: Browser
  let adapter: ChannelAdapter
  let customerId = ''
  const phone = '+15035550142'

  beforeAll(async () => {
    shop = await openConsoleShop()
    browser = await openBrowser()
    const { house } = shop.server
    adapter = house.sandbox.openAdapter(['sms', 'whatsapp', 'email', 'push'])
    const given = {
      name: 'Anna Berg',
      identifiers: [{ kind: 'phone' as const, value: phone }],
      source: 'test',
    }
    customerId = (await createCustomer(house.db, given, new Date())).customerId
    const claims = {
      kind: 'unsubscribe' as const,
      customerId,
      channel: 'email' as const,
      purposes: ['marketing' as const],
    }
    const leave = `${shop.url}/u/${signLink(house.secrets.link, claims, new Date())}`
    await fillSandbox(house.db, adapter, customerId, leave, new Date())
  })
  afterAll(async () => {
    await adapter?.close()
    await browser?.close()
    await shop?.close()
  })

  test('a WhatsApp phone shows pictures, buttons, lists and templates, and what comes in while it is open', async () => {
    const { page, faults, close } = await openConsole(browser, shop, shop.lea, '/console/sandbox')
    await shoot(page, 'sandbox-list')
    await page
      .getByRole('link', { name: /^\+15035550142|Anna Berg/ })
      .filter({ hasText: 'WhatsApp' })
      .click()
    const screen = page.getByRole('region', { name: 'Messages' })
    await screen.getByText('Anna, the Heron rain shell is back').waitFor()
    await screen.getByRole('img', { name: 'Picture from the shop' }).waitFor()
    await screen.getByRole('button', { name: 'Tarn anorak' }).waitFor()
    await screen.getByText('Sizes').click()
    await screen.getByRole('button', { name: /Size M/ }).waitFor()
    await shoot(page, 'sandbox-whatsapp')
    expect(await axeViolations(page)).toEqual([])
    const late = { type: 'text' as const, text: 'One more thing.' }
    await adapter.send(outgoing('whatsapp', phone, late, { outboxId: 'out_late' }))
    await screen.getByText('One more thing.').waitFor()
    // whoever looks has read it
    await eventually(async () => (await screen.getByText('Read').count()) >= 5)
    expect(pageFaults(faults)).toEqual([])
    await close()
  })

  test('a mail runs nothing and asks nobody, and its one-click unsubscribe is heard by the shop', async () => {
    const { page, faults, close } = await openConsole(browser, shop, shop.mia, '/console/sandbox')
    const outside: string[] = []
    page.on('requestfinished', (request) => outside.push(request.url()))
    page.on('requestfailed', (request) => outside.push(`${request.failure()?.errorText} ${request.url()}`))
    await page
      .getByRole('link', { name: /Anna Berg/ })
      .filter({ hasText: 'E-mail' })
      .click()
    await page.getByRole('button', { name: /Your rain shell is on its way/ }).click()
    const mail = page.frameLocator('iframe')
    await mail.getByRole('heading', { name: 'On its way' }).waitFor()
    expect(await mail.getByRole('heading').evaluate((node) => getComputedStyle(node).color)).toBe(
      'rgb(31, 93, 80)',
    )
    expect(await page.title()).toMatch(/^Sandbox/)
    // barred by the frame's policy before it left
    expect(outside.filter((url) => !url.startsWith(shop.url))).toEqual([
      'csp https://tracker.example/pixel.gif',
    ])
    await shoot(page, 'sandbox-mail')
    expect(await axeViolations(page, { within: '.mailbox-list' })).toEqual([])
    const opened = page.waitForEvent('popup')
    await mail.getByRole('link', { name: 'Follow it' }).click()
    await (await opened).close()
    await page.getByRole('button', { name: 'As text' }).click()
    await page.getByText('Follow it: https://shop.example/orders/1').last().waitFor()
    await page.getByRole('button', { name: 'Unsubscribe', exact: true }).click()
    await page.getByText('Unsubscribed. The shop has noted it.').waitFor()
    const { lines } = await consentOf(shop.server.house.db, customerId)
    expect(lines.find((line) => line.channel === 'email' && line.purpose === 'marketing')).toMatchObject({
      state: 'denied',
    })
    // the frame's policy bars the script and the pixel: those two lines are what is wanted
    const wanted = /csp: (script-src|img-src)|Content Security Policy|sandboxed|ERR_BLOCKED_BY_CSP/
    expect(pageFaults(faults).filter((fault) => !wanted.test(fault))).toEqual([])
    await close()
  })

  test('a lock screen, a fault that is switched on, a lost connection, and nothing at all', async () => {
    const { page, close } = await openConsole(browser, shop, shop.lea, '/console/sandbox')
    await page
      .getByRole('link', { name: /Anna Berg/ })
      .filter({ hasText: 'Push' })
      .click()
    await page.getByRole('region', { name: 'Lock screen' }).getByText('Back in stock').waitFor()
    await shoot(page, 'sandbox-push')
    await page
      .getByRole('link', { name: /Anna Berg/ })
      .filter({ hasText: 'SMS' })
      .click()
    await page.getByText('1 segment · GSM-7').waitFor()
    await page.getByRole('button', { name: 'Try things out' }).click()
    const dialog = page.getByRole('dialog', { name: 'Try things out' })
    await dialog.getByRole('radio', { name: /Cannot be reached/ }).check()
    await shoot(page, 'sandbox-try-out')
    expect(await axeViolations(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Close' }).click()
    await page.getByText('Switched on: cannot be reached').waitFor()
    const text = { type: 'text' as const, text: 'Hello?' }
    const sent = await adapter.send(outgoing('sms', phone, text, { outboxId: 'out_fault' }))
    expect(sent).toMatchObject({ outcome: 'rejected', reason: 'unreachable' })
    // what could not be sent stays in the field, and goes out once
    await page.context().setOffline(true)
    const field = page.getByRole('textbox', { name: 'Write as Anna Berg' })
    await field.fill('Is anybody there?')
    await field.press('Enter')
    await page.getByText('No connection. Try again in a moment.').waitFor()
    expect(await field.inputValue()).toBe('Is anybody there?')
    await shoot(page, 'sandbox-offline')
    await page.context().setOffline(false)
    await field.press('Enter')
    await page.getByRole('region', { name: 'Messages' }).getByText('Is anybody there?').waitFor()
    expect(await field.inputValue()).toBe('')
    await page.getByRole('searchbox', { name: 'Find a phone or mailbox' }).fill('zebedee')
    await page.getByText('Nothing for “zebedee”').waitFor()
    await close()
  })

  test('on a phone the list leads to the device and back, in the dark too', async () => {
    const options = { viewport: viewports.phone, colorScheme: 'dark' as const }
    const { page, close } = await openConsole(browser, shop, shop.lea, '/console/sandbox', options)
    await shoot(page, 'sandbox-list-phone')
    await page
      .getByRole('link', { name: /Anna Berg/ })
      .filter({ hasText: 'WhatsApp' })
      .click()
    await page.getByRole('region', { name: 'Messages' }).getByText('Choose a size.').waitFor()
    await shoot(page, 'sandbox-whatsapp-phone')
    expect(await axeViolations(page)).toEqual([])
    await page.getByRole('link', { name: 'Phones' }).click()
    await page.getByRole('button', { name: 'New phone' }).click()
    const dialog = page.getByRole('dialog', { name: 'New phone' })
    await dialog.getByRole('radio', { name: 'E-mail' }).check()
    await dialog.getByRole('button', { name: /Anna Berg/ }).click()
    await dialog.getByText('Anna Berg has no e-mail address.').waitFor()
    await dialog.getByRole('radio', { name: 'SMS' }).check()
    await dialog.getByLabel('Number').fill('0142')
    await dialog.getByRole('button', { name: 'Open', exact: true }).click()
    await dialog.getByText('Write it with its country').last().waitFor()
    await shoot(page, 'sandbox-new-phone')
    await close()
  })
})
