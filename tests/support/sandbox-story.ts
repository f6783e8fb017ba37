import type { ChannelAdapter, ChannelContent, OutgoingMessage } from '#channels/index.ts'
import type { DeliveryChannel } from '#contract/outbound.ts'
import { noteWritten } from '#domain/sandbox/index.ts'
import { importProducts, productInput } from '#knowledge/catalog/index.ts'
import type { Db } from '#store/index.ts'

const kinds = { sms: 'phone', whatsapp: 'phone', email: 'email', push: 'push_token' } as const

/** A message on its way to a device of the sandbox, as the outbox hands it over. */
export function outgoing(
  channel: DeliveryChannel,
  address: string,
  content: ChannelContent,
  given: { customerId?: string; outboxId: string },
): OutgoingMessage {
  const { customerId = 'cus_1', outboxId } = given
  return {
    reference: { outboxId, customerId, part: 0, attempt: 1, startedAt: new Date() },
    to: { channel, kind: kinds[channel], value: address },
    content,
  }
}

export const picture =
  'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 6"%3E%3Crect width="8" height="6" fill="%23cfd8c8"/%3E%3Cpath d="M1 5l2-3 2 2 1-1 1 2z" fill="%235f7a63"/%3E%3C/svg%3E'

/** A phone of each kind with one of everything that can stand on it. */
export async function fillSandbox(
  db: Db,
  adapter: ChannelAdapter,
  customerId: string,
  unsubscribeUrl: string,
  now: Date,
): Promise<void> {
  const phone = '+15035550142'
  const written = (text: string, minutes: number, choiceId: string | null = null) =>
    noteWritten(
      db,
      {
        channel: 'whatsapp',
        kind: 'phone',
        address: phone,
        customerId,
        name: 'Anna Berg',
        providerMessageId: `sbx_story_${minutes}`,
        content: { type: 'written', text, choiceId },
      },
      new Date(now.getTime() - minutes * 60_000),
    )
  let count = 0
  const send = (channel: DeliveryChannel, address: string, content: ChannelContent) =>
    adapter.send(outgoing(channel, address, content, { customerId, outboxId: `out_story${count++}` }))
  await written('Hello, do you have a rain jacket that packs small?', 30)
  await send('whatsapp', phone, {
    type: 'text',
    text: 'Good morning. Two pack small and keep you dry in the hills.',
  })
  await send('whatsapp', phone, {
    type: 'image',
    url: picture,
    caption: 'Heron rain shell, Navy\n$139.00\nhttps://shop.example/heron',
  })
  await send('whatsapp', phone, {
    type: 'choices',
    text: 'Which one may I put in your cart?',
    style: 'buttons',
    buttonText: '',
    choices: [
      { id: 'c1', title: 'Heron rain shell' },
      { id: 'c2', title: 'Tarn anorak' },
    ],
  })
  await written('Heron rain shell', 28, 'c1')
  await send('whatsapp', phone, {
    type: 'choices',
    text: 'Choose a size.',
    style: 'list',
    buttonText: 'Sizes',
    choices: ['S', 'M', 'L'].map((size) => ({ id: size, title: `Size ${size}`, description: 'In stock' })),
  })
  await send('whatsapp', phone, {
    type: 'template',
    template: { reference: 'back_in_stock', language: 'en', parameters: [] },
    text: 'Anna, the Heron rain shell is back in your size.',
  })
  await send('sms', phone, {
    type: 'text',
    text: 'Two rain jackets pack small:\n1. Heron rain shell, $139.00\n2. Tarn anorak, $115.00\nReply with a number.',
  })
  await send('email', 'anna@example.com', {
    type: 'email',
    subject: 'Your rain shell is on its way',
    text: 'Your rain shell is on its way.\nFollow it: https://shop.example/orders/1',
    html: `<body style="font-family:sans-serif"><h1 style="color:#1f5d50">On its way</h1>
      <p>Your rain shell is on its way.</p><img src="https://tracker.example/pixel.gif" alt="pixel">
      <script>document.title = 'ran'; parent.document.title = 'ran'</script>
      <a href="https://shop.example/orders/1">Follow it</a></body>`,
    unsubscribe: { url: unsubscribeUrl },
  })
  await send('push', 'token-of-annas-phone', {
    type: 'push',
    title: 'Back in stock',
    body: 'The Heron rain shell is here in your size.',
    url: 'https://shop.example/heron',
    image: null,
  })
}

/** A shop with three rain jackets, each with a picture that the server itself has. */
export async function fillShop(db: Db, now: Date): Promise<void> {
  const goods = ['Heron rain shell', 'Tarn waterproof rain jacket', 'Fell rain smock'].map((title, at) => ({
    productId: `rain-${at}`,
    title,
    description: `${title}: a jacket that keeps the rain out.`,
    url: `/products/rain-${at}`,
    categories: ['Jackets', 'Rain jackets'],
    media: [{ url: '/preferences/icon.svg', alt: title }],
    variants: [
      {
        variantId: `rain-${at}-navy`,
        options: [{ name: 'Colour', value: 'Navy' }],
        price: { amount: 11_900 + at * 1000, currency: 'USD' },
        stockOnline: 5,
      },
    ],
  }))
  await importProducts(
    db,
    goods.map((product) => productInput.parse(product)),
    { source: 'test', now },
  )
}
