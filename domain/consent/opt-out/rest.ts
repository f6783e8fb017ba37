import { goods } from './goods.ts'
import type { Span } from './pattern.ts'
import { fits } from './pattern.ts'
import type { Sentence } from './words.ts'

const goodsWords = goods.split(/\s+/)

/** What a message asks for beside the revocations found in it: other questions, and talk of goods or orders. */
export function restOf(
  sentences: readonly Sentence[],
  found: readonly { sentence: Sentence; revocation: { span: Span } }[],
): string {
  const rest = sentences.flatMap((sentence) => {
    const own = found.find((entry) => entry.sentence === sentence)
    if (own) return besideSpan(sentence, own.revocation.span)
    return asksSomething(sentence.raw, sentence) ? [sentence.raw] : []
  })
  return rest.join(' ')
}

/** The part of the sentence behind the revocation, where it speaks of goods: "… and cancel my order W1". */
function besideSpan({ words }: Sentence, { from, to }: Span): string[] {
  const before = words.slice(0, from)
  const after = words.slice(to)
  return [before, after].flatMap((part) => {
    const text = part.map((word) => word.text).join(' ')
    return part.length >= 3 && part.some((word) => isGoods(word.text)) ? [text] : []
  })
}

function asksSomething(raw: string, { words }: Sentence): boolean {
  if (words.length < 2) return false
  return raw.includes('?') || /\d{3,}/.test(raw) || words.some((word) => isGoods(word.text))
}

const isGoods = (word: string): boolean => goodsWords.some((wanted) => fits(wanted, word))
