import { expect, test } from 'vitest'
import { type ComposeContext, createCompose } from '#channels/index.ts'
import { choicesIn } from '#contract/choices.ts'
import type { MessagePart, ProductCard } from '#contract/message.ts'
import { partLines } from '../../scripts/part-text.ts'

const context: ComposeContext = {
  shopName: 'Fellside',
  baseUrl: 'https://shop.example',
  locale: 'en-US',
  accentColor: '#1f5f5b',
  unsubscribeUrl: null,
  postalAddress: 'Fellside, Torstrasse 12, Berlin',
  senderName: 'Mia',
}
const card = (productId: string, title: string, amount: number): ProductCard => ({
  productId,
  variantId: productId,
  title,
  url: `/p/${productId}`,
  image: null,
  price: { amount, currency: 'USD' },
  listPrice: null,
  availability: 'in_stock',
  options: '',
  choices: [],
})
const comparison: MessagePart = {
  type: 'comparison',
  products: [card('heron', 'Heron Rain Jacket', 12900), card('curlew', 'Curlew Storm Jacket', 14900)],
  rows: [
    { name: 'Weight', values: ['380 g', '520 g'], differs: true },
    { name: 'Hood', values: ['rolls away', null], differs: true },
    { name: 'Waterproof', values: ['yes', 'yes'], differs: false },
  ],
}
const choices: MessagePart = { type: 'choices', choices: [{ label: 'Talk to a person', text: 'A person' }] }

function drawn(
  channel: 'sms' | 'whatsapp' | 'email' | 'push',
  parts: MessagePart[],
  locale = 'en-US',
): string {
  const composed = createCompose({ whatsapp: 'whatsapp_cloud' })({
    channel,
    content: { text: 'Side by side.', parts, subject: 'Two jackets' },
    template: null,
    context: { ...context, locale },
  })
  if (!composed.ok) throw new Error(composed.text)
  return JSON.stringify(composed.contents).replaceAll('\\n', '\n')
}

test('on a phone each product has its own lines, and what is the same is said once', () => {
  const text = `1. Heron Rain Jacket, $129.00, In stock: https://shop.example/p/heron
   Weight: 380 g
   Hood: rolls away
2. Curlew Storm Jacket, $149.00, In stock: https://shop.example/p/curlew
   Weight: 520 g
The same: Waterproof: yes`
  expect(drawn('sms', [comparison])).toContain(text)
  expect(drawn('whatsapp', [comparison])).toContain(text)
  expect(drawn('sms', [comparison], 'de-DE')).toContain('Gleich: Waterproof: yes')
})

test('a number picks a product only where nothing else is to be picked', () => {
  expect(choicesIn([comparison]).map(({ label }) => label)).toEqual([
    'Heron Rain Jacket',
    'Curlew Storm Jacket',
  ])
  expect(choicesIn([comparison, choices]).map(({ label }) => label)).toEqual(['Talk to a person'])
  expect(drawn('sms', [comparison, choices])).toContain('- Heron Rain Jacket')
  expect(drawn('sms', [comparison, choices])).not.toContain('2. Curlew')
})

test('a mail, a push and a terminal tell each product’s own price and no other', () => {
  const mail = drawn('email', [comparison])
  expect(mail).toMatch(/Heron Rain Jacket.*\$129\.00.*Curlew Storm Jacket.*\$149\.00/s)
  expect(mail).toContain('Weight: Heron Rain Jacket 380 g; Curlew Storm Jacket 520 g')
  expect(mail).toContain('Hood: Heron Rain Jacket rolls away')
  expect(drawn('push', [comparison])).toContain('https://shop.example/p/heron')
  expect(partLines(comparison)).toContain('    Hood: rolls away | –')
})
