import type { ProductCard } from '#contract/message.ts'
import { minorDigits } from '#contract/money.ts'
import type { InStoreTask, NamedProduct, RecommendTask, Task } from '../task.ts'
import { fold, singular, words } from '../understand/normalise.ts'
import type { Understanding } from '../understand/understand.ts'
import { cardsCompared, namedByOwnWord, wantsComparison, whichOfThem } from './compared.ts'
import { advisedByName } from './named-product.ts'
import { onlyOne, pointedAt } from './point-at.ts'
import { inStores, readStore } from './read-store.ts'
import type { DialogueState } from './state.ts'

/**
 * What a message wants of the shop's judgement: something similar, what goes with it, two side by side, a store
 * that has it, something for me, what is popular or new, what I had before. null: nothing of the kind.
 */
export function adviceTask(said: Understanding, state: DialogueState): Task | null {
  return (
    compareTask(said, state) ??
    advisedByName(said, subjectOf(said, state)) ??
    inStoreTask(said, state) ??
    lookTask(said, state) ??
    similarTask(said, state) ??
    againTask(said) ??
    rowTask(said)
  )
}

function compareTask(said: Understanding, state: DialogueState): Task | null {
  if (!wantsComparison(said)) return null
  const cards = cardsCompared(said, state)
  if (cards.length > 1) return { do: 'compare', cards }
  return said.wish.nouns.length === 0 && whichOfThem.test(said.folded) ? { do: 'compare', cards: [] } : null
}

/** "do you have it in Hamburg?", "is the second one in a store near me?" */
function inStoreTask(said: Understanding, state: DialogueState): Task | null {
  const store = readStore(said)
  if (store === null && !inStores.test(said.folded)) return null
  const { size, colour } = said.wish
  const asksForIt = said.reference !== null || said.concepts.has('stock') || goodsOf(said, state)
  if (!asksForIt || said.concepts.has('hours')) return null
  const card = subjectOf(said, state)
  if (card) return { do: 'in_store', card, size: size ?? sizeAsked(card, state), colour, store }
  const kind = ofTheKind(said, state)
  if (said.reference === null || kind.length < 2) return null
  return { do: 'which_product', cards: kind, verb: 'in_store', store }
}

/** The product is named: "the jacket", "the Wren". */
function goodsOf(said: Understanding, state: DialogueState): boolean {
  const byKind = said.wish.nouns.length > 0 && pointedAt(said, state) !== null
  return byKind || namedByOwnWord(said, state.shown).length === 1
}

/** The size asked of it a moment ago still counts. */
function sizeAsked(card: NamedProduct, state: DialogueState): string | null {
  return card.productId === state.focus?.productId ? state.chosen.size : null
}

const goesWith =
  /\b(?:(?:go|goes|going) (?:well |nicely |together )?with|to go with|what (?:else )?(?:matches|goes)|match(?:es|ing)? (?:with|this|it|that|my|the)|pairs? (?:well |nicely )?with|wear (?:it |this |that )?with|complete (?:the|this|my|that) (?:look|outfit|set)|accessor(?:y|ies) for|combine)\b/

/** "what goes with this jacket?", "what goes with my cart?" */
function lookTask(said: Understanding, state: DialogueState): Task | null {
  if (!goesWith.test(said.folded) || said.concepts.has('discount') || said.concepts.has('cost')) return null
  const { category } = said.wish
  if (said.concepts.has('cart')) return { do: 'look', card: null, category: null }
  const card = subjectOf(said, state)
  const own = card !== null && pointedAt(said, state) !== null
  if (card) return { do: 'look', card, category: own ? null : category }
  const kind = ofTheKind(said, state)
  if (kind.length < 2 || (said.wish.nouns.length > 0 && said.reference === null)) return null
  return { do: 'which_product', cards: kind, verb: 'look', store: null }
}

const likeIt =
  /\b(?:similar|alternatives?|comparable|resembl\w+)\b|\b(?:something|anything|more|others?|ones?|products?|goods|stuff|things) like (?:this|that|it|these|those|the)\b/

/** "show me something similar": to the one that is spoken of, else to the first of those shown. */
function similarTask(said: Understanding, state: DialogueState): Task | null {
  if (!likeIt.test(said.folded)) return null
  const like = subjectOf(said, state) ?? (said.wish.nouns.length === 0 ? state.shown[0] : null)
  return like
    ? recommend('similar', said, {
        like,
        category: null,
        ...(said.concepts.has('cheaper') && cheaperThan(like, state)),
      })
    : null
}

/** "something like it, but cheaper": under its price, where that is known here. */
function cheaperThan(like: NamedProduct, { shown, page }: DialogueState): { priceMax?: number } {
  const card = [...shown, ...(page ? [page] : [])].find(({ productId }) => productId === like.productId)
  if (!card) return {}
  return { priceMax: (card.price.amount - 1) / 10 ** minorDigits(card.price.currency) }
}

const again =
  /\b(?:(?:need|want|(?<!my |the |this |an |that )order|buy|get)(?: (?!see|check|look|show|tell|explain|track|talk|speak|ask|say|hear|know|log)[\w'-]+){0,5} again|re-?order|ran out|run out|running out|used up|same as last time|what i (?:bought|ordered|had) (?:before|last time|again))\b/

function againTask(said: Understanding): Task | null {
  if (!again.test(said.folded) || said.orderKey.orderNumber) return null
  return { do: 'again', nouns: said.wish.nouns, wish: said.wish.text === '' ? null : said.wish }
}

const rows: [RecommendTask['row'], RegExp][] = [
  ['trending', /\b(?:trend\w*|in fashion|up and coming)\b/],
  [
    'popular',
    /\b(?:popular|best ?-?sell\w*|top sell\w*|in demand|favou?rites? of (?:your|other)|(?:others?|other people|most people|everyone|everybody) (?:\w+ )?(?:buy|buying|like|love|choose))\b/,
  ],
  ['back_in_stock', /\b(?:back in stock|restocked|in stock again|came back)\b/],
  [
    'new',
    /\b(?:what'?s new|anything new|something new|new arrivals?|newest|latest|just (?:in|arrived|came in)|new (?:in|stuff|things|goods|products|items|collection)|novelt\w+)\b/,
  ],
  [
    'for_you',
    /\b(?:(?:recommend\w*|suggest\w*|advise)\b.*\b(?:me|for me)|what (?:would|do|can|should|could) you (?:recommend|suggest|advise)|what (?:should|could|can) i (?:buy|get|take|wear)|surprise me|inspire me|(?:something|anything) (?:nice |good )?for me|(?:any|some|your|need) (?:\w+ )?(?:ideas?|recommendations?|suggestions?|inspiration|tips)|picks? for me|just (?:looking|browsing)|recommendations?)\b/,
  ],
]

/** "anything new?", "what is popular?", "what would you recommend for me?"; with goods, of that kind. */
function rowTask(said: Understanding): Task | null {
  const row = rows.find(([, pattern]) => pattern.test(said.folded))?.[0]
  if (!row || said.reference?.by === 'position') return null
  // a kind of goods with a wish of its own is searched for, and the best match is the recommendation
  if (row === 'for_you' && said.wish.nouns.length > 0) return null
  if (row === 'back_in_stock' && said.reference !== null) return null
  return recommend(row, said, { category: kindOf(said) })
}

function kindOf({ wish }: Understanding): string | null {
  return wish.category ?? wish.nouns.at(-1) ?? null
}

function recommend(
  row: RecommendTask['row'],
  { wish }: Understanding,
  change: Partial<RecommendTask>,
): RecommendTask {
  const { priceMax, priceMin } = wish
  return { do: 'recommend', row, like: null, category: null, priceMax, priceMin, asks: false, ...change }
}

/** Something is wanted, and nothing says what: something is shown, and one question asked. */
export function openWish(said: Understanding): RecommendTask {
  return recommend('for_you', said, { asks: true })
}

/** Those shown that are what the message calls them: "this tent" is none of the jackets. */
function ofTheKind({ wish }: Understanding, { shown }: DialogueState): ProductCard[] {
  return shown.filter((card) => {
    const own = new Set(words(fold(card.title)).map(singular))
    return wish.nouns.every((noun) => own.has(noun))
  })
}

/** What "it" is here: what is pointed at, else the one product spoken of, whatever other goods are named. */
function subjectOf(said: Understanding, state: DialogueState): NamedProduct | null {
  const [named, ...others] = said.reference?.by === 'position' ? [] : namedByOwnWord(said, state.shown)
  if (named && others.length === 0) return named
  const pointed = pointedAt(said, state)
  if (pointed) return pointed
  return said.reference === null || said.reference.by === 'this' ? onlyOne(state) : null
}

/** What was asked of several products, now that one of them is picked. */
export function picked(goal: 'look' | 'in_store', card: ProductCard, store: string | null): Task {
  if (goal === 'look') return { do: 'look', card, category: null }
  const task: InStoreTask = { do: 'in_store', card, size: null, colour: null, store }
  return task
}
