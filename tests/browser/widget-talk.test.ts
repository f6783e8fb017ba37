import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { describeInBrowser, openBrowser } from '../support/browser.ts'
import type { FakeOptions } from '../support/fake-chat-server.ts'
import { openShop, type ShopPage } from '../support/widget-page.ts'
import {
  askSize,
  cart,
  jackets,
  order,
  product,
  proposal,
  returnsSource,
  scripts,
} from '../support/widget-story.ts'

describeInBrowser('a talk in the widget', () => {
  let browser: Browser
  let shop: ShopPage
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())
  afterEach(() => shop.close())

  const start = async (options?: FakeOptions) => {
    shop = await openShop(browser, options)
    await shop.open()
  }
  const bubbles = () => shop.page.locator('.messages .bubble').allInnerTexts()
  const announced = () => shop.page.locator('[aria-live]').innerText()

  test('an answer grows sentence by sentence in one bubble, and is announced once, when it is whole', async () => {
    await start()
    await shop.ask('hello')
    const first = shop.house.say('agent', 'We have three.', [], { status: 'partial' })
    await shop.page.getByText('We have three.').waitFor()
    expect(await announced()).toBe('')
    const second = shop.house.change(first, { text: 'We have three. The Heron is the driest.' })
    await shop.page.getByText('We have three. The Heron is the driest.').waitFor()
    shop.house.change(second, {
      text: 'We have three. The Heron is the driest. Shall I add it?',
      status: 'complete',
    })
    await expect.poll(announced).toBe('Assistant: We have three. The Heron is the driest. Shall I add it?')
    expect(await bubbles()).toEqual(['hello', 'We have three. The Heron is the driest. Shall I add it?'])
  })

  test('a text that was withdrawn is replaced where it stood', async () => {
    await start()
    await shop.ask('hello')
    const first = shop.house.say('agent', 'We hav', [], { status: 'partial' })
    await shop.page.getByText('We hav', { exact: true }).waitFor()
    shop.house.change(
      first,
      { text: 'Let me try that again: we have three.', status: 'complete' },
      'message.replaced',
    )
    await expect.poll(bubbles).toEqual(['hello', 'Let me try that again: we have three.'])
  })

  test('a starter, a quick reply and a yes are sent as the shopper’s own words, and are gone then', async () => {
    await start()
    await shop.page.getByRole('button', { name: 'Where is my order?' }).click()
    await shop.house.heard('Where is my order?')
    expect(await shop.page.getByRole('button', { name: 'Waterproof jackets under $150' }).count()).toBe(0)
    shop.house.say('agent', 'Which ones?', [askSize])
    await shop.page.getByRole('button', { name: 'Cheaper ones' }).click()
    await shop.house.heard('Show me cheaper ones')
    expect(await shop.page.getByRole('button', { name: 'Cheaper ones' }).count()).toBe(0)
    shop.house.say('agent', 'Shall I?', [proposal()])
    await shop.page.getByRole('button', { name: 'Yes', exact: true }).click()
    await shop.house.heard('Yes')
    expect(await shop.page.getByRole('button', { name: 'Yes', exact: true }).count()).toBe(0)
  })

  test('a proposal that has expired, or was not the last word, offers no button', async () => {
    await start()
    await shop.ask('cancel it')
    shop.house.say('agent', 'Shall I?', [proposal(new Date(Date.now() + 600).toISOString())])
    await shop.page.getByRole('button', { name: 'Yes', exact: true }).waitFor()
    await shop.page.getByText('This question has expired.').waitFor()
    expect(await shop.page.getByRole('button', { name: 'Yes', exact: true }).count()).toBe(0)
    shop.house.say('agent', 'Again: shall I?', [proposal()])
    shop.house.say('agent', 'Or something else?')
    await shop.page.getByText('Or something else?', { exact: true }).waitFor()
    expect(await shop.page.getByRole('button', { name: 'Yes', exact: true }).count()).toBe(0)
  })

  test('a card shows typed facts, links as a whole, and puts the chosen variant into the cart', async () => {
    await start()
    await shop.ask('jackets?')
    shop.house.say('agent', 'Here.', [jackets])
    const heron = shop.page.getByRole('article').filter({ hasText: 'Heron Rain Shell' })
    await heron.getByText('$129.00').waitFor()
    expect(await heron.getByRole('link').getAttribute('href')).toBe(`${shop.house.url}/products/heron`)
    await heron.getByRole('button', { name: 'Choose colour' }).click()
    await heron.getByLabel('Colour, Heron Rain Shell').selectOption('Moss')
    expect(await heron.getByRole('option', { name: 'M (Sold out)' }).isDisabled()).toBe(true)
    await heron.getByLabel('Size, Heron Rain Shell').selectOption('L')
    await heron.getByText('$139.00').waitFor()
    await heron.getByRole('button', { name: 'Add to cart' }).click()
    await heron.getByRole('button', { name: 'In your cart' }).waitFor()
    expect(shop.house.cartCalls).toEqual([
      { productId: 'heron', variantId: 'heron-moss-l', quantity: 1, mode: 'add' },
    ])
    const parka = shop.page.getByRole('article').filter({ hasText: 'Plover Storm Parka' })
    await parka.getByText('Sold out').waitFor()
    expect(await parka.getByRole('button').count()).toBe(0)
  })

  test('with a mouse the row of cards turns by arrows, each there only while it leads somewhere', async () => {
    await start()
    await shop.ask('jackets?')
    shop.house.say('agent', 'Here.', [jackets])
    await shop.page.getByRole('article').first().hover()
    const [back, next] = [shop.page.locator('.turn:not(.next)'), shop.page.locator('.turn.next')]
    expect(await back.count()).toBe(0)
    await next.click()
    await expect.poll(() => back.isVisible()).toBe(true)
    await expect.poll(() => next.count()).toBe(0)
  })

  test('a card without its variants asks for the choice in words', async () => {
    await start()
    await shop.ask('jackets?')
    const card = product({ choices: [{ name: 'Size', values: ['S', 'M'] }] })
    shop.house.say('agent', 'Here.', [{ type: 'products', products: [card] }])
    await shop.page.getByLabel('Size, Heron Rain Shell').selectOption('M')
    await shop.page.getByRole('button', { name: 'Add to cart' }).click()
    await shop.house.heard('I would like Heron Rain Shell (Size: M), please.')
  })

  test('the cart changes by its buttons, and leads to the shop’s own checkout', async () => {
    await start()
    await shop.ask('my cart?')
    shop.house.setCart(cart)
    await shop.page.getByRole('button', { name: 'Cart, 3 items' }).click()
    expect(await shop.page.getByRole('link', { name: 'Go to checkout' }).getAttribute('href')).toBe(
      `${shop.house.url}${cart.checkoutUrl}`,
    )
    await shop.page.getByRole('button', { name: 'One more of Heron Rain Shell' }).click()
    await shop.page.getByRole('button', { name: 'One fewer of Heron Rain Shell' }).click()
    await expect
      .poll(() => shop.house.cartCalls)
      .toEqual([
        { productId: 'heron', variantId: 'heron-navy-m', quantity: 2, mode: 'set' },
        { productId: 'heron', variantId: 'heron-navy-m', quantity: 1, mode: 'set' },
      ])
    await shop.page.getByRole('button', { name: 'Back to the chat' }).click()
    await shop.page.getByText('my cart?').waitFor()
  })

  test('a source names document and section, and opens in a new tab', async () => {
    await start()
    await shop.ask('returns?')
    shop.house.say('agent', 'You have 60 days.', [returnsSource])
    const link = shop.page.getByRole('link', { name: 'Returns › How long you have' })
    await link.waitFor()
    expect(await link.getAttribute('href')).toBe(`${shop.house.url}/documents/doc_1`)
    expect(await link.getAttribute('target')).toBe('_blank')
  })

  test('a person takes over and can be let go; the page hears of each step', async () => {
    await start()
    await shop.page.evaluate(() => {
      Reflect.set(window, 'steps', [])
      Reflect.get(globalThis, 'Rapport').on('handoff', (status: string) =>
        Reflect.get(window, 'steps').push(status),
      )
    })
    await shop.ask('a person, please')
    shop.house.view({ status: 'queued' })
    await shop.page.getByText('Someone from our team will join you here.').waitFor()
    shop.house.view({ status: 'with_staff', staffName: 'Mia' })
    shop.house.typing(true, 'Mia')
    await shop.page.getByText('Mia is writing').waitFor({ state: 'attached' })
    await shop.page.getByRole('button', { name: 'End this talk' }).click()
    await shop.page.getByText('You are talking with Mia.').waitFor({ state: 'detached' })
    expect(await shop.page.evaluate(() => Reflect.get(window, 'steps'))).toEqual([
      'agent',
      'queued',
      'with_staff',
      'agent',
    ])
  })

  test('a message shows when the other side has read it; what the shopper sees is told as read', async () => {
    await start()
    await shop.ask('hello')
    expect(await shop.page.getByText('Read', { exact: true }).count()).toBe(0)
    shop.house.view({ staffReadSeq: 1 })
    await shop.page.getByText('Read', { exact: true }).waitFor()
    await shop.page.keyboard.press('Escape')
    shop.house.say('agent', 'Anything else?')
    await expect
      .poll(() => shop.launcher.getAttribute('aria-label'))
      .toBe('Chat with Fell & Hearth, 1 unread')
    expect(shop.house.reads).toEqual([])
    await shop.open()
    await expect.poll(() => shop.house.reads).toEqual([2])
    expect(await shop.launcher.getAttribute('aria-label')).toBe('Chat with Fell & Hearth')
  })

  test('history is there on the next page, in order, and nothing of it is announced again', async () => {
    await start()
    await shop.ask('hello')
    shop.house.say('agent', 'Hello to you.', [{ type: 'order', order }])
    await shop.page.getByText('Order RP-10234').waitFor()
    await shop.page.goto(`${shop.house.url}/another-page`)
    await shop.page.getByText('Order RP-10234').waitFor()
    expect(await bubbles()).toEqual(['hello', 'Hello to you.'])
    expect(await announced()).toBe('')
  })

  test('script in names, messages, product text and documents stays text, under Trusted Types too', async () => {
    for (const script of scripts) {
      await start({ config: { shopName: script, greeting: script, starters: [script.slice(0, 60)] } })
      await shop.ask(script)
      const card = product({
        title: script,
        url: 'javascript:window.__ran=9',
        options: script,
        image: { url: 'javascript:window.__ran=10', alt: script },
        choices: [{ name: script, values: [script] }],
      })
      shop.house.view({ status: 'with_staff', staffName: script })
      shop.house.say(
        'support',
        script,
        [
          { type: 'products', products: [card] },
          { ...returnsSource, title: script, section: script, url: script },
          {
            type: 'order',
            order: {
              ...order,
              orderNumber: script,
              status: script,
              tracking: [{ carrier: script, number: script, url: 'javascript:window.__ran=11' }],
            },
          },
          { type: 'cart', cart: { ...cart, checkoutUrl: 'javascript:window.__ran=12' } },
          { type: 'choices', choices: [{ label: script, text: script }] },
          { ...proposal(), summary: script },
        ],
        { staffName: script },
      )
      await shop.page.getByRole('article').first().waitFor()
      const found = await shop.page.evaluate(() => {
        const root = document.querySelector('rapport-chat')?.shadowRoot
        const links = [...(root?.querySelectorAll('a') ?? [])].map((link) => link.protocol)
        return {
          ran: Reflect.get(window, '__ran'),
          made: root?.querySelectorAll('script, iframe, svg[onload], img[onerror]').length,
          links: [...new Set(links)],
        }
      })
      expect(found.ran, script).toBeUndefined()
      expect(found.made, script).toBe(0)
      expect(
        found.links.every((protocol) => protocol === 'http:' || protocol === 'https:'),
        script,
      ).toBe(true)
      expect(shop.faults, script).toEqual([])
      if (script !== scripts.at(-1)) await shop.close()
    }
  })
})
