/** What a shopper gives to prove an order. Any part may be missing. */
export interface OrderKeyWords {
  orderNumber: string | null
  email: string | null
  postcode: string | null
}

// begins where a word begins and has an end, so that 10,000 letters without an @ cost nothing
const emailPattern =
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/u
const postcodes = [
  /\b(?:post ?code|postal code|zip(?: ?code)?|plz)(?: is| was|:)?\s*([a-z0-9][a-z0-9 -]{2,9}[a-z0-9])/i,
  /\b([a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2})\b/i,
  /\b(\d{5}(?:-\d{4})?)\b/,
  /\b([a-z]\d[a-z] ?\d[a-z]\d)\b/i,
  /\b(\d{4} ?[a-z]{2})\b/i,
  /(?:^|[,\s])(\d{4})(?=$|[\s,.])/,
]

/** Reads order number, e-mail and postcode, in that order of certainty: what one has taken the next cannot. */
export function readOrderKey(raw: string): OrderKeyWords {
  const text = raw.replace(/\s+/g, ' ')
  const email = emailPattern.exec(text)?.[0].replace(/\.$/, '') ?? null
  let rest = email ? text.replace(email, ' ') : text
  const orderNumber = readOrderNumber(rest)
  if (orderNumber) rest = rest.replace(orderNumber, ' ')
  return { orderNumber, email, postcode: readPostcode(rest, orderNumber !== null) }
}

function readOrderNumber(text: string): string | null {
  const named =
    /(?:\b(?:order|purchase|bestellung|pedido|commande|ordine|encomenda)(?:\s*(?:number|no\.?|nr\.?|num|id|#|nummer))?\s*(?:is|was|:|#)*\s*)(#?[a-z]{0,4}[-_]?\d[a-z0-9-]{2,19})\b/i.exec(
      text,
    )?.[1]
  if (named) return named
  const marked = /(#[a-z]{0,4}[-_]?\d[a-z0-9-]{2,19})\b/i.exec(text)?.[1]
  if (marked) return marked
  const prefixed = /\b([a-z]{1,4}[-_]?\d{4,15})\b/i.exec(text)?.[1]
  if (prefixed && !/^[a-z]{1,2}\d[a-z\d]?\d[a-z]{2}$/i.test(prefixed)) return prefixed
  return /\b(\d{6,15})\b/.exec(text)?.[1] ?? null
}

function readPostcode(text: string, alone: boolean): string | null {
  for (const [at, pattern] of postcodes.entries()) {
    if (at === postcodes.length - 1 && !alone) continue
    const value = pattern.exec(text)?.[1]
    if (value && /\d/.test(value)) return value.trim()
  }
  return null
}
