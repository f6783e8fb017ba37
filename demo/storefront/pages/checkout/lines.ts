/** One thing to order. */
export interface OrderedLine {
  variantId: string
  quantity: number
}

/** The cart as the checkout's address carries it: `variant:quantity,variant:quantity`. */
export function linesFrom(text: string): OrderedLine[] {
  return text.split(',').flatMap((part) => {
    const colon = part.lastIndexOf(':')
    const variantId = part.slice(0, colon).trim()
    const quantity = Number(part.slice(colon + 1))
    return colon > 0 && variantId && Number.isInteger(quantity) && quantity > 0
      ? [{ variantId, quantity }]
      : []
  })
}
