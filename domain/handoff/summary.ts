import type { Message } from '#contract/message.ts'

const MAX_QUOTE = 160
const MAX_NAMED = 3

/**
 * The summary a person reads where the agent gave none: the first wish, the products and orders spoken of,
 * the customer's last words. The same messages give the same summary.
 */
export function summarise(messages: Message[]): string {
  const said = messages.filter((message) => message.sender === 'customer' && message.text.trim() !== '')
  const first = said.find((message) => !isGreeting(message.text)) ?? said[0]
  const last = said.at(-1)
  const lines = [
    first && `First asked: “${quote(first.text)}”`,
    named('Products', productsIn(messages)),
    named('Orders', ordersIn(messages)),
    last && last !== first && `Last said: “${quote(last.text)}”`,
  ]
  const known = lines.filter((line) => typeof line === 'string')
  return known.length > 0 ? known.join('\n') : 'Nothing was said yet.'
}

function isGreeting(text: string): boolean {
  return /^(hi|hello|hey|hallo|hola|bonjour|ciao|olá|good (morning|afternoon|evening))\b[\s\p{L}!.,]{0,12}$/iu.test(
    text.trim(),
  )
}

function quote(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ')
  return line.length <= MAX_QUOTE ? line : `${line.slice(0, MAX_QUOTE).replace(/\s+\S*$/, '')}…`
}

/** The ones spoken of last, each once. */
function named(label: string, titles: string[]): string | null {
  const latest = [...new Set(titles.reverse())].slice(0, MAX_NAMED)
  return latest.length > 0 ? `${label}: ${latest.join(', ')}` : null
}

function productsIn(messages: Message[]): string[] {
  return messages.flatMap((message) =>
    message.parts.flatMap((part) => {
      if (part.type === 'products' || part.type === 'comparison')
        return part.products.map((product) => product.title)
      return part.type === 'cart' ? part.cart.lines.map((line) => line.title) : []
    }),
  )
}

function ordersIn(messages: Message[]): string[] {
  return messages.flatMap((message) =>
    message.parts.flatMap((part) => (part.type === 'order' ? [part.order.orderNumber] : [])),
  )
}
