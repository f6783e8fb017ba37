import type { DocumentTask, SearchTask } from '../task.ts'
import type { ProductWish } from '../understand/product-wish.ts'

/** A new search, from its first result. */
export function searchFor(wish: ProductWish, change: Partial<SearchTask> = {}): SearchTask {
  return { do: 'search', wish, offset: 0, note: null, followUp: null, lost: false, ...change }
}

/** A question to the shop's own pages. */
export function askPages(question: string, change: Partial<DocumentTask> = {}): DocumentTask {
  return {
    do: 'document',
    question,
    topics: [],
    label: 'that',
    focus: null,
    sorry: false,
    wish: null,
    ...change,
  }
}
