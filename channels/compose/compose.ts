import type { MessagePart } from '#contract/message.ts'
import type { Composed, ComposeInput } from './composed.ts'
import { composeEmail } from './email.ts'
import { type PhoneProvider, phoneRules } from './phone-rules.ts'
import { composePush } from './push.ts'
import { composeSms } from './sms.ts'
import { composeWhatsapp } from './whatsapp.ts'

/** Draws one message for one channel. Pure: the same message is the same contents, whoever asks and when. */
export type Compose = (input: ComposeInput) => Composed

const knownParts: Record<MessagePart['type'], true> = {
  products: true,
  comparison: true,
  source: true,
  order: true,
  cart: true,
  choices: true,
  proposal: true,
}

/** One way to draw each channel, within the limits of whoever carries our WhatsApp messages. */
export function createCompose(providers: { whatsapp: PhoneProvider }): Compose {
  return (input) => {
    const { parts } = input.content
    const stranger = parts.find((part) => !Object.hasOwn(knownParts, part.type))
    if (stranger)
      return { ok: false, reason: 'unknown_part', text: `Nobody can draw a part "${stranger.type}".` }
    return drawn(input, providers)
  }
}

function drawn(input: ComposeInput, providers: { whatsapp: PhoneProvider }): Composed {
  switch (input.channel) {
    case 'sms':
      return composeSms(input)
    case 'whatsapp':
      return composeWhatsapp(input, phoneRules[providers.whatsapp])
    case 'email':
      return composeEmail(input)
    case 'push':
      return composePush(input)
    case 'web':
      return composeWeb(input)
  }
}

/** The open chat draws the message itself: nothing is composed, but something must be there. */
function composeWeb({ content }: ComposeInput): Composed {
  const isEmpty = content.text.trim() === '' && content.parts.length === 0
  if (isEmpty && content.template)
    return { ok: false, reason: 'template_wrong_channel', text: 'A template is for WhatsApp: write a text.' }
  if (isEmpty) return { ok: false, reason: 'empty', text: 'There is nothing to send.' }
  return { ok: true, contents: [], segments: 0 }
}
