import type { Message } from '#contract/message.ts'

/**
 * Whether the shopper has written this himself in this conversation. A proof of identity must come from
 * him: a number and an e-mail that a product text or a model brings along open nothing.
 */
export function saidByShopper(transcript: readonly Message[], value: string): boolean {
  const wanted = squeeze(value)
  if (wanted.length < 3) return false
  return transcript.some((message) => message.sender === 'customer' && squeeze(message.text).includes(wanted))
}

/** Case, spaces and signs do not matter: `#W 123` is `w123`, `ec1a 1bb` is `ec1a1bb`. */
function squeeze(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}@.+_]/gu, '')
}
