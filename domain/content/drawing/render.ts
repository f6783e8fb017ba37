import type { ContentBlock } from '#contract/content-blocks.ts'
import { contentFields, isContentField } from '#contract/content-places.ts'
import type { ContentChannel, ContentProblem, ContentVariant, Wordings } from '#contract/content-templates.ts'
import type { MessagePart } from '#contract/message.ts'
import type { ContentClaim, MessageContent } from '#contract/outbound.ts'
import type { OwnModule } from '../shared-modules.ts'
import type { DrawnFrom } from '../versions.ts'
import { chooseProducts, whyNot } from './choose-products.ts'
import { brokenClaim } from './claims.ts'
import { drawModules } from './draw-modules.ts'
import type { Feed, ProductNow } from './feed.ts'
import { fillText } from './fill-text.ts'
import { partsOf, wordsOf } from './in-words.ts'
import { pageOf } from './targets.ts'
import { wordingIn } from './wording.ts'

/** What is asked for: one message on one channel, in one language. */
export interface RenderAsked {
  channel: ContentChannel
  language: string
  variant: ContentVariant | null
  claims: readonly ContentClaim[]
  /** On WhatsApp: whether words of our own may go, or the approved template alone. */
  windowOpen: boolean
}

export type Rendered =
  | {
      ok: true
      content: MessageContent
      /** What it shows, each once. */
      productIds: string[]
      /** Whether the reader sees the offer. */
      offerShown: boolean
      /** Keys of the modules that had nothing of their own to show. */
      fellBack: string[]
    }
  | { ok: false; reason: ContentProblem; detail: string }

/**
 * Draws a message as this reader gets it on this channel, or says why it must not go: something it is about is
 * gone or dearer, a value is missing, nothing is left to show. Pure: all it says is in the feed.
 */
export function renderContent(template: DrawnFrom, asked: RenderAsked, feed: Feed): Rendered {
  if (!template.channels.includes(asked.channel))
    return { ok: false, reason: 'not_on_this_channel', detail: asked.channel }
  const broken = brokenClaim(asked.claims, feed)
  if (broken) return { ok: false, ...broken }
  const chosen = chooseProducts(template.modules, feed)
  if (!chosen.ok) return chosen
  const pen = penFor(template, asked, feed, chosen.headline)
  const approved = approvedFor(template, asked, feed)
  const modules = approved === null ? modulesOf(template, asked) : []
  const blocks = drawModules(modules, { ...pen.drawing, shown: chosen.shown })
  const content = contentFor(template, asked, approved, { pen, blocks })
  const problem = pen.problem(content)
  if (problem) return { ok: false, ...problem }
  return {
    ok: true,
    content,
    productIds: productIdsIn(blocks, chosen.headline),
    offerShown: pen.offerShown(),
    fellBack: pen.fellBack,
  }
}

/** The WhatsApp template that goes where words of our own may not; null: there is none, or they may. */
function approvedFor(template: DrawnFrom, { channel, windowOpen }: RenderAsked, feed: Feed): Approved | null {
  if (channel !== 'whatsapp' || windowOpen || !template.whatsapp) return null
  const approved = feed.whatsappTemplate(template.whatsapp.template)
  return approved && { ...approved, given: template.whatsapp.parameters }
}

interface Approved {
  templateId: string
  parameters: string[]
  /** What fills them. */
  given: Readonly<Record<string, string>>
}

/** The modules that this channel draws, in the variant's words; an SMS and a push have words of their own. */
function modulesOf(template: DrawnFrom, { channel, variant }: RenderAsked): OwnModule[] {
  if (channel === 'sms' || channel === 'push') return []
  return template.modules.map((module) => reworded(module, variant?.texts[module.key]))
}

function reworded(module: OwnModule, words: Wordings | undefined): OwnModule {
  if (!words) return module
  if (module.type === 'button') return { ...module, label: words }
  return 'text' in module ? { ...module, text: words } : module
}

/** Writes texts for one reader and remembers what it could not say. */
interface Pen {
  drawing: Parameters<typeof drawModules>[1]
  say: (words: Wordings | undefined) => string | null
  fill: (text: string) => string
  link: () => string
  problem: (content: MessageContent) => { reason: ContentProblem; detail: string } | null
  offerShown: () => boolean
  fellBack: string[]
}

function penFor(template: DrawnFrom, asked: RenderAsked, feed: Feed, headline: ProductNow | null): Pen {
  const missing: string[] = []
  const refused: string[] = []
  const fellBack: string[] = []
  let saidOffer = false
  let address: string | null = null
  const link = () => {
    address ??= feed.link(pageOf(template.target, feed, headline))
    return address
  }
  const sources = {
    feed,
    channel: asked.channel,
    language: asked.language,
    headline,
    link: () => (linkInWords.has(asked.channel) ? link() : null),
  }
  const fill = (text: string) => {
    const filled = fillText(text, sources)
    missing.push(...filled.missing)
    saidOffer ||= feed.offer !== null && /\{\{\s*offer\./.test(text)
    return filled.text
  }
  const say = (words: Wordings | undefined) => {
    const text = wordingIn(words, asked.language, template.languages)
    return text === null ? null : fill(text) || null
  }
  return {
    drawing: {
      feed,
      channel: asked.channel,
      headline,
      shown: new Map(),
      say,
      refuse: (key) => refused.push(key),
      fallBack: (key) => fellBack.push(key),
    },
    say,
    fill,
    link,
    offerShown: () => saidOffer,
    fellBack,
    problem: (content) => problemOf(content, { missing, refused }, feed),
  }
}

/** Where an address is read as one; elsewhere a button or a tap leads there. */
const linkInWords: ReadonlySet<ContentChannel> = new Set(['sms', 'whatsapp', 'web'])

function problemOf(
  content: MessageContent,
  { missing, refused }: { missing: readonly string[]; refused: readonly string[] },
  feed: Feed,
): { reason: ContentProblem; detail: string } | null {
  const [field] = missing
  if (field !== undefined) return { reason: whyMissing(field, feed), detail: field }
  const [key] = refused
  if (key !== undefined) return { reason: 'nothing_to_show', detail: `nothing for ${key}` }
  const isEmpty = content.text === '' && (content.blocks ?? []).length === 0 && !content.template
  return isEmpty ? { reason: 'nothing_to_show', detail: 'the message is empty' } : null
}

function whyMissing(field: string, feed: Feed): ContentProblem {
  if (!isContentField(field)) return 'missing_value'
  const source = contentFields[field]
  if (source === 'offer') return 'offer_gone'
  const [first] = feed.about
  if (source !== 'product' || first === undefined) return 'missing_value'
  const product = feed.product(first)
  return product?.state === 'open' ? 'missing_value' : whyNot(product)
}

function contentFor(
  template: DrawnFrom,
  asked: RenderAsked,
  approved: Approved | null,
  { pen, blocks }: { pen: Pen; blocks: ContentBlock[] },
): MessageContent {
  const worded = (field: 'subject' | 'preheader' | 'pushTitle' | 'short') =>
    pen.say(asked.variant?.[field] ?? template[field])
  switch (asked.channel) {
    case 'sms':
      return { text: withLink(worded('short') ?? '', template, asked, pen), parts: [] }
    case 'push': {
      const title = worded('pushTitle')
      const text = worded('short') ?? ''
      const { headline } = pen.drawing
      const parts: MessagePart[] = headline ? [{ type: 'products', products: [headline.card] }] : []
      return { text, parts, link: pen.link(), ...(title !== null && { subject: title }) }
    }
    case 'email':
    case 'site': {
      const [subject, preheader] = [worded('subject'), worded('preheader')]
      return {
        text: wordsOf(blocks),
        parts: partsOf(blocks),
        blocks,
        ...(subject !== null && { subject }),
        ...(preheader !== null && { preheader }),
      }
    }
    case 'whatsapp':
    case 'web':
      return approved ? filledTemplate(approved, pen) : inWords(blocks)
  }
}

const inWords = (blocks: ContentBlock[]): MessageContent => ({
  text: wordsOf(blocks),
  parts: partsOf(blocks),
})

/** An SMS says where to go: behind its words, where they do not say it themselves. */
function withLink(short: string, { short: words }: DrawnFrom, asked: RenderAsked, pen: Pen): string {
  if (short === '') return short
  const written = Object.values(asked.variant?.short ?? words ?? {}).some((text) =>
    /\{\{\s*link\b/.test(text),
  )
  return written ? short : `${short} ${pen.link()}`
}

function filledTemplate({ templateId, parameters, given }: Approved, pen: Pen): MessageContent {
  const filled = parameters.map((name) => [name, pen.fill(given[name] ?? `{{${name}}}`)])
  return { text: '', parts: [], template: { templateId, parameters: Object.fromEntries(filled) } }
}

function productIdsIn(blocks: readonly ContentBlock[], headline: ProductNow | null): string[] {
  const shown = blocks.flatMap((block) => (block.type === 'products' ? block.products : []))
  return [...new Set([...(headline ? [headline.card] : []), ...shown].map(({ productId }) => productId))]
}
