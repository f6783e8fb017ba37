import type { DoneCall } from '../history.ts'
import { plainWords } from '../lexicon/plain-words.ts'
import { readResult, searchResult } from '../results.ts'
import type { FollowUp, NamedProduct, SearchTask, Spoken, Task, WantedCall } from '../task.ts'
import { fold, singular, words } from '../understand/normalise.ts'
import type { Voice } from '../voice.ts'
import { add } from './add.ts'
import { detail } from './detail.ts'
import { inStore } from './in-store.ts'
import { look } from './look.ts'
import { recommend } from './recommend.ts'
import { stock } from './stock.ts'

type Then = Extract<Task, { do: FollowUp['do'] }>

/** What is wanted of the product that a search was asked by name; null where the search found no such name. */
export function namedProduct(task: SearchTask, done: readonly DoneCall[]): Then | null {
  if (!task.followUp) return null
  const products = readResult(done[0], searchResult)?.products ?? []
  const card = products.find((product) => hasTheName(product, task))
  return card ? about(card, task.followUp) : null
}

function about(card: NamedProduct, followUp: FollowUp): Then {
  if (followUp.do !== 'recommend') return { ...followUp, card }
  return { ...followUp, like: card, category: null, priceMax: null, priceMin: null, asks: false }
}

/** All the words that name it, the words for goods apart, stand in its title. */
function hasTheName(product: NamedProduct, task: SearchTask): boolean {
  const title = new Set(words(fold(product.title)).map(singular))
  const names = words(fold(task.wish.text))
    .map(singular)
    .filter((word) => !plainWords.has(word) && !task.wish.nouns.includes(word))
  return names.length > 0 && names.every((word) => title.has(word))
}

export function nextFor(then: Then, done: readonly DoneCall[]): WantedCall | null {
  switch (then.do) {
    case 'add':
      return add.next?.(then, done) ?? null
    case 'stock':
      return stock.next?.(then, done) ?? null
    case 'in_store':
      return inStore.next?.(then, done) ?? null
    case 'look':
      return look.next?.(then, done) ?? null
    case 'recommend':
      return recommend.next?.(then, done) ?? null
    case 'detail':
      return detail.next?.(then, done) ?? null
  }
}

export function sayFor(then: Then, done: readonly DoneCall[], voice: Voice): Spoken {
  switch (then.do) {
    case 'add':
      return add.say(then, done, voice)
    case 'stock':
      return stock.say(then, done, voice)
    case 'in_store':
      return inStore.say(then, done, voice)
    case 'look':
      return look.say(then, done, voice)
    case 'recommend':
      return recommend.say(then, done, voice)
    case 'detail':
      return detail.say(then, done, voice)
  }
}
