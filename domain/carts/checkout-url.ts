/** What a checkout is told of a line. */
export interface CheckoutLine {
  productId: string
  variantId: string
  quantity: number
}

/**
 * The shop's own checkout, filled with these lines; null where the cart is empty or the template leads
 * nowhere. In a template `{lines}` becomes `variantId:quantity,…` and `{items}` the lines as JSON, both
 * URL-encoded. `shopify:<shop's domain>` is a cart permalink of that shop.
 */
export function checkoutUrl(template: string, lines: readonly CheckoutLine[]): string | null {
  if (lines.length === 0) return null
  const shop = /^shopify:([a-z0-9.-]+)$/i.exec(template)?.[1]
  return shop === undefined ? fill(template, lines) : shopifyPermalink(shop, lines)
}

function fill(template: string, lines: readonly CheckoutLine[]): string | null {
  if (!/^(https?:\/\/|\/(?!\/))/i.test(template)) return null
  const pairs = lines.map((line) => `${encodeURIComponent(line.variantId)}:${line.quantity}`).join(',')
  const items = lines.map(({ productId, variantId, quantity }) => ({ productId, variantId, quantity }))
  return template
    .replaceAll('{lines}', () => pairs)
    .replaceAll('{items}', () => encodeURIComponent(JSON.stringify(items)))
}

/** Shopify wants the number at the end of a variant's global id. */
function shopifyPermalink(shop: string, lines: readonly CheckoutLine[]): string | null {
  const numbered = lines.flatMap((line) => {
    const number = /(\d+)$/.exec(line.variantId)?.[1]
    return number === undefined ? [] : [`${number}:${line.quantity}`]
  })
  return numbered.length === lines.length ? `https://${shop}/cart/${numbered.join(',')}` : null
}
