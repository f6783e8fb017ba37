import type { FollowUp, NamedProduct, SearchTask } from '../task.ts'
import { fold, singular, words } from '../understand/normalise.ts'
import type { Understanding } from '../understand/understand.ts'
import { searchFor } from './make-task.ts'
import { inStores, readStore } from './read-store.ts'

/** Words of the question, not of the name: "what goes with the Heron jacket?" */
const advising =
  'go goes going match matches pair pairs wear similar alternative alternatives try near nearby pick collect'.split(
    ' ',
  )

const asksOfOne =
  /^(?:hi,? |hello,? )?(?:is|are|does|do|has|can|could|where|how (?:much|heavy|warm|big)|what|tell me|give me|i'?ll|i(?:'d| would)? (?:like|want|take)|add|put|show me more|(?:show me )?(?:something|anything|alternatives|products|goods|others)|and )\b/

/**
 * A question about one product by its name that was not shown yet: "is the Heron jacket waterproof?". The
 * product is searched for first; what was wanted of it follows. null where no name is in it.
 */
export function aboutNamed(said: Understanding): SearchTask | null {
  const { wish } = said
  const store = readStore(said)
  const askingWords = new Set([...words(fold(store ?? '')), ...advising])
  const telling = wish.text.split(' ').filter((word) => word !== '' && !askingWords.has(word))
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
  if (/\b(?:go(?:es)? (?:well )?with|to go with|pairs? with|wear with)\b/.test(said.folded))
    return { do: 'look', category: null }
  if (/\b(?:similar to|alternatives? (?:to|for)|something like|anything like)\b/.test(said.folded))
    return { do: 'recommend', row: 'similar' }
  if (store || inStores.test(said.folded))
    return { do: 'in_store', size: wish.size, colour: wish.colour, store }
  if (concepts.has('stock') || wish.size || wish.colour) {
    return { do: 'stock', size: wish.size, colour: wish.colour }
  }
  const asks =
    /\b(what|which) (sizes?|colou?rs?)\b/.test(said.folded) ||
    wish.attributes.length > 0 ||
    concepts.has('detail') ||
    concepts.has('cost') ||
    concepts.has('care')
  return asks ? { do: 'detail', question: said.raw, attributes: wish.attributes } : null
}

/**
 * Advice on a product by its name, where another one is spoken of: "something like the Curlew" is of the Curlew.
 */
export function advisedByName(said: Understanding, spokenOf: NamedProduct | null): SearchTask | null {
  const named = aboutNamed(said)
  const goal = named?.followUp?.do
  if (!named || (goal !== 'look' && goal !== 'recommend' && goal !== 'in_store')) return null
  const own = new Set(words(fold(spokenOf?.title ?? '')).map(singular))
  const names = words(fold(named.wish.text)).map(singular)
  return names.every((name) => own.has(name)) ? null : named
}
