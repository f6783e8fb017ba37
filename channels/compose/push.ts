import { cardsIn } from '#contract/choices.ts'
import { formatMoney } from '#contract/money.ts'
import type { MessageContent } from '#contract/outbound.ts'
import { absoluteUrl } from './absolute-url.ts'
import type { ComposeContext, Composed, ComposeInput } from './composed.ts'
import { shorten } from './shorten.ts'
import { firstLink, parseSmallMarkdown } from './small-markdown.ts'

const TITLE_CHARS = 65
const BODY_CHARS = 240
/** Push services take 4,096 bytes, and some of them are theirs. */
const MAX_BYTES = 3000

/** A title, a line or two and where a tap leads: the whole message is there. */
export function composePush({ content, context }: ComposeInput): Composed {
  if (content.template)
    return { ok: false, reason: 'template_wrong_channel', text: 'A WhatsApp template is no push message.' }
  const body = shorten(bodyOf(content, context), BODY_CHARS)
  if (body === '') return { ok: false, reason: 'empty', text: 'The message is empty.' }
  const title = shorten(content.subject || context.senderName || context.shopName, TITLE_CHARS)
  const url = linkOf(content, context)
  const push = { type: 'push', title, body, url, image: imageOf(content, context) } as const
  const fits = (entry: object) => Buffer.byteLength(JSON.stringify(entry)) <= MAX_BYTES
  if (fits(push)) return { ok: true, contents: [push], segments: 1 }
  const bare = { ...push, image: null }
  if (fits(bare)) return { ok: true, contents: [bare], segments: 1 }
  return { ok: false, reason: 'too_long', text: 'The link of the push message is too long.' }
}

/** The text without its marks; where there is none, what it carries, by name and price. */
function bodyOf({ text, parts }: MessageContent, { locale }: ComposeContext): string {
  const said = parseSmallMarkdown(text)
    .flatMap((block) => (block.kind === 'paragraph' ? block.lines : block.items))
    .map((line) => line.map((part) => part.text).join(''))
    .join(' ')
  if (said.trim() !== '') return said
  return parts
    .flatMap((part) => {
      if (part.type === 'products' || part.type === 'comparison')
        return part.products.map(({ title, price }) => `${title}, ${formatMoney(price, locale)}`)
      return part.type === 'proposal' ? [part.summary] : []
    })
    .join(' · ')
}

/** Where the message leads, else what it is about: the first product, page or parcel, else the first link of the text. */
function linkOf({ text, parts, link }: MessageContent, { baseUrl }: ComposeContext): string | null {
  const links = parts.flatMap((part) => {
    if (part.type === 'products' || part.type === 'comparison') return part.products.map(({ url }) => url)
    if (part.type === 'source') return [part.url]
    if (part.type === 'cart') return [part.cart.checkoutUrl]
    return part.type === 'order' ? part.order.tracking.map(({ url }) => url) : []
  })
  const all = [link, ...links, firstLink(parseSmallMarkdown(text))].map((url) => absoluteUrl(url, baseUrl))
  return all.find((url) => url !== null) ?? null
}

function imageOf({ parts }: MessageContent, { baseUrl }: ComposeContext): string | null {
  return (
    cardsIn(parts)
      .map(({ image }) => absoluteUrl(image?.url, baseUrl))
      .find((url) => url !== null) ?? null
  )
}
