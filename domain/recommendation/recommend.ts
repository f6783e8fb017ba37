import type { RowName, Strategy } from '#contract/recommendation.ts'
import { bundleOf } from './bundle.ts'
import type { Candidate } from './candidates/candidate.ts'
import { newestLeft } from './candidates/dated.ts'
import { type Pinned, pinsOf, withPins } from './pins.ts'
import { balanceOf } from './ranking/balance.ts'
import { type Chosen, Row } from './ranking/choose.ts'
import { detailOf, wordsOf } from './reasons.ts'
import type { PersonFacts, RecommendAnswer, RecommendAsk, RecommendedItem } from './recommendation.ts'
import { type Situation, situationOf, type World } from './situation.ts'
import { fallbackPopular, type Step, stepsFor } from './strategies.ts'

/** Candidates asked of a source for each place in the row. */
const PER_PLACE = 4
const LEAST_CANDIDATES = 40

/**
 * The products for one row: what the shop picked, then candidates source by source, ranked and mixed, each
 * guarded on the shelf as it is now. Synchronous and in memory. Never empty while something in stock passes,
 * unless it was asked to be.
 */
export function recommend(
  world: World,
  ask: RecommendAsk,
  facts: PersonFacts | null,
  now: Date,
): RecommendAnswer {
  const s = situationOf(world, ask, facts, now)
  const row = new Row(balanceOf(s))
  // 1. the shop's own picks
  const pinned = pinsOf(s)
  for (const pin of pinned) row.take(pin)
  // 2. candidates, source by source, until the row is full
  const found = ask.named ? null : fillFromSources(row, s)
  // 3. what is popular, then whatever is there, so that no row stays empty
  const mayFill = !ask.orNothing && !ask.named && (pads(ask.row) || row.chosen.length === 0)
  const filled = mayFill ? fillUp(row, s) : null
  row.settle()
  // 4. the picks at their places, and the words
  const chosen = withPins(row.chosen, pinned)
  return {
    row: ask.row,
    strategy: chosen.length === 0 ? 'nothing' : strategyOf(chosen, pinned, found ?? filled),
    items: chosen.map((one) => itemOf(one, s)),
    bundle: ask.row === 'bundle' ? bundleOf(s, chosen) : null,
  }
}

/** Answers which way was the first to find something. */
function fillFromSources(row: Row, s: Situation): Strategy | null {
  let first: Strategy | null = null
  for (const step of stepsFor(s.ask.row, s)) {
    if (row.isFull) break
    if (fillFrom(row, s, step)) first ??= step.strategy
    if (settlesEarly(s.ask.row)) row.settle()
  }
  return first
}

function fillUp(row: Row, s: Situation): Strategy | null {
  const popular = !row.isFull && fillFrom(row, s, fallbackPopular) ? fallbackPopular.strategy : null
  const newest = row.isFull ? null : fillWithNewest(row, s, true)
  row.settle()
  const last = row.chosen.length === 0 && newest?.turnedAway ? fillWithNewest(row, s, false) : null
  return popular ?? (newest?.found || last?.found ? 'fallback_newest' : null)
}

/** Rows that are filled up to their length; the others end where what they promise ends. */
const padded: ReadonlySet<RowName> = new Set([
  'for_you',
  'similar',
  'bought_together',
  'viewed_also_bought',
  'popular_here',
  'trending',
])

const pads = (row: RowName) => padded.has(row)

/** In most rows one more of a category is worth more than what the next source has. */
const settlesEarly = (row: RowName) => row !== 'for_you'

function fillFrom(row: Row, s: Situation, { find }: Step): boolean {
  const before = row.chosen.length
  const wanted = Math.max(LEAST_CANDIDATES, PER_PLACE * s.ask.limit)
  row.fill(find(s, wanted).flatMap((one) => passing(one, s)))
  return row.chosen.length > before
}

function passing(candidate: Candidate, s: Situation): Chosen[] {
  const product = s.shelf.get(candidate.productId)
  if (!product || !s.guards.allows(product) || s.guards.waits(product)) return []
  return [{ ...candidate, product }]
}

/** A row that has something in it is not worth looking through more products than this. */
const MOST_LOOKED_AT = 2000

/** As much as the row takes: bounds turn some away, so it goes on until it is full or the shelf ends. */
function fillWithNewest(row: Row, s: Situation, choosy: boolean): { found: boolean; turnedAway: boolean } {
  const before = row.chosen.length
  let looked = 0
  let turnedAway = false
  for (const product of newestLeft(s)) {
    if (row.isFull || (++looked > MOST_LOOKED_AT && row.chosen.length > 0)) break
    if (!s.guards.allows(product)) continue
    if (choosy && s.guards.waits(product)) turnedAway = true
    else
      row.fill([{ productId: product.productId, score: 1 / looked, because: { code: 'in_stock' }, product }])
  }
  return { found: row.chosen.length > before, turnedAway }
}

function strategyOf(chosen: readonly Chosen[], pinned: readonly Pinned[], found: Strategy | null): Strategy {
  const [first] = chosen
  const isPick = pinned.some(({ productId }) => productId === first?.productId)
  return isPick || found === null ? 'manual' : found
}

function itemOf(chosen: Chosen, s: Situation): RecommendedItem {
  const { productId, score, because, product } = chosen
  return {
    productId,
    score,
    reason: { code: because.code, text: wordsOf(because, s.shelf, s.now), detail: detailOf(chosen) },
    card: product.cardAt(s.now),
  }
}
