import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { consentOf } from '#domain/consent/index.ts'
import { membersOf, rootOf } from '#domain/identity/index.ts'
import { setTrait } from '#domain/profile/index.ts'
import { axeViolations, describeInBrowser, openBrowser, shoot, viewports } from '../support/browser.ts'
import { openConsole, pageFaults } from '../support/console-page.ts'
import { type Account, type ConsoleShop, openConsoleShop } from '../support/console-shop.ts'
import { addPerson, annaTwice } from '../support/people-story.ts'

const script = '<img src=x onerror="window.__ran=1"><script>window.__ran=1</script>'

describeInBrowser('the customers', () => {
  let shop: ConsoleShop
  let browser: Browser
  let anna = ''
  let guest = ''
  beforeAll(async () => {
    shop = await openConsoleShop()
    browser = await openBrowser()
    const people = await annaTwice(shop.server.house.db, new Date())
    anna = people.anna
    guest = people.guest
  })
  afterAll(async () => {
    await browser?.close()
    await shop?.close()
  })
  const open = (account: Account, path = '/console/customers', size: keyof typeof viewports = 'wide') =>
    openConsole(browser, shop, account, path, { viewport: viewports[size] })
  const search = (page: Page) => page.getByRole('searchbox', { name: 'Find a customer' })
  const rows = (page: Page) => page.getByRole('region', { name: 'Customers' }).getByRole('listitem')
  const title = (page: Page, name: string) =>
    page.getByRole('heading', { level: 1, name, exact: true }).waitFor()

  test('a shop without customers says where they will come from', async () => {
    const { page, close } = await open(shop.lea, '/console')
    await rows(page).first().waitFor()
    await page.route('**/api/customers?*', (route) => route.fulfill({ json: { customers: [], next: null } }))
    await page.reload()
    await page.getByText('No customers yet').waitFor()
    expect(page.url()).toContain('/console/customers') // where those begin who have no conversations
    expect(await axeViolations(page)).toEqual([])
    await close()
  })

  test('by keyboard alone: found while typing, merged with the other record, and un-merged again', async () => {
    const { db } = shop.server.house
    const { page, faults, close } = await open(shop.mia)
    await rows(page).nth(1).waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('berg ann')
    await expect.poll(() => rows(page).count()).toBe(1)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await title(page, 'Anna Berg')

    await page.getByRole('link', { name: 'Merge', exact: true }).focus()
    await page.keyboard.press('Enter')
    await title(page, 'Who is the same person?')
    await page.getByRole('region', { name: 'Customer', exact: true }).getByRole('searchbox').focus()
    await page.keyboard.type('aberg@')
    await page
      .getByRole('region', { name: 'Customer', exact: true })
      .getByRole('link', { name: /^A\. Berg/ })
      .waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await title(page, 'Merge Anna Berg')
    const both = page.getByRole('table', { name: 'Both sides' })
    for (const text of [
      'Torstraße 12, 10115 Berlin',
      'Torstr. 12, 10115 Berlin',
      'user-118',
      'aberg@mail.example',
    ])
      await both.getByText(text).waitFor()
    expect(await both.getByText('differs').count()).toBe(4) // name, address, e-mail, consent
    await page.getByText('E-mail, marketing: no longer, although Anna Berg may be written to today').waitFor()
    await page.getByLabel('Why are they one person?').focus()
    await page.keyboard.press('Enter')
    await page.getByText('A few words are needed.').first().waitFor()
    await page.keyboard.type('Same loyalty card in the store')
    await page.keyboard.press('Enter')
    await page.getByText('Merged. You can un-merge them at any time.').waitFor()
    expect(await rootOf(db, guest)).toBe(anna)
    await page.getByText('aberg@mail.example').first().waitFor()

    await page.getByRole('link', { name: 'Un-merge' }).focus()
    await page.keyboard.press('Enter')
    await title(page, 'Un-merge Anna Berg')
    await page.getByText('“Same loyalty card in the store”').waitFor()
    await page.getByRole('button', { name: 'Choose these' }).focus()
    await page.keyboard.press('Enter')
    expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(1)
    await page.getByLabel('Why are they two people?').focus()
    await page.keyboard.type('The card was borrowed')
    await page.keyboard.press('Enter')
    await page.getByText('Un-merged. Each has back what was theirs.').waitFor()
    expect(await rootOf(db, guest)).toBe(guest)
    await page.getByRole('link', { name: 'The other customer' }).click()
    await title(page, 'A. Berg')
    expect(pageFaults(faults)).toEqual([])
    await close()
  })

  test('what cannot be un-merged says why, and nothing typed is lost when it fails', async () => {
    const { page, close } = await open(shop.mia, `/console/customers/${anna}/unmerge`)
    const button = page.getByRole('button', { name: /^Un-merge/ })
    expect(await button.getAttribute('title')).toBe('Choose what goes apart.')
    for (const box of await page.getByRole('checkbox').all()) await box.check()
    expect(await button.getAttribute('title')).toBe('Something has to stay.')
    await page.getByRole('checkbox').first().uncheck()
    await page.getByLabel('Why are they two people?').fill('Two people, one phone')
    await page.route('**/unmerge', (route) => route.abort())
    await button.click()
    await page.getByText('No connection. Try again in a moment.').first().waitFor()
    expect(await page.getByLabel('Why are they two people?').inputValue()).toBe('Two people, one phone')
    const members = await membersOf(shop.server.house.db, anna)
    expect(members).toHaveLength(4)
    await close()
  })

  test('each figure and trait has its why, one press away; the purpose decides what is shown', async () => {
    const { page, close } = await open(shop.admin, `/console/customers/${anna}`)
    await page.getByText('US$220.00').waitFor()
    await page.getByLabel('Why: Lifetime value').click()
    await page
      .getByText(/The total of 4 orders between/)
      .first()
      .waitFor()
    await page.getByLabel('Why: Size').click()
    await page.getByText(/The customer said so in the chat on .*“I wear size M”/).waitFor()
    await page.getByText('kept for other purposes').waitFor()
    await page.getByLabel('Shown for').selectOption({ label: 'Marketing' })
    await page.getByText('Hiking').waitFor()
    expect(await page.getByText('Seen by the shop').count()).toBe(1)
    expect(await page.getByLabel('Why: Size').count()).toBe(0)
    await page.getByLabel('What is shown').selectOption({ label: 'Orders' })
    await expect.poll(() => page.locator('.moment').count()).toBe(4)
    await page.getByLabel('What is shown').selectOption({ label: 'Loyalty' })
    await page.getByText('Nothing of this kind.').waitFor()
    await close()
  })

  test('staff write down a no at once, and a yes only with its evidence', async () => {
    const { db } = shop.server.house
    const { page, close } = await open(shop.jonas, `/console/customers/${anna}`)
    const chip = page.getByRole('button', { name: /^Marketing, SMS:/ })
    await chip.click()
    const dialog = page.getByRole('dialog', { name: 'SMS, marketing' })
    await dialog.getByRole('button', { name: 'Record a yes' }).click()
    await dialog.getByText('A yes needs the words or the paper it stands on.').first().waitFor()
    expect(await axeViolations(page)).toEqual([])
    await dialog.getByLabel('What the customer said or signed, and where').fill('Signed form 12 at the till')
    await dialog.getByRole('button', { name: 'Record a yes' }).click()
    await page.getByText('Recorded as a yes that staff wrote down.').waitFor()
    await page.getByRole('button', { name: 'Marketing, SMS: may be used', exact: true }).click()
    await dialog.getByText('Signed form 12 at the till').waitFor()
    await dialog.getByRole('button', { name: 'Withdraw', exact: true }).click()
    await page.getByText('Recorded. It counts from now on.').waitFor()
    await page.getByRole('button', { name: 'Marketing, SMS: may not be used' }).waitFor()
    const line = (await consentOf(db, anna)).lines.find(
      (each) => each.channel === 'sms' && each.purpose === 'marketing',
    )
    expect(line).toMatchObject({ state: 'denied', source: 'staff' })
    await close()
  })

  test('who sends campaigns reads, records a no, and neither grants nor merges', async () => {
    const { page, close } = await open(shop.lea, `/console/customers/${anna}/merge`)
    await title(page, 'Anna Berg')
    expect(await page.getByRole('link', { name: 'Merge', exact: true }).count()).toBe(0)
    await page.getByRole('button', { name: /^Marketing, Push:/ }).click()
    const grant = page.getByRole('button', { name: /^Record a yes/ })
    expect(await grant.getAttribute('title')).toBe('Your role may record a no, not a yes.')
    await close()
  })

  test('nobody found, nothing there, a broken answer and no connection are each said', async () => {
    const { page, close } = await open(shop.mia)
    await search(page).fill('zzz')
    await page.getByText('Nobody is found for “zzz”').waitFor()
    await page.route('**/api/customers?*', (route) => route.fulfill({ status: 500, body: 'no' }))
    await search(page).fill('zz')
    await page.getByText('The customers could not be read.').waitFor()
    await page.unroute('**/api/customers?*')
    await page.route('**/api/customers?*', (route) => route.abort())
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('No connection. Try again in a moment.').waitFor()
    await page.unroute('**/api/customers?*')
    await search(page).fill('anna')
    await expect.poll(() => rows(page).count()).toBe(1)
    await page.goto(`${shop.url}/console/customers/cus_nobody`)
    await page.getByText('This customer does not exist, or is no longer kept.').waitFor()
    expect(await axeViolations(page)).toEqual([])
    await close()
  })

  test('a late answer does not replace a later one', async () => {
    const { page, close } = await open(shop.mia)
    await rows(page).first().waitFor()
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route(/\/api\/customers\?q=ab$/, async (route) => {
      await held
      await route.continue()
    })
    const first = page.waitForRequest(/\/api\/customers\?q=ab$/)
    await search(page).fill('ab')
    await first
    await search(page).fill('anna')
    await expect
      .poll(() =>
        rows(page)
          .allInnerTexts()
          .then((all) => all.length),
      )
      .toBe(1)
    const late = page.waitForResponse(/\/api\/customers\?q=ab$/)
    release()
    await late
    expect(await rows(page).first().innerText()).toContain('Anna Berg')
    await close()
  })

  test('a conversation leads to its customer', async () => {
    const shopper = await shop.shopper()
    const { conversation } = await shopper.say('Can I talk to a person?')
    const path = `/console/conversations/${conversation.conversationId}`
    const { page, close } = await open(shop.mia, path)
    await page.getByRole('link', { name: 'Everything about this customer' }).click()
    await title(page, 'Visitor')
    await page.getByText('Not known by name').waitFor()
    await page.getByRole('link', { name: 'Open the conversation' }).click()
    await page.getByText('Can I talk to a person?').first().waitFor()
    await close()
  })

  test('script in names, identifiers, traits and reasons is text', async () => {
    const { db } = shop.server.house
    const now = new Date()
    const eve = await addPerson(db, { userId: script, name: `Eve ${script}` }, now)
    await setTrait(
      db,
      {
        customerId: eve,
        name: 'style',
        value: script,
        source: script,
        party: 'zero',
        evidence: script,
        at: now,
      },
      now,
    )
    const { page, faults, close } = await open(shop.mia)
    await search(page).fill('eve')
    await rows(page).getByText(script).first().waitFor()
    await rows(page).getByRole('link').first().click()
    await title(page, `Eve ${script}`)
    for (const why of await page.locator('.why summary').all()) await why.click()
    await page.goto(`${shop.url}/console/customers/${eve}/merge?other=${anna}`)
    await title(page, `Merge Eve ${script}`)
    expect(await page.locator('#room img, #room script').count()).toBe(0)
    expect(await page.evaluate(() => Reflect.get(window, '__ran'))).toBeUndefined()
    expect(pageFaults(faults)).toEqual([])
    await close()
  })

  const looks = [
    ['wide', 'light'],
    ['tablet', 'dark'],
    ['phone', 'light'],
  ] as const
  test.each(looks)(
    'axe finds nothing, and nothing is wider than the screen: %s, %s',
    async (size, colorScheme) => {
      const options = { viewport: viewports[size], colorScheme }
      const { page, faults, close } = await openConsole(
        browser,
        shop,
        shop.admin,
        '/console/customers',
        options,
      )
      const paths = ['', `/${anna}`, `/${anna}/merge`, `/${anna}/merge?other=${guest}`, `/${anna}/unmerge`]
      for (const path of paths) {
        await page.goto(`${shop.url}/console/customers${path}`)
        await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' })
        await expect.poll(() => page.locator('.skeleton').count()).toBe(0)
        expect(await axeViolations(page), path).toEqual([])
        const wider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
        expect(wider, path).toBe(false)
        await shoot(page, `console/${size}-${colorScheme}-customers${path.replaceAll(/[/?=]|cus_\w+/g, '-')}`)
      }
      if (size === 'phone') {
        await page.goto(`${shop.url}/console/customers`)
        await page.getByRole('button', { name: 'Shop' }).click()
        await page.getByRole('dialog', { name: 'Shop' }).getByRole('link', { name: 'Staff' }).click()
        await title(page, 'Staff')
      }
      expect(pageFaults(faults)).toEqual([])
      await close()
    },
  )
})
