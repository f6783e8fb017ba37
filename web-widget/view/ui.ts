import type { Image } from '../../contract/message.ts'
import type { Money } from '../../contract/money.ts'
import type { Chat } from '../chat/chat.ts'
import type { Texts } from '../texts.ts'

/** What every part of the panel is given: the chat, and how this shop writes words, prices and dates. */
export interface Ui {
  chat: Chat
  texts: Texts
  /** Where Rapport runs. */
  base: string
  shopName: string
  money: (money: Money) => string
  date: (iso: string) => string
  time: (iso: string) => string
  image: (image: Image) => string | null
  /** Says something once to a screen reader. */
  say: (text: string) => void
}

const formats = new Map<string, Intl.NumberFormat>()

/** `{ amount: 12900, currency: 'USD' }` in the shop's locale. */
export function formatMoney(money: Money, locale: string): string {
  const key = `${locale} ${money.currency}`
  const format = formats.get(key) ?? numberFormat(money.currency, locale)
  formats.set(key, format)
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  return format.format(money.amount / 10 ** digits)
}

function numberFormat(currency: string, locale: string): Intl.NumberFormat {
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency })
  } catch {
    return new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  }
}

export function formatDate(iso: string, locale: string, options: Intl.DateTimeFormatOptions): string {
  const date = new Date(iso.length === 10 ? `${iso}T12:00:00` : iso) // a day is that day in every zone
  if (Number.isNaN(date.getTime())) return ''
  try {
    return new Intl.DateTimeFormat(locale, options).format(date)
  } catch {
    return new Intl.DateTimeFormat('en', options).format(date)
  }
}

/** An address that may be linked or shown: http and https only, relative ones from `base`; null for all others. */
export function safeUrl(url: string | null, base: string): string | null {
  if (!url) return null
  try {
    const parsed = new URL(url, base)
    return parsed.protocol === 'http:' || parsed.protocol === 'https:' ? parsed.href : null
  } catch {
    return null
  }
}
