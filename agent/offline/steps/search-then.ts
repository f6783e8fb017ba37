import type { DoneCall } from '../history.ts'
import { plainWords } from '../lexicon/plain-words.ts'
import { readResult, searchResult } from '../results.ts'
import type { NamedProduct, SearchTask, Spoken, Task, WantedCall } from '../task.ts'
import { fold, singular, words } from '../understand/normalise.ts'
import type { Voice } from '../voice.ts'
import { add } from './add.ts'
import { detail } from './detail.ts'
import { stock } from './stock.ts'

type Then = Extract<Task, { do: 'detail' | 'stock' | 'add' }>

/** What is wanted of the product that a search was asked by name; null where the search found no such name. */
export function namedProduct(task: SearchTask, done: readonly DoneCall[]): Then | null {
  if (!task.followUp) return null
  const products = readResult(done[0], searchResult)?.products ?? []
  const card = products.find((product) => hasTheName(product, task))
  return card ? { ...task.followUp, card } : null
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
  if (then.do === 'add') return add.next?.(then, done) ?? null
  return (then.do === 'stock' ? stock.next?.(then, done) : detail.next?.(then, done)) ?? null
}

export function sayFor(then: Then, done: readonly DoneCall[], voice: Voice): Spoken {
  if (then.do === 'add') return add.say(then, done, voice)
  return then.do === 'stock' ? stock.say(then, done, voice) : detail.say(then, done, voice)
}
