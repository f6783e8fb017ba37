import { type ContentField, contentFields } from '#contract/content-places.ts'
import type { ContentChannel } from '#contract/content-templates.ts'
import { formatMoney, type Money } from '#contract/money.ts'
import type { Feed, OfferFeed, ProductNow } from './feed.ts'
import { offerWords, optOutWords } from './house-words.ts'
import { shortValue } from './plain-value.ts'

/** What the fields of one message say, for one channel. */
export interface FieldSources {
  feed: Feed
  channel: ContentChannel
  language: string
  /** The product that the message is about; null: none. */
  headline: ProductNow | null
  /** Where the message leads, as it is written; null: not on this channel. */
  link: () => string | null
}

/** The value of a field; null: there is none, then what stands behind the bar in its place is said. */
export function fieldValue(field: ContentField, sources: FieldSources): string | null {
  const { feed } = sources
  switch (contentFields[field]) {
    case 'given':
      return givenValue(
        shortValue(feed.given[`${field}.${sources.language}`] ?? feed.given[field]),
        feed.locale,
      )
    case 'person':
      return personValue(field, feed)
    case 'shop':
      return shopValue(field, sources)
    case 'product':
      return productValue(field, sources)
    case 'order':
      return orderValue(field, feed)
    case 'cart':
      return cartValue(field, feed)
    case 'offer':
      return feed.offer && offerValue(field, feed.offer, sources)
  }
}

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/

/** A day is written as the reader writes days. */
function givenValue(value: string | null, locale: string): string | null {
  return value !== null && ISO_DAY.test(value)
    ? (dayIn(new Date(`${value}T00:00:00Z`), locale) ?? value)
    : value
}

function dayIn(day: Date, locale: string, timeZone = 'UTC'): string | null {
  return Number.isNaN(day.getTime())
    ? null
    : new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone }).format(day)
}

function personValue(field: ContentField, { person, locale }: Feed): string | null {
  const points = (value: number | null) =>
    value === null ? null : new Intl.NumberFormat(locale).format(value)
  if (field === 'first_name') return person.firstName
  if (field === 'tier') return shortValue(person.tier)
  if (field === 'points') return points(person.points)
  return field === 'next_tier' ? shortValue(person.nextTier) : points(person.pointsToNext)
}

function shopValue(field: ContentField, { feed, channel, language, link }: FieldSources): string | null {
  if (field === 'shop') return shortValue(feed.shopName)
  if (field === 'link') return link() ?? ''
  return channel === 'sms' || channel === 'whatsapp' ? optOutWords(language) : ''
}

function productValue(field: ContentField, { headline, feed }: FieldSources): string | null {
  if (headline === null) return null
  const { card, brand } = headline
  if (field === 'product.title') return shortValue(card.title.slice(0, 120))
  if (field === 'product.brand') return shortValue(brand)
  if (field === 'product.was') return card.listPrice && money(card.listPrice, feed.locale)
  return money(card.price, feed.locale)
}

const money = (value: Money, locale: string) => formatMoney(value, locale).replace(/[\u00a0\u202f]/g, ' ')

function orderValue(field: ContentField, { order, locale }: Feed): string | null {
  if (order === null) return null
  if (field === 'order.number') return shortValue(order.orderNumber)
  if (field === 'order.item') return shortValue(order.lines[0]?.title)
  if (field === 'order.total') return money(order.total, locale)
  const day = order.deliveryDate?.slice(0, 10)
  return day === undefined ? null : givenValue(day, locale)
}

function cartValue(field: ContentField, { cart, locale }: Feed): string | null {
  if (cart === null || cart.lines.length === 0) return null
  if (field === 'cart.total') return money(cart.subtotal, locale)
  return new Intl.NumberFormat(locale).format(cart.lines.reduce((sum, { quantity }) => sum + quantity, 0))
}

function offerValue(field: ContentField, offer: OfferFeed, { feed, language }: FieldSources): string | null {
  const { locale } = feed
  if (field === 'offer.title') return shortValue(offer.title)
  if (field === 'offer.code') return offer.code
  if (field === 'offer.until') return offer.until && dayIn(offer.until, locale, feed.timeZone)
  switch (offer.kind) {
    case 'percent':
      return `${new Intl.NumberFormat(locale).format(offer.value)}%`
    case 'amount':
      return money({ amount: offer.value, currency: offer.currency }, locale)
    case 'points_multiplier':
      return `${new Intl.NumberFormat(locale).format(offer.value)}×`
    case 'free_shipping':
    case 'gift':
      return offerWords(offer.kind, language)
  }
}
