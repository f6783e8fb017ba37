import type { ProductCard } from '#contract/message.ts'
import { plainWords } from '../lexicon/plain-words.ts'
import type { NamedProduct } from '../task.ts'
import { fold, singular, words } from '../understand/normalise.ts'
import type { Understanding } from '../understand/understand.ts'
import type { DialogueState } from './state.ts'

/** The product a message points at, among those shown and spoken of; null where it is open. */
export function pointedAt(said: Understanding, state: DialogueState): NamedProduct | null {
  const { shown } = state
  const named = byTitle(said, shown)
  if (named) return named
  const { reference } = said
  if (reference?.by === 'position') return shown[reference.position - 1] ?? null
  if (reference?.by === 'last') return shown.at(-1) ?? null
  if (reference?.by === 'cheapest') return byPrice(shown)[0] ?? null
  if (reference?.by === 'most_expensive') return byPrice(shown).at(-1) ?? null
  const coloured = said.wish.colour && / one\b/.test(said.folded) ? byColour(shown, said.wish.colour) : null
  if (coloured) return coloured
  const only = onlyOne(state)
  return only && speaksOf(said, only) ? only : null
}

/** Not of other goods: every product word of the message is one of the product's own. */
function speaksOf(said: Understanding, product: NamedProduct): boolean {
  const own = new Set(words(fold(product.title)).map(singular))
  return said.wish.nouns.every((noun) => own.has(noun))
}

/** What "it" is: the product in focus, or the only one shown. */
export function onlyOne(state: DialogueState): NamedProduct | null {
  if (state.focus) return state.focus
  return state.shown.length === 1 ? (state.shown[0] ?? null) : null
}

function byPrice(cards: readonly ProductCard[]): ProductCard[] {
  return [...cards].sort((a, b) => a.price.amount - b.price.amount)
}

function byColour(cards: readonly ProductCard[], colour: string): ProductCard | null {
  const wanted = fold(colour)
  return cards.find((card) => words(fold(`${card.title} ${card.options}`)).includes(wanted)) ?? null
}

/** The card whose title shares the most telling words with the message, if one does more than all others. */
function byTitle(said: Understanding, cards: readonly ProductCard[]): ProductCard | null {
  const spoken = new Set(said.tokens.map(singular))
  const ranked = cards
    .map((card) => ({
      card,
      shared: titleWords(card).filter((word) => spoken.has(word)).length,
      of: titleWords(card).length,
    }))
    .sort((a, b) => b.shared - a.shared || a.of - b.of)
  const [first, second] = ranked
  if (!first || first.shared === 0) return null
  const clear = first.shared > (second?.shared ?? 0)
  return clear && (first.shared >= 2 || first.shared === first.of) ? first.card : null
}

function titleWords(card: ProductCard): string[] {
  return [...new Set(words(fold(card.title)).map(singular))].filter((word) => !plainWords.has(word))
}
