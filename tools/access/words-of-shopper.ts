import type { Message } from '#contract/message.ts'

const sizeWords: Record<string, string> = {
  s: 'small',
  m: 'medium',
  l: 'large',
  xs: 'extra small',
  xl: 'extra large',
  xxl: 'extra extra large',
}

/**
 * The sentence in which the shopper himself has said this value, word by word, in this conversation, newest
 * message first; null: he has not. "medium" says M.
 */
export function wordsOfShopper(transcript: readonly Message[], value: string): string | null {
  const folded = wordsIn(value)
  const wanted = [folded, sizeWords[folded]].filter((words) => words !== undefined && words !== '')
  for (const message of transcript.toReversed()) {
    if (message.sender !== 'customer') continue
    const sentences = message.text.split(/(?<=[.!?])\s+|\n+/)
    const said = sentences.find((sentence) =>
      wanted.some((words) => ` ${wordsIn(sentence)} `.includes(` ${words} `)),
    )
    if (said !== undefined) return said.trim().slice(0, 200)
  }
  return null
}

function wordsIn(text: string): string {
  return (
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+(?:[.,]\p{N}+)?/gu) ?? []
  ).join(' ')
}
