import type { ProductCard } from '#contract/message.ts'
import { formatMoney } from '#contract/money.ts'
import type { DraftRequest } from './draft.ts'

/** The house's own draft, from name, products and last order alone: always the same for the same client and products. */
export function composeDraft(request: DraftRequest): string {
  const { clientName, staffName, settings, roomFor } = request
  const greeting = clientName === null ? 'Hello' : `Hello ${clientName}`
  const opening = `${greeting}, this is ${staffName} from ${settings.shopName}.`
  const middle = bodies[request.purpose](request)
  if (roomFor !== 'a letter') return [opening, ...middle].join(' ')
  return `${opening}\n\n${middle.join(' ')}\n\nKind regards\n${staffName}`
}

const bodies: Record<DraftRequest['purpose'], (request: DraftRequest) => string[]> = {
  recommend: (request) => [
    ...(request.products.length > 0 ? shown(request) : ['There is something new I would like to show you.']),
    ...(request.lastBought[0] ? [`I thought of you because of the ${request.lastBought[0]} you have.`] : []),
    'Shall I tell you more?',
  ],
  follow_up: ({ lastBought, products, settings }) => [
    lastBought[0]
      ? `I wanted to ask how you are getting on with the ${lastBought[0]}.`
      : 'I wanted to ask whether everything is as you hoped.',
    ...(products.length > 0 ? mention(products, settings.locale) : []),
    'If anything is not quite right, just write back.',
  ],
  thank: ({ lastBought, products, settings }) => [
    lastBought[0] ? `Thank you for choosing the ${lastBought[0]}.` : 'Thank you for shopping with us.',
    ...(products.length > 0 ? mention(products, settings.locale) : []),
    'If you have a question about it, just write back.',
  ],
  invite: ({ products, settings }) => [
    'I would be glad to see you again.',
    ...(products.length > 0 ? mention(products, settings.locale) : []),
    'Is there a day that would suit you?',
  ],
}

function shown({ products, settings, roomFor }: DraftRequest): string[] {
  const [first, ...rest] = products.map((card) => named(card, settings.locale))
  if (rest.length === 0) return [`I thought you might like the ${first}.`]
  // one price beside its name in each sentence, so that every amount stands where it belongs
  if (roomFor === 'a line') return [`I picked ${products.length} things you might like.`]
  return [
    `I picked a few things you might like. There is the ${first}.`,
    ...rest.map((one) => `There is also the ${one}.`),
  ]
}

const mention = (products: readonly ProductCard[], locale: string) =>
  products.slice(0, 1).map((card) => `You may also like the ${named(card, locale)}.`)

function named(card: ProductCard, locale: string): string {
  return `${card.title} for ${formatMoney(card.price, locale)}`
}
