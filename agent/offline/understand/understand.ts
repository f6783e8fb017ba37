import type { Concept } from '../lexicon/concepts.ts'
import type { Intent } from '../lexicon/intent-rules.ts'
import type { Language } from '../lexicon/languages.ts'
import { type AboutMe, readAboutMe } from './about-me/read-about-me.ts'
import { type Feeling, readFeeling, readTopic } from './feeling.ts'
import { readForeignIntent, readLanguage } from './language.ts'
import type { Lexis } from './lexis.ts'
import { fold, singular, words } from './normalise.ts'
import { type OrderKeyWords, readOrderKey } from './order-key.ts'
import { type ProductWish, readWish } from './product-wish.ts'
import { readQuantity } from './quantity.ts'
import { type Reference, readReference } from './reference.ts'
import { type ScoredIntent, scoreIntents } from './score-intent.ts'
import { correct } from './spelling.ts'
import { tagConcepts } from './tag-concepts.ts'

/** What one message, or one clause of it, says by itself; what it means in the conversation comes later. */
export interface Understanding {
  raw: string
  folded: string
  tokens: string[]
  concepts: Set<Concept>
  /** Best first. */
  intents: ScoredIntent[]
  intent: Intent
  wish: ProductWish
  orderKey: OrderKeyWords
  reference: Reference | null
  quantity: number | null
  feeling: Feeling
  language: Language | null
  isQuestion: boolean
  aboutMe: AboutMe
}

/** A conversation is read from its beginning for every turn, so what was read before is kept for a while. */
const REMEMBERED = 500
const remembered = new WeakMap<Lexis, Map<string, Understanding>>()

/** Reads a message. Pure: the same words and the same catalog give the same understanding. */
export function understand(raw: string, lexis: Lexis): Understanding {
  const known = remembered.get(lexis) ?? new Map<string, Understanding>()
  remembered.set(lexis, known)
  const found = known.get(raw) ?? read(raw, lexis)
  known.delete(raw)
  known.set(raw, found)
  const [oldest] = known.keys()
  if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest)
  return found
}

function read(raw: string, lexis: Lexis): Understanding {
  const folded = fold(raw.slice(0, 2000))
  const plain = words(folded)
  const tokens = plain.map((word) => correct(word, lexis.dictionary))
  const concepts = tagConcepts(tokens)
  if (moneyOff.test(folded)) concepts.add('discount')
  const wish = readWish(raw.slice(0, 2000), lexis)
  const language = readLanguage(plain, (word) => lexis.nouns.has(singular(word)))
  const intents = withWish(scoreIntents(concepts), concepts, wish, tokens)
  return {
    raw,
    folded,
    tokens,
    concepts,
    intents,
    intent: decideIntent(folded, plain, intents, language),
    wish,
    orderKey: readOrderKey(raw),
    reference: readReference(folded),
    quantity: readQuantity(folded),
    feeling: readFeeling(plain, raw),
    language,
    aboutMe: readAboutMe(raw, lexis),
    isQuestion: /\?|^(what|which|when|where|who|how|do|does|is|are|can|could|will|would|have|any)\b/.test(
      folded.trim(),
    ),
  }
}

/** "90% off": signs are no words, and "two off" alone is another thing. */
const moneyOff = /\d ?(?:%|percent|per cent) (?:off|less)\b|[$€£] ?\d+ off\b|\bmoney off\b/

function decideIntent(
  folded: string,
  plain: string[],
  intents: ScoredIntent[],
  language: Language | null,
): Intent {
  const topic = readTopic(folded)
  if (topic === 'attack') return 'instruction_attack'
  if (language) return readForeignIntent(plain) ?? 'unknown'
  const [best] = intents
  if (topic === 'off_topic' && (best?.score ?? 0) < 6) return 'out_of_scope'
  return best?.intent ?? 'unknown'
}

/** Product words of this shop speak for a search; the more of them, and with a wish or a limit, the more. */
function withWish(
  intents: ScoredIntent[],
  concepts: ReadonlySet<Concept>,
  wish: ProductWish,
  tokens: readonly string[],
): ScoredIntent[] {
  const score = wishScore(concepts, wish, tokens)
  if (score === 0) return intents
  const all = [...intents, { intent: 'product_search' as const, score }]
  return all.sort((a, b) => b.score - a.score)
}

function wishScore(concepts: ReadonlySet<Concept>, wish: ProductWish, tokens: readonly string[]): number {
  const limits = [wish.colour, wish.size, wish.priceMax, wish.priceMin, wish.brand].filter(
    (slot) => slot !== null,
  ).length
  const slots = limits + wish.attributes.length
  if (wish.nouns.length > 0) {
    const asked = concepts.has('want') || concepts.has('recommend') || concepts.has('buy') ? 1.5 : 0
    const alone = wish.nouns.length >= tokens.length - 2 ? 1 : 0
    return 3.2 + asked + alone + Math.min(slots, 3) * 0.8
  }
  if (wish.text === '' && slots === 0) return 0
  if (concepts.has('recommend') || concepts.has('want')) return 2.4 + Math.min(slots, 2) * 0.6
  return slots > 0 ? 2.2 : 0
}
