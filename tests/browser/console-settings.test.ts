import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkApiKey } from '#domain/settings/index.ts'
import { axeViolations, describeInBrowser, openBrowser, openPage, shoot } from '../support/browser.ts'
import { openConsole, pageFaults, signInAs } from '../support/console-page.ts'
import { type ConsoleShop, openConsoleShop } from '../support/console-shop.ts'

describeInBrowser('the pages behind the desk', () => {
  let shop: ConsoleShop
  let browser: Browser
  beforeAll(async () => {
    shop = await openConsoleShop()
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await shop?.close()
  })
  const open = (path: string, account = shop.admin) => openConsole(browser, shop, account, path)

  test('what is saved is what the shop then says; only the changed fields are sent', async () => {
    const { page, faults, close } = await open('/console/settings/welcome', shop.mia)
    await page.getByLabel('Greeting').fill('Good morning. What are you looking for?')
    await page.getByRole('button', { name: 'Add a suggestion' }).click()
    await page.getByLabel('Suggestion 4', { exact: true }).fill('Gifts under 30')
    const sent = page.waitForRequest((request) => request.method() === 'PUT')
    await page.getByRole('button', { name: 'Save' }).click()
    expect(Object.keys((await sent).postDataJSON()).sort()).toEqual(['greeting', 'starters'])
    await page.getByText('Saved', { exact: true }).waitFor()
    const config = await page.evaluate(
      async (key) => (await fetch(`/v1/widget?key=${key}`)).json(),
      shop.server.publicKey,
    )
    expect(config).toMatchObject({ greeting: 'Good morning. What are you looking for?' })
    expect(config.starters).toContain('Gifts under 30')
    await page.getByText('Four is the most.').first().waitFor({ state: 'attached' })
    expect(pageFaults(faults)).toEqual([])
    await close()
  })

  test('a wrong field is marked before anything is sent, and gets the focus', async () => {
    const { page, close } = await open('/console/settings/hours')
    await page.getByLabel('Monday, from').fill('18:00')
    await page.getByLabel('Monday, to').fill('09:00')
    await page.getByLabel('Longest wait in the queue').fill('5')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The end must be after the start.').waitFor()
    await page.getByText('A whole number from 10 to 3,600.').waitFor()
    await shoot(page, 'console/hours-wrong')
    expect(await axeViolations(page)).toEqual([])
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true')
    await page.getByLabel('Monday, to').fill('19:00')
    expect(await page.getByText('The end must be after the start.').count()).toBe(0)
    await page.getByLabel('Longest wait in the queue').fill('60')
    await page.getByLabel('Wednesday', { exact: true }).uncheck()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved', { exact: true }).waitFor()
    const settings = await shop.server.house.settings()
    expect([settings.hours[0], settings.hours[2]]).toEqual([{ open: '18:00', close: '19:00' }, null])
    expect(settings.queueTimeoutSeconds).toBe(60)
    await close()
  })

  test('what only the server can see is shown at the same field', async () => {
    const { page, close } = await open('/console/settings/site')
    await page.route('**/api/settings', async (route) => {
      if (route.request().method() !== 'PUT') return route.continue()
      const errors = [{ path: 'origins.0', message: 'This host is not allowed.' }]
      const problem = { type: 'x', title: 'The request is not valid', status: 400, errors }
      await route.fulfill({
        status: 400,
        contentType: 'application/problem+json',
        body: JSON.stringify(problem),
      })
    })
    await page.getByRole('button', { name: 'Add a site' }).click()
    await page.getByLabel('Site 1').fill('https://shop.example/some/page')
    await page.getByLabel('Site 1').blur()
    expect(await page.getByLabel('Site 1').inputValue()).toBe('https://shop.example')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('This host is not allowed.').waitFor()
    await page.unroute('**/api/settings')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved', { exact: true }).waitFor()
    expect((await shop.server.house.settings()).origins).toEqual(['https://shop.example'])
    await close()
  })

  test('a cart can end in Shopify or at an address of one’s own; an example shows where', async () => {
    const { page, close } = await open('/console/settings/site')
    await page.getByLabel('Shopify', { exact: true }).check()
    await page.getByLabel('Shopify domain').fill('https://my-shop.myshopify.com/admin')
    await page.getByText('https://my-shop.myshopify.com/cart/1001:1,1002:2').waitFor()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved', { exact: true }).waitFor()
    expect((await shop.server.house.settings()).checkoutUrlTemplate).toBe('shopify:my-shop.myshopify.com')
    await page.getByLabel('Another shop').check()
    await page.getByLabel('Address of the checkout').fill('https://shop.example/cart')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText(/that contains \{lines\} or \{items\}/).waitFor()
    await page.getByLabel('Address of the checkout').fill('https://shop.example/cart?add={lines}')
    await page.getByText('https://shop.example/cart?add=1001:1,1002:2').waitFor()
    await close()
  })

  test('a colour that cannot be read is noticed, and the nearest that can is offered', async () => {
    const { page, close } = await open('/console/settings/look')
    await page.getByLabel('Accent colour').fill('#f2b705')
    await page.getByText(/^White text on it would be hard to read \(1\.8 to 1/).waitFor()
    await shoot(page, 'console/look-weak')
    expect(await axeViolations(page)).toEqual([])
    await page.getByRole('button', { name: /the nearest that carries white/ }).click()
    await page.getByText(/^White text on it reads well/).waitFor()
    await close()
  })

  test('changes that are not saved are not lost by a wrong click, nor by the way back', async () => {
    const { page, close } = await open('/console/settings/welcome')
    await page.getByRole('link', { name: 'Look' }).click()
    await page.getByRole('heading', { name: 'Look' }).waitFor()
    await page.getByLabel('Accent colour').fill('#112233')
    await page.getByRole('link', { name: 'Staff' }).click()
    await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor()
    await page.getByRole('button', { name: 'Stay here' }).click()
    expect(await page.getByLabel('Accent colour').inputValue()).toBe('#112233')
    await page.goBack()
    await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor()
    await page.getByRole('button', { name: 'Leave', exact: true }).click()
    await page.getByRole('heading', { name: 'Welcome and voice' }).waitFor()
    await close()
  })

  test('a document comes by file or by paste, can be read, and goes after a question', async () => {
    const { page, faults, close } = await open('/console/settings/documents', shop.mia)
    await page.getByText('No documents yet').waitFor()
    await page.getByRole('button', { name: 'Add a document' }).click()
    const dialog = page.getByRole('dialog', { name: 'Add a document' })
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await dialog.getByText('Fill this in.').waitFor()
    await dialog.getByLabel('Choose a file').setInputFiles({
      name: 'returns.md',
      mimeType: 'text/markdown',
      buffer: Buffer.from('# Returns\n\n## Within 30 days\n\nUnworn goods come back free of charge.'),
    })
    await dialog.getByText('returns.md is read in below.').waitFor()
    await shoot(page, 'console/document-add')
    expect(await axeViolations(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByText('“Returns” is ready to be quoted.').waitFor()
    const opened = page.waitForEvent('popup')
    await page.getByRole('link', { name: 'Returns' }).click()
    await (await opened).getByText('Unworn goods come back free of charge.').waitFor()
    await page.getByRole('button', { name: 'Add a document' }).click()
    await dialog.getByLabel('Text').fill('# Returns\n\nReturns cost nothing from Switzerland.')
    await dialog.getByText('Countries and dates').click()
    await dialog.getByLabel('Countries it holds for').fill('Mars')
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await dialog.getByText('is not a country of two letters').waitFor()
    await dialog.getByLabel('Countries it holds for').fill('ch')
    await dialog.getByLabel('Holds from').fill('2099-05-01')
    await shoot(page, 'console/document-validity')
    expect(await axeViolations(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByText(/For Switzerland · from .*2099/).waitFor()
    await page.getByText('Not quoted yet').waitFor()
    await page.getByRole('button', { name: 'Remove Returns' }).first().click()
    await page
      .getByRole('dialog', { name: 'Remove “Returns”?' })
      .getByRole('button', { name: 'Remove' })
      .click()
    await page.getByText('Not quoted yet').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Remove Returns' }).click()
    await page
      .getByRole('dialog', { name: 'Remove “Returns”?' })
      .getByRole('button', { name: 'Remove' })
      .click()
    await page.getByText('No documents yet').waitFor()
    expect(pageFaults(faults)).toEqual([])
    await close()
  })

  test('a file that is no text, or too large, is refused in words', async () => {
    const { page, close } = await open('/console/settings/documents')
    await page.getByRole('button', { name: 'Add a document' }).click()
    const file = page.getByLabel('Choose a file')
    await file.setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from([1, 0, 2]) })
    await page.getByText('Only Markdown (.md), HTML (.html) and plain text (.txt).').waitFor()
    await file.setInputFiles({ name: 'x.md', mimeType: 'text/markdown', buffer: Buffer.alloc(900_001, 'x') })
    await page.getByText('This file is larger than 900 KB. Split it by topic.').waitFor()
    await file.setInputFiles({ name: 'y.txt', mimeType: 'text/plain', buffer: Buffer.from('a\0b') })
    await page.getByText('Only Markdown (.md), HTML (.html) and plain text (.txt).').waitFor()
    await close()
  })

  test('a person is added, signs in with the password that was shown once, and can be shut out again', async () => {
    const { page, faults, close } = await open('/console/staff')
    await page.getByRole('button', { name: 'Add a person' }).click()
    const dialog = page.getByRole('dialog', { name: 'Add a person' })
    await dialog.getByLabel('Name').fill('Paula')
    await dialog.getByLabel('E-mail').fill('not an address')
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await dialog.getByText('An e-mail address such as mia@shop.example.').waitFor()
    await dialog.getByLabel('E-mail').fill('paula@shop.example')
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    const once = page.getByRole('dialog', { name: 'Password for Paula' })
    const password = await once.getByLabel('One-time view of the password').inputValue()
    await page.keyboard.press('Escape') // a stray key must not lose it
    await page.keyboard.press('Escape')
    await shoot(page, 'console/password-once')
    await once.getByRole('button', { name: 'I have noted it' }).click()

    const hers = await openPage(browser)
    await hers.page.goto(`${shop.url}/console`)
    await signInAs(hers.page, { staff: { email: 'paula@shop.example' }, password })
    await hers.page.getByText('Nobody is waiting').waitFor()

    await page.getByRole('button', { name: 'Change Paula' }).click()
    await page.getByRole('button', { name: 'Stop sign-in' }).click()
    await page.getByText('Cannot sign in').waitFor()
    await hers.page.getByRole('link', { name: 'Settings' }).click()
    await hers.page.getByRole('dialog', { name: 'Sign in to go on' }).waitFor()
    await hers.close()
    expect(pageFaults(faults)).toEqual([])
    await close()
  })

  test('nobody can lock themselves out: the controls say why', async () => {
    const { page, close } = await open('/console/staff')
    await page.getByRole('button', { name: 'Change Ada' }).click()
    await page.getByText('You cannot take your own admin role away.').waitFor()
    await page.getByRole('checkbox', { name: 'Admin' }).click({ force: true })
    expect(await page.getByRole('checkbox', { name: 'Admin' }).isChecked()).toBe(true)
    const stop = page.getByRole('button', { name: /^Stop sign-in/ })
    expect(await stop.getAttribute('title')).toBe('You cannot lock yourself out.')
    await stop.click({ force: true })
    await page.getByRole('dialog', { name: 'Change Ada' }).waitFor()
    expect(await axeViolations(page)).toEqual([])
    await close()
  })

  test('an e-mail that is taken is refused in words', async () => {
    const { page, close } = await open('/console/staff')
    await page.getByRole('button', { name: 'Add a person' }).click()
    await page.getByLabel('Name').fill('Another Mia')
    await page.getByLabel('E-mail').fill(shop.mia.staff.email)
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByRole('dialog').locator('.field-error, .form-problem').first().waitFor()
    expect(await page.getByRole('dialog', { name: 'Add a person' }).count()).toBe(1)
    await close()
  })

  test('the script tag is ready to copy; a secret key is shown once, works, and can be revoked', async () => {
    const { page, faults, close } = await open('/console/install')
    const tag = page.getByLabel('Put this line on every page')
    await tag.waitFor()
    expect(await tag.inputValue()).toBe(
      `<script src="${shop.url}/widget.js" data-key="${shop.server.publicKey}" async></script>`,
    )
    await page.getByRole('button', { name: 'New secret key' }).click()
    await page.getByLabel('Name of the key').fill('Shop server')
    await page.getByRole('button', { name: 'Make the key' }).click()
    const key = await page.getByLabel('One-time view of the secret key').inputValue()
    expect(await checkApiKey(shop.server.house.db, key)).toBe('secret')
    expect(await axeViolations(page)).toEqual([])
    await page.getByRole('button', { name: 'I have stored it' }).click()
    await page.getByText('Shop server').waitFor()
    expect(await page.content()).not.toContain(key)
    await page.getByRole('button', { name: 'Revoke Shop server' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
    await page.getByText('Revoked').waitFor()
    expect(await checkApiKey(shop.server.house.db, key)).toBeNull()
    expect(pageFaults(faults)).toEqual([])
    await close()
  })
})
