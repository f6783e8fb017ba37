import { choicesIn } from '#contract/choices.ts'
import type { MessageContent } from '#contract/outbound.ts'
import { comparisonInWords } from './comparison.ts'
import type { ComposeContext, Composed, ComposeInput } from './composed.ts'
import { partInWords, productLine } from './phone-parts.ts'
import { smsMaxChars } from './phone-rules.ts'
import { phoneText } from './phone-text.ts'
import { phoneWords } from './phone-words.ts'
import { plainerSms, smsSegments } from './sms-characters.ts'
import { splitText } from './split-text.ts'

/** More than so many messages at once is no message any more. */
const MOST_MESSAGES = 10

/**
 * A message as SMS: plain words and plain addresses; what may be picked has its number, the one that
 * `choicesIn` gives it. A template is WhatsApp's own: here its message is the text beside it.
 */
export function composeSms({ content, context }: ComposeInput): Composed {
  const whole = smsText(content, context)
  if (whole === '' && content.template)
    return { ok: false, reason: 'template_wrong_channel', text: 'A template is for WhatsApp: write a text.' }
  if (whole === '') return { ok: false, reason: 'empty', text: 'There is nothing to send.' }
  // a piece may grow by a character or two where its dots and dashes become plainer
  const pieces = splitText(plainerSms(whole), smsMaxChars)
  if (pieces.length > MOST_MESSAGES)
    return { ok: false, reason: 'too_long', text: `The text is longer than ${MOST_MESSAGES} messages.` }
  return {
    ok: true,
    contents: pieces.map((text) => ({ type: 'text', text })),
    segments: pieces.reduce((sum, text) => sum + smsSegments(text).segments, 0),
  }
}

function smsText(content: MessageContent, context: ComposeContext): string {
  const { parts } = content
  const hasChoices = parts.some((part) => part.type === 'choices' && part.choices.length > 0)
  const products = parts.flatMap((part) => (part.type === 'products' ? part.products : []))
  const compared = parts.filter((part) => part.type === 'comparison')
  const number = hasChoices || products.length < 2 ? () => '- ' : (at: number) => `${at + 1}. `
  const blocks = [
    phoneText(content.text, 'none'),
    products.map((card, at) => `${number(at)}${productLine(card, context)}`).join('\n'),
    ...compared.map((part) => comparisonInWords(part, context, !hasChoices && products.length === 0)),
    ...parts.map((part) => partInWords(part, context)),
    hasChoices ? numberedChoices(content, context) : '',
  ]
  return blocks.filter((block) => block !== '').join('\n\n')
}

/** `1. Black`, `2. Blue`, and how to answer. */
export function numberedChoices({ parts }: MessageContent, { locale }: ComposeContext): string {
  const lines = choicesIn(parts).map(({ label }, at) => `${at + 1}. ${label}`)
  return [...lines, phoneWords(locale).replyNumber].join('\n')
}
