import type { RowName, Strategy } from '#contract/recommendation.ts'
import { buyAgain } from './candidates/again.ts'
import { blend, type Candidate, scaled } from './candidates/candidate.ts'
import { backInStock, newProducts } from './candidates/dated.ts'
import { fromHistory } from './candidates/history.ts'
import { complements } from './candidates/look.ts'
import { popularAmong, popularEverywhere, popularHere, trending } from './candidates/popular.ts'
import { nextInSession, recentlyViewed } from './candidates/seen.ts'
import { similarTo } from './candidates/similar.ts'
import { byTaste } from './candidates/taste.ts'
import { boughtTogether, viewedAlsoBought } from './candidates/together.ts'
import { isKnown } from './recommendation.ts'
import type { Situation } from './situation.ts'

/** One way to fill a row; the first that finds something names the answer. */
export interface Step {
  strategy: Strategy
  find: (s: Situation, limit: number) => Candidate[]
}

/** So many of the products last looked at speak for what comes next. */
const LATEST = 3

/** The ways to fill each row, the best first; after them all come what is popular, and then whatever is there. */
export function stepsFor(row: RowName, s: Situation): Step[] {
  switch (row) {
    case 'for_you':
      return forYou(s)
    case 'recently_viewed':
      return [{ strategy: s.facts ? 'known' : 'contextual', find: recentlyViewed }]
    case 'similar':
      return [
        { strategy: hybrid(s), find: (t, limit) => similarTo(t, subjects(t), limit) },
        { strategy: hybrid(s), find: (t, limit) => popularAmong(t, subjects(t), limit) },
      ]
    case 'bought_together':
      return [...learnedWith(s, boughtTogether), { strategy: hybrid(s), find: look }]
    case 'viewed_also_bought':
      return [...learnedWith(s, viewedAlsoBought), ...learnedWith(s, boughtTogether), nearby(s)]
    case 'complete_the_look':
    case 'bundle':
      // nothing of the same kind: who looks at a jacket is not completed by another one
      return [{ strategy: hybrid(s), find: look }]
    case 'popular_here':
      return [{ strategy: 'contextual', find: popularHere }]
    case 'trending':
      return [{ strategy: 'contextual', find: trending }]
    case 'new':
      return [{ strategy: 'contextual', find: newProducts }]
    case 'back_in_stock':
      return [{ strategy: isKnown(s.facts) ? 'known' : 'contextual', find: backInStock }]
    case 'buy_again':
      return [{ strategy: 'known', find: buyAgain }]
    case 'picked':
      return []
  }
}

/** After everything else a row has to offer. */
export const fallbackPopular: Step = {
  strategy: 'fallback_popular',
  find: (s, limit) => {
    const here = popularHere(s, limit)
    return here.length > 0 ? here : popularEverywhere(s, limit)
  },
}

function forYou(s: Situation): Step[] {
  const contextual: Step = {
    strategy: 'contextual',
    find: (t, limit) =>
      blend([
        scaled(nextInSession(t, limit)),
        scaled(similarTo(t, subjects(t), limit, 'because_viewed'), 0.7),
        scaled(popularAmong(t, subjects(t), limit), 0.3),
      ]),
  }
  const arriving: Step = {
    strategy: s.facts ? 'new_customer' : 'contextual',
    find: (t, limit) => blend([scaled(popularHere(t, limit)), scaled(newProducts(t, limit), 0.5)]),
  }
  if (isKnown(s.facts)) return [{ strategy: 'known', find: forOneKnown }, arriving]
  return subjects(s).length > 0 ? [contextual, arriving] : [arriving]
}

function forOneKnown(s: Situation, limit: number): Candidate[] {
  const { facts } = s
  if (!facts) return []
  const seen = facts.viewed.slice(0, LATEST).flatMap(({ productId }) => s.shelf.get(productId) ?? [])
  const had = [...facts.bought.keys()].slice(0, LATEST).flatMap((id) => s.shelf.get(id) ?? [])
  return blend([
    scaled(fromHistory(s, facts, limit)),
    scaled(nextInSession(s, limit), 0.8),
    scaled(similarTo(s, [...subjects(s), ...seen].slice(0, LATEST), limit, 'because_viewed'), 0.6),
    scaled(byTaste(s, facts), 0.6),
    scaled(complements(s, had, limit), 0.4),
    scaled(popularHere(s, limit), 0.15),
  ])
}

/** What a row about products is about; without any, what the session looked at last. */
export function subjects(s: Situation) {
  return s.context.length > 0 ? s.context : s.viewed.slice(0, LATEST)
}

/** What is known: the customer, the product, both, neither. */
function hybrid(s: Situation): Strategy {
  const productIsNew = subjects(s).every(({ productId }) => !s.models.knows(productId))
  if (isKnown(s.facts)) return productIsNew ? 'new_product' : 'known'
  if (s.facts) return productIsNew ? 'both_new' : 'new_customer'
  return productIsNew ? 'new_product' : 'contextual'
}

type Learned = (s: Situation, about: Situation['context'], limit: number) => Candidate[]

/** By the product itself; of one that nothing is known of yet, by those most like it. */
function learnedWith(s: Situation, learned: Learned): Step[] {
  return [
    { strategy: hybrid(s), find: (t, limit) => learned(t, subjects(t), limit) },
    { strategy: 'new_product', find: (t, limit) => byLikeness(t, learned, limit) },
  ]
}

function byLikeness(s: Situation, learned: Learned, limit: number): Candidate[] {
  const strangers = subjects(s).filter(({ productId }) => !s.models.knows(productId))
  const like = similarTo(s, strangers, LATEST).flatMap(({ productId }) => s.shelf.get(productId) ?? [])
  return learned(s, like, limit)
}

const look: Step['find'] = (s, limit) => complements(s, subjects(s), limit)

const nearby = (s: Situation): Step => ({
  strategy: hybrid(s),
  find: (t, limit) => similarTo(t, subjects(t), limit),
})
