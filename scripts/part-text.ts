import type { MessagePart, ProductCard } from '#contract/message.ts'
import { formatMoney } from '#contract/money.ts'

/** What a message carries beside its words, as lines for a terminal. */
export function partLines(part: MessagePart): string[] {
  switch (part.type) {
    case 'products':
      return part.products.map(productLine)
    case 'comparison':
      return [
        ...part.products.map(productLine),
        ...part.rows.map(
          ({ name, values }) => `    ${name}: ${values.map((value) => value ?? '–').join(' | ')}`,
        ),
      ]
    case 'source':
      return [
        `  source: ${[part.title, part.section].filter(Boolean).join(' > ')}${part.url ? ` ${part.url}` : ''}`,
      ]
    case 'order':
      return [
        `  order ${part.order.orderNumber}: ${part.order.status}, ${formatMoney(part.order.total)}`,
        ...part.order.lines.map((line) => `    ${line.quantity} × ${line.title} ${line.options}`.trimEnd()),
      ]
    case 'cart':
      return [
        ...part.cart.lines.map(
          (line) => `  ${line.quantity} × ${line.title}  ${formatMoney(line.lineTotal)}`,
        ),
        `  cart: ${formatMoney(part.cart.subtotal)}${part.cart.checkoutUrl ? `  ${part.cart.checkoutUrl}` : ''}`,
      ]
    case 'choices':
      return [`  [${part.choices.map((choice) => choice.label).join('] [')}]`]
    case 'proposal':
      return [`  to confirm: ${part.summary} (yes or no)`]
  }
}

const stockWords = { in_stock: 'in stock', low_stock: 'only a few left', out_of_stock: 'sold out' } as const

function productLine(card: ProductCard): string {
  const fields = [card.title, card.options, formatMoney(card.price), stockWords[card.availability], card.url]
  return `  ${fields.filter(Boolean).join('  ')}`
}
