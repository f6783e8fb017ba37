import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type ChannelContent,
  type ComposeContext,
  createCompose,
  type PhoneProvider,
  smsSegments,
} from '#channels/index.ts'
import type { MessagePart, ProductCard } from '#contract/message.ts'
import type { MessageContent } from '#contract/outbound.ts'
import { parametersIn, type Template } from '#contract/templates.ts'

const context: ComposeContext = {
  shopName: 'Heron',
  baseUrl: 'https://shop.example',
  locale: 'en-US',
  accentColor: '#1f5f5b',
  unsubscribeUrl: null,
  postalAddress: '',
  senderName: 'Mia',
}
const compose = (
  channel: 'sms' | 'whatsapp' | 'web',
  content: Partial<MessageContent>,
  whatsapp: PhoneProvider = 'whatsapp_cloud',
  template: Template | null = null,
) => createCompose({ whatsapp })({ channel, content: { text: '', parts: [], ...content }, template, context })

function drawn(...given: Parameters<typeof compose>): ChannelContent[] {
  const composed = compose(...given)
  if (!composed.ok) throw new Error(composed.text)
  return composed.contents
}
const textsOf = (contents: ChannelContent[]) =>
  contents.map((content) => (content.type === 'text' || content.type === 'choices' ? content.text : ''))
const sms = (content: Partial<MessageContent>) => textsOf(drawn('sms', content))

const card = (title: string, more: Partial<ProductCard> = {}): ProductCard => ({
  productId: title,
  variantId: title,
  title,
  url: `/p/${title.toLowerCase()}`,
  image: { url: `/images/${title.toLowerCase()}.jpg`, alt: title },
  price: { amount: 13900, currency: 'USD' },
  listPrice: null,
  availability: 'in_stock',
  options: '',
  choices: [],
  ...more,
})
const choices = (...labels: string[]): MessagePart => ({
  type: 'choices',
  choices: labels.map((label) => ({ label, text: `I take ${label}` })),
})
const proposal: MessagePart = {
  type: 'proposal',
  proposalId: 'prp_1',
  summary: 'Cancel order A-1?',
  expiresAt: '2026-11-20T13:00:00Z',
}

describe('an SMS', () => {
  test('has no Markdown; links are plain addresses and lists are lines', () => {
    const text =
      '## Yours\n**Two** jackets:\n* [Heron](https://shop.example/p/1)\n• https://shop.example/p/2\n1. 2 * 3'
    expect(sms({ text })).toEqual([
      'Yours\nTwo jackets:\n- Heron: https://shop.example/p/1\n- https://shop.example/p/2\n1. 2 * 3',
    ])
  })

  test('numbers what may be picked, and says how', () => {
    expect(sms({ text: 'Which colour?', parts: [choices('Black', 'Blue')] })).toEqual([
      'Which colour?\n\n1. Black\n2. Blue\nReply with a number.',
    ])
  })

  test('has a line for each product, numbered where there is nothing else to pick', () => {
    const products: MessagePart = {
      type: 'products',
      products: [
        card('Heron', { options: 'Navy, M', listPrice: { amount: 15900, currency: 'USD' } }),
        card('Wren', {
          availability: 'out_of_stock',
          url: null,
          choices: [{ name: 'Size', values: ['S', 'M'] }],
        }),
      ],
    }
    expect(sms({ text: 'Two:', parts: [products] })).toEqual([
      'Two:\n\n1. Heron (Navy, M), $139.00 (Was $159.00), In stock: https://shop.example/p/heron\n2. Wren, $139.00, Sold out',
    ])
    expect(sms({ parts: [products, choices('Yes please')] })[0]).toContain('- Wren')
  })

  test('says an order, a cart, a source and a proposal in words', () => {
    const money = { amount: 13900, currency: 'USD' }
    const order: MessagePart = {
      type: 'order',
      order: {
        orderId: 'ord_1',
        orderNumber: 'A-1',
        status: 'shipped',
        placedAt: '2026-11-18T09:30:00Z',
        total: money,
        lines: [{ title: 'Heron', options: 'Navy', quantity: 2, price: money, image: null }],
        tracking: [{ carrier: 'UPS', number: '1Z9', url: 'https://ups.example/1Z9' }],
        deliveryDate: '2026-11-24',
      },
    }
    const cart: MessagePart = {
      type: 'cart',
      cart: { cartId: 'crt_1', lines: [], subtotal: money, checkoutUrl: null },
    }
    const source: MessagePart = {
      type: 'source',
      documentId: 'd',
      title: 'Returns',
      section: 'How long',
      url: '/returns',
      updatedAt: '2026-01-01',
    }
    expect(sms({ parts: [order] })[0]).toBe(
      'Order A-1: On its way\n- 2 x Heron (Navy), $139.00\nTotal: $139.00\nExpected November 24, 2026\nUPS 1Z9: https://ups.example/1Z9',
    )
    expect(sms({ parts: [cart] })).toEqual(['Your cart is empty.'])
    expect(sms({ parts: [source] })).toEqual(['Source: Returns, How long\nhttps://shop.example/returns'])
    expect(sms({ parts: [proposal] })).toEqual(['Cancel order A-1?\nReply YES or NO.'])
  })

  test('speaks the language of the customer', () => {
    const composed = createCompose({ whatsapp: 'twilio' })({
      channel: 'sms',
      content: { text: 'Welche?', parts: [choices('Schwarz', 'Blau')] },
      template: null,
      context: { ...context, locale: 'de-AT' },
    })
    expect(composed.ok && textsOf(composed.contents)[0]).toContain('Antworten Sie mit einer Nummer.')
  })

  test('is made plainer only where that alone keeps it in GSM-7', () => {
    expect(sms({ text: '“It’s here” – now…' })).toEqual(['"It\'s here" - now...'])
    expect(sms({ text: 'It’s here 👋' })).toEqual(['It’s here 👋'])
    expect(compose('sms', { text: '’'.repeat(71) })).toMatchObject({ ok: true, segments: 1 })
  })

  test('a template without a text beside it is not for it', () => {
    const template = { templateId: 'tpl_1', parameters: {} }
    expect(compose('sms', { template })).toMatchObject({ ok: false, reason: 'template_wrong_channel' })
    expect(sms({ text: 'Back in stock', template })).toEqual(['Back in stock'])
  })
})

describe('WhatsApp', () => {
  test('has its own bold, where no letter touches it', () => {
    expect(textsOf(drawn('whatsapp', { text: '**Two** jackets, **now**! a**b**c' }))).toEqual([
      '*Two* jackets, *now*! abc',
    ])
  })

  test('shows a product as a picture with its caption, in order', () => {
    const parts: MessagePart[] = [
      { type: 'products', products: [card('Heron', { options: 'Navy' }), card('Wren')] },
    ]
    const contents = drawn('whatsapp', { text: 'Two:', parts })
    expect(contents).toEqual([
      { type: 'text', text: 'Two:' },
      {
        type: 'image',
        url: 'https://shop.example/images/heron.jpg',
        caption: '1. *Heron (Navy)*\n$139.00\nIn stock\nhttps://shop.example/p/heron',
      },
      expect.objectContaining({ type: 'image', caption: expect.stringContaining('2. *Wren*') }),
    ])
  })

  test('a picture that it would refuse is words, and the sandbox shows it', () => {
    const drawing = card('Heron', { image: { url: '/images/heron.svg', alt: '' } })
    const parts: MessagePart[] = [{ type: 'products', products: [drawing] }]
    expect(drawn('whatsapp', { parts })[0]?.type).toBe('text')
    expect(drawn('whatsapp', { parts }, 'twilio')[0]?.type).toBe('text')
    expect(drawn('whatsapp', { parts }, 'sandbox')[0]?.type).toBe('image')
    const script = card('Heron', {
      image: { url: 'javascript:alert(1)', alt: '' },
      url: 'javascript:alert(1)',
    })
    expect(
      JSON.stringify(drawn('whatsapp', { parts: [{ type: 'products', products: [script] }] })),
    ).not.toContain('script:')
  })

  test('three short choices are buttons', () => {
    expect(drawn('whatsapp', { text: 'Which?', parts: [choices('Black', 'Blue', 'Red')] })).toEqual([
      {
        type: 'choices',
        style: 'buttons',
        text: 'Which?',
        buttonText: 'Choose',
        choices: ['Black', 'Blue', 'Red'].map((title) => ({ id: `I take ${title}`, title })),
      },
    ])
  })

  test('more, or longer ones, are a list, where the whole label can be read', () => {
    const long = 'A jacket for rain and for wind, too'
    const [content] = drawn('whatsapp', { text: 'Which?', parts: [choices('One', 'Two', 'Three', long)] })
    expect(content).toMatchObject({
      style: 'list',
      choices: [{ title: 'One' }, {}, {}, { description: long }],
    })
  })

  test('what no list takes is numbered', () => {
    const many = Array.from({ length: 11 }, (_, at) => `Colour ${at + 1}`)
    expect(textsOf(drawn('whatsapp', { text: 'Which?', parts: [choices(...many)] }))[0]).toContain(
      '11. Colour 11',
    )
    expect(drawn('whatsapp', { text: 'Which?', parts: [choices('x'.repeat(80))] })[0]?.type).toBe('text')
    const twins: MessagePart = {
      type: 'choices',
      choices: [
        { label: 'A', text: 'same' },
        { label: 'B', text: 'same' },
      ],
    }
    expect(drawn('whatsapp', { text: 'Which?', parts: [twins] })[0]?.type).toBe('text')
  })

  test.each(['twilio', 'whatsapp_web'] as const)('%s has no buttons: numbers', (provider) => {
    const contents = drawn('whatsapp', { text: 'Which?', parts: [choices('Black', 'Blue')] }, provider)
    expect(textsOf(contents)).toEqual(['Which?\n\n1. Black\n2. Blue\nReply with a number.'])
  })

  test('choices stand under the cards', () => {
    const parts: MessagePart[] = [choices('Black', 'Blue'), { type: 'products', products: [card('Heron')] }]
    expect(drawn('whatsapp', { text: 'This one:', parts }).map(({ type }) => type)).toEqual([
      'text',
      'image',
      'choices',
    ])
  })

  test('a proposal has no button: its yes is written', () => {
    expect(drawn('whatsapp', { text: 'Shall I?', parts: [proposal] })).toEqual([
      { type: 'text', text: 'Shall I?\n\nCancel order A-1?\nReply YES or NO.' },
    ])
  })
})

describe('a template', () => {
  const body = 'Hello {{first_name}}, the {{product}} is back.'
  const template: Template = {
    templateId: 'tpl_1',
    name: 'back_in_stock',
    channel: 'whatsapp',
    language: 'en_US',
    category: 'marketing',
    body,
    parameters: parametersIn(body),
    status: 'approved',
    statusNote: null,
    references: { twilio: 'HX1', whatsapp_cloud: 'back_in_stock_2' },
    updatedAt: '2026-11-20T00:00:00Z',
  }
  const filled = { templateId: 'tpl_1', parameters: { first_name: 'Ana', product: 'Heron' } }
  const of = (
    given: Partial<Template>,
    provider: PhoneProvider = 'whatsapp_cloud',
    parameters = filled.parameters,
  ) => compose('whatsapp', { template: { ...filled, parameters } }, provider, { ...template, ...given })

  test.each([
    ['twilio', 'HX1'],
    ['whatsapp_cloud', 'back_in_stock_2'],
    ['sandbox', 'back_in_stock_2'],
  ] as const)('goes to %s by the name it has there', (provider, reference) => {
    expect(of({}, provider)).toEqual({
      ok: true,
      segments: 1,
      contents: [
        {
          type: 'template',
          template: {
            reference,
            language: 'en_US',
            parameters: [
              { name: 'first_name', value: 'Ana' },
              { name: 'product', value: 'Heron' },
            ],
          },
          text: 'Hello Ana, the Heron is back.',
        },
      ],
    })
  })

  test('where there are no templates it is what it says', () => {
    expect(of({}, 'whatsapp_web')).toMatchObject({
      contents: [{ type: 'text', text: 'Hello Ana, the Heron is back.' }],
    })
  })

  test.each([
    ['pending', of({ status: 'pending' }), 'template_not_approved'],
    ['paused', of({ status: 'paused' }), 'template_not_approved'],
    ['unknown to the provider', of({ references: { whatsapp_cloud: 'x' } }, 'twilio'), 'unknown_template'],
    ['another one', of({ templateId: 'tpl_2' }), 'unknown_template'],
    ['an empty parameter', of({}, 'sandbox', { first_name: ' ', product: 'Heron' }), 'template_parameter'],
    [
      'a line break in one',
      of({}, 'sandbox', { first_name: 'A\nB', product: 'Heron' }),
      'template_parameter',
    ],
    [
      'with a card',
      compose(
        'whatsapp',
        { template: filled, parts: [{ type: 'products', products: [card('A')] }] },
        'sandbox',
        template,
      ),
      'unknown_part',
    ],
    ['none', compose('whatsapp', { template: filled }, 'sandbox', null), 'unknown_template'],
  ] as const)('%s is refused', (_name, composed, reason) => {
    expect(composed).toMatchObject({ ok: false, reason, text: expect.stringMatching(/\.$/) })
  })
})

describe('on every phone', () => {
  const ways = [
    ['sms', 'twilio', 1600],
    ['whatsapp', 'twilio', 1600],
    ['whatsapp', 'whatsapp_cloud', 4096],
    ['whatsapp', 'whatsapp_web', 4096],
    ['whatsapp', 'sandbox', 4096],
  ] as const
  const word = fc.stringMatching(/^[a-zäöü]{1,14}$/)
  const sentence = fc.tuple(
    fc.array(word, { minLength: 1, maxLength: 30, size: 'max' }),
    fc.constantFrom('. ', '! ', '\n', '\n\n', ' '),
  )
  const prose = fc
    .array(sentence, { minLength: 1, maxLength: 60, size: 'max' })
    .map((list) => list.map(([words, end]) => words.join(' ') + end).join(''))
  const wordsOf = (text: string) => text.split(/\s+/).filter((one) => one !== '')

  test.each(ways)(
    '%s by %s: no word is lost, and every message is within its limit',
    (channel, provider, max) => {
      fc.assert(
        fc.property(prose, fc.boolean(), (text, withChoices) => {
          const parts = withChoices ? [choices('Black', 'Blue')] : []
          const contents = drawn(channel, { text, parts }, provider)
          const said = contents.flatMap((content) => wordsOf(textsOf([content])[0] ?? ''))
          expect(said.slice(0, wordsOf(text).length)).toEqual(wordsOf(text))
          for (const content of contents)
            if (content.type === 'text') expect(content.text.length).toBeLessThanOrEqual(max)
            else if (content.type === 'choices') expect(content.text.length).toBeLessThanOrEqual(1024)
        }),
        { numRuns: 30, endOnFailure: true },
      )
    },
  )

  test.each(ways)(
    '%s by %s: not even a word without an end is lost or torn inside a character',
    (channel, provider, max) => {
      const long = fc.array(fc.constantFrom('x', '👋', '👩‍👩‍👧', 'é', '漢'), {
        minLength: 1500,
        maxLength: 4000,
      })
      fc.assert(
        fc.property(long, (list) => {
          const text = list.join('')
          const said = textsOf(drawn(channel, { text }, provider))
          expect(said.join('')).toBe(text)
          for (const piece of said) {
            expect(piece.length).toBeLessThanOrEqual(max)
            expect(piece).not.toMatch(/^[\uDC00-\uDFFF\u200d]|[\uD800-\uDBFF\u200d]$/)
          }
        }),
        { numRuns: 5, endOnFailure: true }, // shrinking thousands of characters takes minutes
      )
    },
  )

  test('segments are those of its messages', () => {
    fc.assert(
      fc.property(prose, (text) => {
        const composed = compose('sms', { text })
        const sum = textsOf(drawn('sms', { text })).reduce((left, one) => left + smsSegments(one).segments, 0)
        expect(composed).toMatchObject({ ok: true, segments: sum })
      }),
      { numRuns: 30 },
    )
  })

  test('a long text ends its messages at the ends of sentences', () => {
    const text = 'This is a sentence of a certain length, with a comma. '.repeat(60)
    const said = sms({ text })
    expect(said.length).toBeGreaterThan(1)
    for (const piece of said) expect(piece).toMatch(/^This .*comma\.$/s)
  })

  test.each(['sms', 'whatsapp', 'web'] as const)('%s: nothing is not sent', (channel) => {
    expect(compose(channel, { text: ' \n ' })).toMatchObject({ ok: false, reason: 'empty' })
    expect(compose(channel, { parts: [{ type: 'products', products: [] }] })).toMatchObject({
      ok: channel === 'web',
    })
  })

  test('an endless text and a part of tomorrow are refused with words', () => {
    expect(compose('sms', { text: 'word '.repeat(5000) })).toMatchObject({ ok: false, reason: 'too_long' })
    const strange = { type: 'hologram' } as unknown as MessagePart
    expect(compose('whatsapp', { text: 'Hi', parts: [strange] })).toMatchObject({
      ok: false,
      reason: 'unknown_part',
    })
  })
})
