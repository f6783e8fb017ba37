import type { PreparedSentence } from './prepared.ts'

const MOST_SENTENCES = 3
const MOST_CHARS = 420
/** A sentence this far behind the best adds nothing. */
const BEHIND = 2

/** The sentences of a passage that answer, word for word and in their order: the best and what is near it. */
export function extractOf(sentences: readonly PreparedSentence[], ranks: readonly number[]): string[] {
  const order = ranks.map((rank, at) => ({ rank, at })).sort((a, b) => b.rank - a.rank || a.at - b.at)
  const best = order[0]?.rank ?? 0
  const chosen: number[] = []
  let length = 0
  for (const { rank, at } of order) {
    const text = sentences[at]?.text ?? ''
    const full = chosen.length >= MOST_SENTENCES || length + text.length > MOST_CHARS || rank < best - BEHIND
    if (chosen.length > 0 && full) break
    chosen.push(at)
    length += text.length
  }
  return chosen.sort((a, b) => a - b).map((at) => sentences[at]?.text ?? '')
}
