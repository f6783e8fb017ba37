import { choicesIn } from '#contract/choices.ts'
import type { MessageContent } from '#contract/outbound.ts'
import type { ChannelContent } from '../adapter.ts'
import { absoluteUrl } from './absolute-url.ts'
import { comparisonInWords } from './comparison.ts'
import type { ComposeContext, Composed, ComposeInput } from './composed.ts'
import { partInWords, productCaption } from './phone-parts.ts'
import type { PhoneRules } from './phone-rules.ts'
import { phoneText } from './phone-text.ts'
import { phoneWords } from './phone-words.ts'
import { numberedChoices } from './sms.ts'
import { splitText } from './split-text.ts'
import { interactiveChoices, MOST_BODY } from './whatsapp-choices.ts'
import { composeTemplate } from './whatsapp-template.ts'

/** More than so many messages at once is no message any more. */
const MOST_MESSAGES = 20

/**
 * A message on WhatsApp: the words, each product as a picture with its caption, and last what may be picked, as
 * buttons or a list where the provider has them, else numbered.
 */
export function composeWhatsapp(input: ComposeInput, rules: PhoneRules): Composed {
  if (input.content.template) return composeTemplate(input, rules)
  const { content, context } = input
  const before = [phoneText(content.text, 'stars'), ...wordsOf(content, context)]
  const cards = cardsOf(content, context, rules)
  const contents = [...withChoices(join(before), cards, content, context, rules)]
  if (contents.length === 0) return { ok: false, reason: 'empty', text: 'There is nothing to send.' }
  if (contents.length > MOST_MESSAGES)
    return { ok: false, reason: 'too_long', text: `This is more than ${MOST_MESSAGES} messages.` }
  return { ok: true, contents, segments: contents.length }
}

const join = (blocks: readonly string[]) => blocks.filter((block) => block !== '').join('\n\n')

function wordsOf({ parts }: MessageContent, context: ComposeContext): string[] {
  const picksAnother = parts.some((part) => part.type === 'choices' || part.type === 'products')
  return parts.map((part) =>
    part.type === 'comparison' ? comparisonInWords(part, context, !picksAnother) : partInWords(part, context),
  )
}

/** Numbered as `choicesIn` counts them, where there is more than one and nothing else to pick. */
function cardsOf({ parts }: MessageContent, context: ComposeContext, rules: PhoneRules): ChannelContent[] {
  const products = parts.flatMap((part) => (part.type === 'products' ? part.products : []))
  const hasChoices = parts.some((part) => part.type === 'choices' && part.choices.length > 0)
  return products.flatMap((card, at) => {
    const number = hasChoices || products.length < 2 ? '' : `${at + 1}. `
    const caption = `${number}${productCaption(card, context)}`
    const picture = pictureOf(card.image?.url, context, rules)
    return picture && caption.length <= rules.maxCaption
      ? [{ type: 'image' as const, url: picture, caption }]
      : texts(caption, rules)
  })
}

const OTHER_PICTURE = /\.(svgz?|webp|gif|avif|bmp|tiff?|heic)$/i

/** An address without an ending may be any picture: the provider looks at it. */
function pictureOf(url: string | undefined, { baseUrl }: ComposeContext, rules: PhoneRules): string | null {
  const absolute = absoluteUrl(url, baseUrl)
  if (!absolute || rules.pictures === 'none') return null
  if (rules.pictures === 'any') return absolute
  return OTHER_PICTURE.test(new URL(absolute).pathname) ? null : absolute
}

function texts(text: string, rules: PhoneRules): ChannelContent[] {
  return splitText(text, rules.maxChars).map((piece) => ({ type: 'text', text: piece }))
}

/** The choices stand under the last words; under cards they need a word of their own. */
function withChoices(
  words: string,
  cards: ChannelContent[],
  content: MessageContent,
  context: ComposeContext,
  rules: PhoneRules,
): ChannelContent[] {
  const given = content.parts.some((part) => part.type === 'choices' && part.choices.length > 0)
  if (!given) return [...texts(words, rules), ...cards]
  const word = phoneWords(context.locale).choose
  const interactive = rules.choices === 'interactive' && interactiveChoices(choicesIn(content.parts), word)
  if (!interactive) {
    const numbered = numberedChoices(content, context)
    if (cards.length > 0) return [...texts(words, rules), ...cards, ...texts(numbered, rules)]
    return texts(join([words, numbered]), rules)
  }
  if (cards.length > 0 || words === '')
    return [...texts(words, rules), ...cards, { ...interactive, text: word }]
  const pieces = splitText(words, rules.maxChars)
  const last = splitText(pieces.pop() ?? '', MOST_BODY)
  const body = last.pop() ?? word
  const above = [...pieces, ...last].map((text): ChannelContent => ({ type: 'text', text }))
  return [...above, { ...interactive, text: body }]
}
