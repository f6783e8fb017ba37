import type { BlockColours, ContentBlock } from '#contract/content-blocks.ts'
import type { MessagePart, OrderCard, ProductCard } from '#contract/message.ts'
import { formatMoney, type Money } from '#contract/money.ts'
import type { MessageContent } from '#contract/outbound.ts'
import { absoluteUrl } from './absolute-url.ts'
import type { ComposeContext } from './composed.ts'
import { type EmailWords, emailWords } from './email-words.ts'
import { type Block, parseSmallMarkdown } from './small-markdown.ts'

export interface Picture {
  url: string
  alt: string
}

export interface Link {
  label: string
  url: string
}

export interface Line {
  title: string
  detail: string
  price: string
  picture: Picture | null
}

/** What a mail is made of, before it is drawn as HTML or as text; every address is absolute. */
export type Section =
  | { kind: 'words'; blocks: Block[]; colours?: BlockColours }
  | { kind: 'heading'; text: string; colours?: BlockColours }
  | { kind: 'product'; line: Line; was: string | null; link: Link | null }
  | {
      kind: 'lines'
      title: string | null
      note: string | null
      lines: Line[]
      sum: { label: string; price: string }
      links: Link[]
    }
  | { kind: 'link'; link: Link }
  | { kind: 'button'; link: Link; colours?: BlockColours }
  | { kind: 'picture'; picture: Picture; url: string | null }
  | { kind: 'offer'; blocks: Block[]; code: string | null }
  | { kind: 'quote'; text: string; by: string; stars: number | null; picture: Picture | null }
  | { kind: 'divider' }
  | { kind: 'small'; text: string }

/** The text first, then what it carries, in its order. */
export function emailSections(
  content: Pick<MessageContent, 'text' | 'parts' | 'blocks'>,
  context: ComposeContext,
): Section[] {
  if (content.blocks) return content.blocks.flatMap((block) => blockSections(block, drawing(context)))
  const blocks = parseSmallMarkdown(content.text)
  const text: Section[] = blocks.length > 0 ? [{ kind: 'words', blocks }] : []
  return [...text, ...content.parts.flatMap((part) => sectionsOf(part, drawing(context)))]
}

/** A piece of a message that was drawn from modules. */
function blockSections(block: ContentBlock, draw: Drawing): Section[] {
  switch (block.type) {
    case 'heading':
      return [{ kind: 'heading', text: block.text, ...(block.colours && { colours: block.colours }) }]
    case 'text': {
      const blocks = parseSmallMarkdown(block.text)
      return [{ kind: 'words', blocks, ...(block.colours && { colours: block.colours }) }]
    }
    case 'products':
      return block.products.map((product) => productSection(product, draw))
    case 'offer':
      return [{ kind: 'offer', blocks: parseSmallMarkdown(block.text), code: block.code }]
    case 'button': {
      const colours = block.colours && { colours: block.colours }
      return linkTo(block.label, draw.url(block.href)).map((link) => ({ kind: 'button', link, ...colours }))
    }
    case 'picture':
    case 'countdown': {
      const [alt, href] = block.type === 'picture' ? [block.alt, block.href] : [block.text, null]
      const picture = pictureOf({ url: block.url, alt }, draw)
      return picture ? [{ kind: 'picture', picture, url: draw.url(href) }] : []
    }
    case 'review': {
      const { text, author, productTitle, rating, image } = block.review
      const by = [author, productTitle].filter(Boolean).join(', ')
      return [{ kind: 'quote', text, by, stars: rating, picture: pictureOf(image, draw) }]
    }
    case 'divider':
      return [{ kind: 'divider' }]
    case 'small':
      return [{ kind: 'small', text: block.text }]
  }
}

interface Drawing {
  words: EmailWords
  money: (money: Money) => string
  date: (isoDate: string) => string
  url: (url: string | null) => string | null
}

function drawing({ locale, baseUrl }: ComposeContext): Drawing {
  return {
    words: emailWords(locale),
    money: (money) => formatMoney(money, locale),
    date: (isoDate) => dayIn(locale, isoDate),
    url: (url) => absoluteUrl(url, baseUrl),
  }
}

/** A day without a time has no zone: it is the day it says, everywhere. */
function dayIn(locale: string, isoDate: string): string {
  const day = new Date(`${isoDate.slice(0, 10)}T00:00:00Z`)
  if (Number.isNaN(day.getTime())) return isoDate
  try {
    return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(day)
  } catch {
    return isoDate // not a locale that the platform knows
  }
}

function sectionsOf(part: MessagePart, draw: Drawing): Section[] {
  switch (part.type) {
    case 'products':
      return part.products.map((product) => productSection(product, draw))
    case 'comparison':
      return [...part.products.map((product) => productSection(product, draw)), ...comparedIn(part)]
    case 'order':
      return [orderSection(part.order, draw)]
    case 'cart': {
      const { lines, subtotal, checkoutUrl } = part.cart
      const sum = { label: draw.words.subtotal, price: draw.money(subtotal) }
      const links = linkTo(draw.words.checkout, draw.url(checkoutUrl))
      const drawn = lines.map((line) => lineOf({ ...line, price: line.lineTotal }, draw))
      return lines.length === 0 ? [] : [{ kind: 'lines', title: null, note: null, lines: drawn, sum, links }]
    }
    case 'source': {
      const label = [part.title, part.section].filter(Boolean).join(' › ')
      return linkTo(label, draw.url(part.url)).map((link): Section => ({ kind: 'link', link }))
    }
    case 'choices': {
      // nothing can be pressed in a mail: they say what may be answered
      const items = part.choices.map(({ label }) => [{ kind: 'text' as const, text: label }])
      return items.length === 0 ? [] : [{ kind: 'words', blocks: [{ kind: 'list', start: null, items }] }]
    }
    case 'proposal':
      // a yes is given where the question was asked, never by mail
      return [{ kind: 'words', blocks: parseSmallMarkdown(part.summary) }]
  }
}

/** What tells the products apart, a line each: a mail has no room for columns on a phone. */
function comparedIn({ products, rows }: Extract<MessagePart, { type: 'comparison' }>): Section[] {
  const items = rows
    .filter(({ differs }) => differs)
    .map(({ name, values }) => {
      const told = values.flatMap((value, at) => (value === null ? [] : [`${products[at]?.title} ${value}`]))
      return [{ kind: 'text' as const, text: `${name}: ${told.join('; ')}` }]
    })
  return items.length === 0 ? [] : [{ kind: 'words', blocks: [{ kind: 'list', start: null, items }] }]
}

function productSection(product: ProductCard, draw: Drawing): Section {
  const { title, options, price, listPrice, image, url } = product
  const [link = null] = linkTo(draw.words.view, draw.url(url))
  return {
    kind: 'product',
    line: { title, detail: options, price: draw.money(price), picture: pictureOf(image, draw) },
    was: listPrice && listPrice.amount > price.amount ? `${draw.words.was} ${draw.money(listPrice)}` : null,
    link,
  }
}

function orderSection(order: OrderCard, draw: Drawing): Section {
  const { words } = draw
  const said = order.status === 'delivered' ? words.delivered : words.expected
  const isOff = ['cancelled', 'returned'].includes(order.status)
  return {
    kind: 'lines',
    title: words.order(order.orderNumber),
    note: order.deliveryDate && !isOff ? said(draw.date(order.deliveryDate)) : null,
    lines: order.lines.map((line) => lineOf(line, draw)),
    sum: { label: words.total, price: draw.money(order.total) },
    links: order.tracking.flatMap(({ url }) => linkTo(words.track, draw.url(url))),
  }
}

function lineOf(line: OrderCard['lines'][number], draw: Drawing): Line {
  const detail = [line.options, `× ${line.quantity}`].filter(Boolean).join(' · ')
  return { title: line.title, detail, price: draw.money(line.price), picture: pictureOf(line.image, draw) }
}

function pictureOf(image: ProductCard['image'], draw: Drawing): Picture | null {
  const url = draw.url(image?.url ?? null)
  return url === null ? null : { url, alt: image?.alt ?? '' }
}

function linkTo(label: string, url: string | null): Link[] {
  return url === null ? [] : [{ label, url }]
}

/** Who sends and where they are, a line each; an address that begins with the shop's name says it once. */
export function senderLines({ shopName, postalAddress }: ComposeContext): string[] {
  const lines = postalAddress
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return lines[0]?.toLowerCase().startsWith(shopName.toLowerCase()) ? lines : [shopName, ...lines]
}
