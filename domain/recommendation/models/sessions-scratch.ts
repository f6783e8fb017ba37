import type { SessionModel } from './sessions.ts'

/**
 * Room to think in, kept from one prediction to the next: nothing is cleared, an entry holds only if its stamp
 * is the present turn. Not for two predictions at once, which cannot happen: a prediction does not wait.
 */
export interface Scratch {
  turn: number
  /** Clicks in the current session, known or not. */
  length: number
  /** The different items of the current session, latest first, and how many. */
  own: Int32Array
  owns: number
  /** Per item: the turn in which it was in the session, how many different items back, how often. */
  ownAt: Int32Array
  ownBack: Int32Array
  ownTimes: Int32Array
  /** Per session: the turn, its likeness, the place of the match. */
  touchedAt: Int32Array
  likeness: Float64Array
  match: Int32Array
  touched: Int32Array
  touches: number
  /** Per item: the turn, what neighbours and rules say. */
  foundAt: Int32Array
  near: Float64Array
  rule: Float64Array
  found: Int32Array
  finds: number
  /** How many of them neighbours or rules speak for. */
  heard: number
  /** For selections. */
  values: Float64Array
  row: Float64Array
  /** exp(-(g - 1) / near), by g. */
  byGap: Float64Array
  /** exp(-days / age), by session. */
  byAge: Float64Array
}

export const GAPS = 21
/** Different items of a long session that are remembered. */
export const OWN = 30

const scratches = new WeakMap<SessionModel, Scratch>()

export function scratchOf(model: SessionModel): Scratch {
  const there = scratches.get(model)
  if (there) return there
  const fresh = makeScratch(model)
  scratches.set(model, fresh)
  return fresh
}

function makeScratch({ items, start, params, weights, daysAgo }: SessionModel): Scratch {
  const sessions = start.length - 1
  return {
    turn: 0,
    length: 0,
    own: new Int32Array(OWN),
    owns: 0,
    ownAt: new Int32Array(items),
    ownBack: new Int32Array(items),
    ownTimes: new Int32Array(items),
    touchedAt: new Int32Array(sessions),
    likeness: new Float64Array(sessions),
    match: new Int32Array(sessions),
    touched: new Int32Array(sessions),
    touches: 0,
    foundAt: new Int32Array(items),
    near: new Float64Array(items),
    rule: new Float64Array(items),
    found: new Int32Array(items),
    finds: 0,
    heard: 0,
    values: new Float64Array(Math.max(sessions, items)),
    row: new Float64Array(weights.length),
    byGap: Float64Array.from({ length: GAPS }, (_, g) => Math.exp(-(g - 1) / params.near)),
    byAge: Float64Array.from(daysAgo, (days) => Math.exp(-days / params.age)),
  }
}
