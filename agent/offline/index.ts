import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import { OfflineModel } from './model.ts'
import { type Lexis, lexisOf, type Vocabulary } from './understand/lexis.ts'

export { createOfflineModel } from './model.ts'
export type { HouseNotes, SettledNote } from './notes.ts'
export { lexisOf, type Vocabulary } from './understand/lexis.ts'
export { type Understanding, understand } from './understand/understand.ts'

interface Searching {
  vocabulary(): Vocabulary
  status(): { products: number }
}

/** A vocabulary is read again after this many turns, or at once when the catalog has another size. */
const TURNS = 200

const read = new WeakMap<Searching, { lexis: Lexis; products: number; turns: number }>()
const models = new WeakMap<Searching, BaseChatModel>()

/** What the catalog of this search speaks of, prepared for reading messages. */
export function lexisFor(search: Searching): Lexis {
  const known = read.get(search)
  const { products } = search.status()
  if (known && known.products === products && known.turns < TURNS) {
    known.turns++
    return known.lexis
  }
  const lexis = lexisOf(search.vocabulary())
  read.set(search, { lexis, products, turns: 0 })
  return lexis
}

/** The offline model of one search index, made once. */
export function offlineModelFor(search: Searching): BaseChatModel {
  const known = models.get(search)
  if (known) return known
  const model = new OfflineModel(() => lexisFor(search))
  models.set(search, model)
  return model
}

/** The words for goods that this shop uses, singular and folded. */
export function singularNouns(search: Searching): ReadonlySet<string> {
  return lexisFor(search).nouns
}
