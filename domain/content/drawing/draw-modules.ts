import type { BlockColours, ContentBlock } from '#contract/content-blocks.ts'
import type {
  ContentChannel,
  ContentOtherwise,
  ContentTarget,
  Wordings,
} from '#contract/content-templates.ts'
import type { ProductCard } from '#contract/message.ts'
import type { OwnModule } from '../shared-modules.ts'
import type { Feed, ProductNow } from './feed.ts'
import { inFull, pageOf } from './targets.ts'

/** What the drawing of one message's modules needs beside them. */
export interface Drawing {
  feed: Feed
  channel: ContentChannel
  headline: ProductNow | null
  shown: ReadonlyMap<string, ProductCard[]>
  /** The wording in the reader's language, its places filled; null: there is none. */
  say: (words: Wordings | undefined) => string | null
  /** Told once for each module that has nothing true to show and refuses the message. */
  refuse: (moduleKey: string) => void
  /** Told for each module that shows something else, or nothing, in place of what it is for. */
  fallBack: (moduleKey: string) => void
}

/** The blocks of the modules that appear on this channel, in their order. */
export function drawModules(modules: readonly OwnModule[], drawing: Drawing): ContentBlock[] {
  return modules
    .filter(({ channels }) => channels === undefined || channels.includes(drawing.channel))
    .flatMap((module) => drawModule(module, drawing))
}

function drawModule(module: OwnModule, drawing: Drawing): ContentBlock[] {
  const { feed, say } = drawing
  switch (module.type) {
    case 'heading':
    case 'text':
      return worded(module.type, say(module.text), module.colours)
    case 'footer':
      return said(say(module.text), (text) => ({ type: 'small', text }))
    case 'divider':
      return [{ type: 'divider' }]
    case 'button':
      return said(say(module.label), (label) => ({
        type: 'button',
        label,
        href: hrefOf(module.target, drawing),
        ...(module.colours && { colours: module.colours }),
      }))
    case 'picture':
      return picture(module, drawing)
    case 'products':
      return products(module, drawing)
    case 'offer': {
      const text = feed.offer && say(module.text)
      const code = feed.offer?.code ?? null
      return text ? [{ type: 'offer', text, code }] : otherwise(module.key, module.otherwise, drawing)
    }
    case 'review':
      return review(module, drawing)
    case 'countdown':
      return countdown(module, drawing)
  }
}

function said(text: string | null, block: (text: string) => ContentBlock): ContentBlock[] {
  return text ? [block(text)] : []
}

function worded(
  type: 'heading' | 'text',
  text: string | null,
  colours: BlockColours | undefined,
): ContentBlock[] {
  return said(text, (words) => ({ type, text: words, ...(colours && { colours }) }))
}

function otherwise(key: string, what: ContentOtherwise, { say, refuse, fallBack }: Drawing): ContentBlock[] {
  fallBack(key)
  if (what === 'refuse') refuse(key)
  return typeof what === 'object' ? worded('text', say(what.text), undefined) : []
}

function hrefOf(target: ContentTarget, { feed, headline }: Drawing): string {
  return feed.link(pageOf(target, feed, headline))
}

type Of<Type extends OwnModule['type']> = Extract<OwnModule, { type: Type }>

function picture(module: Of<'picture'>, drawing: Drawing): ContentBlock[] {
  const { feed, headline, say } = drawing
  const { source } = module
  const creative =
    source.from === 'creative' && headline
      ? (feed.creative(headline.card.productId) ?? headline.card.image)
      : null
  const url = inFull(source.from === 'url' ? source.url : creative?.url, feed.home)
  if (url === null) return []
  const alt = say(module.alt) ?? creative?.alt ?? ''
  return [{ type: 'picture', url, alt, href: module.target ? hrefOf(module.target, drawing) : null }]
}

function products(module: Of<'products'>, drawing: Drawing): ContentBlock[] {
  const cards = drawing.shown.get(module.key) ?? []
  if (cards.length === 0) return otherwise(module.key, module.otherwise, drawing)
  return [{ type: 'products', products: cards.map((card) => linked(card, drawing.feed)) }]
}

/** The card with the tracked address of its page. */
function linked(card: ProductCard, feed: Feed): ProductCard {
  const url = inFull(card.url, feed.home)
  return { ...card, url: url === null ? null : feed.link({ url, productId: card.productId }) }
}

function review(module: Of<'review'>, drawing: Drawing): ContentBlock[] {
  const { feed, headline, shown } = drawing
  const ids = [...(headline ? [headline.card] : []), ...[...shown.values()].flat()].map(
    ({ productId }) => productId,
  )
  const found = ids.flatMap((productId) => feed.reviews.get(productId) ?? [])[0]
  return found ? [{ type: 'review', review: found }] : otherwise(module.key, module.otherwise, drawing)
}

function countdown(
  { key, until, fallback }: Of<'countdown'>,
  { feed, say, fallBack }: Drawing,
): ContentBlock[] {
  const end = until === 'offer' ? (feed.offer?.until ?? null) : new Date(until)
  if (end === null || end <= feed.now) {
    fallBack(key)
    return []
  }
  return said(say(fallback), (text) => ({ type: 'countdown', url: feed.countdownUrl(end), text }))
}
