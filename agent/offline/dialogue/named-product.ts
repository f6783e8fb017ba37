import type { FollowUp, SearchTask } from '../task.ts'
import { fold, singular, words } from '../understand/normalise.ts'
import type { Understanding } from '../understand/understand.ts'
import { searchFor } from './make-task.ts'
import { readStore } from './shopping.ts'

const asksOfOne =
  /^(?:hi,? |hello,? )?(?:is|are|does|do|has|can|could|how (?:much|heavy|warm|big)|what|tell me|give me|i'?ll|i(?:'d| would)? (?:like|want|take)|add|put|show me more|and )\b/

/**
 * A question about one product by its name that was not shown yet: "is the Heron jacket waterproof?". The
 * product is searched for first; what was wanted of it follows. null where no name is in it.
 */
export function aboutNamed(said: Understanding): SearchTask | null {
  const { wish } = said
  const store = readStore(said)
  const storeWords = new Set(words(fold(store ?? '')))
  const telling = wish.text.split(' ').filter((word) => word !== '' && !storeWords.has(word))
  const names = telling.filter((word) => !wish.nouns.includes(singular(word)))
  if (names.length === 0 || !/\b(?:the|your)\b/.test(said.folded) || !asksOfOne.test(said.folded.trim()))
    return null
  const wanted = followUp(said, store)
  if (!wanted) return null
  const bare = { ...wish, text: telling.join(' '), attributes: [], size: null, colour: null }
  return searchFor(bare, { followUp: wanted })
}

function followUp(said: Understanding, store: string | null): FollowUp | null {
  const { wish, concepts } = said
  if (
    said.intent === 'add_to_cart' ||
    /^(?:please )?(?:add|put|i'?ll (?:take|have|buy))\b/.test(said.folded.trim())
  ) {
    return { do: 'add', size: wish.size, colour: wish.colour, quantity: said.quantity ?? 1 }
  }
  if (store || concepts.has('stock') || wish.size || wish.colour) {
    return { do: 'stock', size: wish.size, colour: wish.colour, store }
  }
  const asks =
    /\b(what|which) (sizes?|colou?rs?)\b/.test(said.folded) ||
    wish.attributes.length > 0 ||
    concepts.has('detail') ||
    concepts.has('cost') ||
    concepts.has('care')
  return asks ? { do: 'detail', question: said.raw, attributes: wish.attributes } : null
}
