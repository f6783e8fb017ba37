import type { CartView, MessagePart, OrderCard, ProductCard } from '#contract/message.ts'
import { formatMoney, type Money } from '#contract/money.ts'
import { absoluteUrl } from './absolute-url.ts'
import type { ComposeContext } from './composed.ts'
import { fillWord, phoneWords } from './phone-words.ts'

/** What an order, a cart, a source or a proposal says in words, line by line. */
export function partInWords(part: MessagePart, context: ComposeContext): string {
  switch (part.type) {
    case 'order':
      return orderInWords(part.order, context)
    case 'cart':
      return cartInWords(part.cart, context)
    case 'source':
      return sourceInWords(part, context)
    case 'proposal':
      return `${part.summary.trim()}\n${phoneWords(context.locale).replyYesOrNo}`
    case 'products':
    case 'comparison':
    case 'choices':
      return '' // drawn by the channel: pictures, buttons, numbers
  }
}

/**
 * A product in one line: title, options, price, availability, address. Where options are left open they are left
 * out with the one the card stands for: an SMS is paid by its length, and the agent tells them when asked.
 */
export function productLine(card: ProductCard, context: ComposeContext): string {
  const name = card.choices.length > 0 ? card.title : nameOf(card)
  const facts = [name, ...productFacts({ ...card, choices: [] }, context)].join(', ')
  const url = absoluteUrl(card.url, context.baseUrl)
  return url ? `${facts}: ${url}` : facts
}

/** The same under a picture, a line for each. */
export function productCaption(card: ProductCard, context: ComposeContext): string {
  const url = absoluteUrl(card.url, context.baseUrl)
  return [
    `*${nameOf(card).replaceAll('*', '')}*`,
    ...productFacts(card, context),
    ...(url ? [url] : []),
  ].join('\n')
}

function nameOf(card: ProductCard): string {
  return card.options ? `${card.title} (${card.options})` : card.title
}

function productFacts(card: ProductCard, { locale }: ComposeContext): string[] {
  const words = phoneWords(locale)
  const was = card.listPrice ? ` (${words.was} ${money(card.listPrice, locale)})` : ''
  const open = card.choices.map(({ name, values }) => `${name}: ${values.join('/')}`)
  return [`${money(card.price, locale)}${was}`, words[card.availability], ...open]
}

/** The day it was placed is left out: it would need the reader's zone. */
function orderInWords(order: OrderCard, context: ComposeContext): string {
  const { locale, baseUrl } = context
  const words = phoneWords(locale)
  const status = statusWord(order.status, locale)
  const lines = order.lines.map((line) => lineInWords(line, line.price, locale))
  const date = order.status.toLowerCase() === 'cancelled' ? null : dayOf(order.deliveryDate, locale)
  const reached = order.status.toLowerCase() === 'delivered' ? words.delivered : words.expected
  const parcels = order.tracking.map(({ carrier, number, url }) =>
    [[carrier, number].filter(Boolean).join(' '), absoluteUrl(url, baseUrl)].filter(Boolean).join(': '),
  )
  return [
    `${fillWord(words.order, { number: order.orderNumber })}: ${status}`,
    ...lines,
    `${words.total}: ${money(order.total, locale)}`,
    ...(date ? [fillWord(reached, { date })] : []),
    ...parcels,
  ].join('\n')
}

function cartInWords(cart: CartView, { locale, baseUrl }: ComposeContext): string {
  const words = phoneWords(locale)
  if (cart.lines.length === 0) return words.cartEmpty
  const checkout = absoluteUrl(cart.checkoutUrl, baseUrl)
  return [
    `${words.cart}:`,
    ...cart.lines.map((line) => lineInWords(line, line.lineTotal, locale)),
    `${words.subtotal}: ${money(cart.subtotal, locale)}`,
    ...(checkout ? [`${words.checkout}: ${checkout}`] : []),
  ].join('\n')
}

function lineInWords(
  line: { title: string; options: string; quantity: number },
  amount: Money,
  locale: string,
): string {
  const name = line.options ? `${line.title} (${line.options})` : line.title
  return `- ${line.quantity} × ${name}, ${money(amount, locale)}`
}

function sourceInWords(
  part: Extract<MessagePart, { type: 'source' }>,
  { locale, baseUrl }: ComposeContext,
): string {
  const name = [part.title, part.section].filter(Boolean).join(', ')
  const url = absoluteUrl(part.url, baseUrl)
  return [`${phoneWords(locale).source}: ${name}`, ...(url ? [url] : [])].join('\n')
}

function statusWord(status: string, locale: string): string {
  const words = phoneWords(locale)
  const known: Record<string, string> = {
    pending: words.pending,
    processed: words.processed,
    shipped: words.shipped,
    delivered: words.deliveredStatus,
    cancelled: words.cancelled,
    returned: words.returned,
  }
  return known[status.toLowerCase()] ?? status
}

/** No-break and narrow spaces of the platform's formats would turn an SMS into UCS-2. */
function money(amount: Money, locale: string): string {
  return formatMoney(amount, locale).replace(/[\u00a0\u202f]/g, ' ')
}

/** An ISO date is a day without a zone. null: none, or not a date. */
function dayOf(isoDate: string | null, locale: string): string | null {
  const time = isoDate === null ? Number.NaN : Date.parse(isoDate)
  if (Number.isNaN(time)) return null
  const format = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const
  try {
    return new Intl.DateTimeFormat(locale, format).format(time)
  } catch {
    return new Intl.DateTimeFormat('en', format).format(time) // not a locale that the platform knows
  }
}
