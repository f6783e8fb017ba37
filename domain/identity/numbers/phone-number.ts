import type { DigitGroup } from './personal-numbers.ts'

const aboutPhones =
  /\b(phone|mobile|cell|call|ring|text|sms|whats ?app|tel[eé]?f?o?n?[eo]?|telefon\w*|t[eé]l[eé]phone|telefono|tel[eé]fono|telefone|telem[oó]vel|celular|m[oó]vil|movil|portable|handy\w*|rufnummer|cellulare|reach me|contact me)\b/giu
const aboutOrders =
  /\b(orders?|bestell\w*|auftrag\w*|commandes?|pedidos?|encomenda\w*|ordin[ei]|tracking|sku|ean|isbn|gtin|articles?|artikel\w*|art[ií]culos?|items?|products?|produkt\w*|produit|producto|prodotto|invoice|factur[ae]|fattura|rechnung\w*|receipt|voucher|coupon|ticket|serial|account|iban|zip|postcode|plz)\b/giu

/** How far before a number a word says what it is. */
const REACH = 40
const MOST_DIGITS = 15 // E.164

/**
 * Whether these digits are a phone number as people type one: international, national with its leading
 * zero, North American, or in the groups of a country without one; or nine to twelve digits that no word
 * before them calls something else.
 */
export function isPhoneNumber(
  groups: readonly DigitGroup[],
  hasPlus: boolean,
  said: ReturnType<typeof saidBefore>,
): boolean {
  if (!hasPlus && (said === 'order' || (said === null && groups.length > 8))) return false
  const digits = groups.map((group) => group.digits).join('')
  if (digits.length > MOST_DIGITS + 2 || isDateOrAmount(groups)) return false
  if (hasPlus) return digits.length >= 8 && digits.length <= MOST_DIGITS
  if (said === 'phone') return digits.length <= MOST_DIGITS
  if (digits.startsWith('00')) return digits.length >= 10
  return isNational(digits, groups)
}

function isNational(digits: string, groups: readonly DigitGroup[]): boolean {
  if (groups.length > 6) return false
  const shape = groups.map((group) => group.digits.length).join('-')
  const zero = digits.startsWith('0') && digits.length >= 9 && digits.length <= 12
  const american = /^1?[2-9]\d{2}[2-9]\d{6}$/.test(digits) && /^(1-)?3-3-4$|^1?0$|^10$|^11$/.test(shape)
  const grouped =
    /^[6-9]/.test(digits) && /^(3-3-3|3-2-2-2|2-3-2-2|5-5|4-3-3|3-2-2-3|2-4-4|3-3-4)$/.test(shape)
  const brazilian = /^(2-)?(5-4|4-4)$/.test(shape) && digits.length >= 10
  const bare = groups.length === 1 && digits.length >= 9 && digits.length <= 12
  return zero || american || grouped || brazilian || bare
}

/** What the last word before a number calls it. */
export function saidBefore(text: string, start: number): 'phone' | 'order' | null {
  const before =
    text
      .slice(Math.max(0, start - REACH), start)
      .split('\n')
      .at(-1) ?? ''
  if (!/\p{L}/u.test(before)) return null
  const last = (words: RegExp) => [...before.matchAll(words)].at(-1)?.index ?? -1
  const phone = last(aboutPhones)
  const order = last(aboutOrders)
  return phone < 0 && order < 0 ? null : phone > order ? 'phone' : 'order'
}

/** 2026-11-20, 20.11.2026, 1.234.567, 10.0.0.127. */
function isDateOrAmount(groups: readonly DigitGroup[]): boolean {
  const separators = new Set(groups.slice(1).map((group) => group.separator))
  const lengths = groups.map((group) => group.digits.length)
  if (groups.length < 3 || separators.size !== 1) return false
  const [separator = ''] = separators
  const shape = lengths.join('-')
  if (/^[-./]$/.test(separator) && /^(4-[12]-[12]|[12]-[12]-(2|4))$/.test(shape)) return true
  if (separator !== '.') return false
  const thousands = lengths.slice(1).every((length) => length === 3) && (lengths[0] ?? 0) <= 3
  const network = lengths.length === 4 && groups.every((group) => Number(group.digits) < 256)
  return thousands || network
}
