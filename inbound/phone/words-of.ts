import type { InboundChannelMessage } from '#channels/index.ts'
import { MAX_MESSAGE_CHARS } from '#contract/chat.ts'
import { choicesIn } from '#contract/choices.ts'
import type { Message } from '#contract/message.ts'

const kinds: [prefix: string, words: string][] = [
  ['image/', '[picture]'],
  ['audio/', '[voice message]'],
  ['video/', '[video]'],
  ['text/vcard', '[contact]'],
  ['text/x-vcard', '[contact]'],
]
/** Said of a message in which we can read nothing at all. */
const UNREADABLE = '[message that cannot be shown here]'
const CUT = ' […]'

/**
 * What a message from a phone says, in words that an agent and staff can read: what was picked, else what was
 * typed, and a word for each picture or file. Never empty, and cut where it is too long: nobody is there to be
 * told to write it again.
 */
export function wordsOf(message: InboundChannelMessage, recent: readonly Message[]): string {
  const picked = pickedIn(message, recent)
  const shown = message.media.map(({ contentType }) => mediaWord(contentType))
  const text = [picked ?? message.text.trim(), ...shown].filter((part) => part !== '').join('\n')
  if (text === '') return UNREADABLE
  return text.length <= MAX_MESSAGE_CHARS ? text : text.slice(0, MAX_MESSAGE_CHARS - CUT.length) + CUT
}

function mediaWord(contentType: string): string {
  const type = contentType.toLowerCase()
  return kinds.find(([prefix]) => type.startsWith(prefix))?.[1] ?? '[document]'
}

/**
 * The text of the choice that was picked. A button or row says its id, however old it is; a bare number or the
 * choice's own words count only for the last thing the agent or a person said: "2" to "how many?" is a two.
 */
function pickedIn({ choiceId, text }: InboundChannelMessage, recent: readonly Message[]): string | null {
  const ours = recent.filter(({ sender }) => sender !== 'customer' && sender !== 'system')
  if (choiceId !== null) {
    const offered = ours.toReversed().flatMap(({ parts }) => choicesIn(parts))
    return offered.find(({ id }) => id === choiceId)?.text ?? null
  }
  const choices = choicesIn(ours.at(-1)?.parts ?? [])
  const number = numberIn(text)
  if (number !== null) return choices[number - 1]?.text ?? null
  const said = plain(text)
  return choices.find(({ label, text }) => plain(label) === said || plain(text) === said)?.text ?? null
}

/** `2`, `2.`, `#2`, `(2)`, `nr 2`, `no. 2`, `number 2`, `option 2`, and the like in the neighbours' words. */
const BARE_NUMBER =
  /^\s*(?:(?:nr|no|num|number|nummer|numero|número|numéro|option|opción|opzione|opção|choice|wahl)\b[.:]?\s*)?[#(]?\s*(\d{1,2})\s*[.)!]?\s*$/iu

/** Whether what was typed is a number alone: it says nothing but which choice. */
export const isBareNumber = (text: string): boolean => numberIn(text) !== null

function numberIn(text: string): number | null {
  const digits = BARE_NUMBER.exec(text.normalize('NFKC'))?.[1]
  return digits === undefined ? null : Number(digits)
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/[.!]+$/, '')
    .trim()
}
