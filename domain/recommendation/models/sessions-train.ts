import { type Choice, fitChoices } from './conditional-logit.ts'
import type { Sequences } from './interactions.ts'
import { indexSessions, type SessionModel, type SessionParams, sessionDefaults } from './sessions.ts'
import { gatherCandidates } from './sessions-candidates.ts'
import { FEATURES, readFeatures, usualWeights } from './sessions-features.ts'
import { CANDIDATES, emptyRanking, rankInSession } from './sessions-next.ts'
import { byEnd, pickSessions } from './sessions-order.ts'
import { scratchOf } from './sessions-scratch.ts'

export interface SessionTraining {
  /** Fixed, and not chosen. */
  params?: Partial<SessionParams> | undefined
  onProgress?: (done: number, total: number) => void
}

/** The share of the sessions, the latest, that weights and params are learned on. */
const TAIL = 0.1
const MOST_CLICKS = 4000
/** Fewer than this say nothing; fewer than the second say too little to choose params by. */
const FEWEST_CLICKS = 50
const FEWEST_FOR_PARAMS = 500
/** In hit rate / 2 + reciprocal rank: less is chance. */
const CLEARLY_BETTER = 0.001

/** Tried one after another; what is clearly better is kept for the next. */
const variations: Partial<SessionParams>[] = [
  { neighbours: 500, recent: 1000 },
  { neighbours: 100 },
  { age: 7 },
  { age: 90 },
  { near: 4 },
  { near: 1 },
  { fade: 3 },
  { before: 0.5 },
]

/**
 * Learns from sessions what comes next: an index of the older nine tenths is asked about the latest tenth, and
 * the params and weights that serve it best are used for the index of all. With few sessions the usual ones
 * are. `pace` is awaited between pieces of work.
 */
export async function trainSessions(
  sessions: Sequences,
  training: SessionTraining = {},
  pace: () => Promise<void> = async () => {},
): Promise<SessionModel> {
  const start = { ...sessionDefaults, ...training.params }
  const learned = await learn(sessions, start, training, pace)
  return indexSessions(sessions, learned.params, learned.weights, pace)
}

interface Learned {
  params: SessionParams
  weights: Float64Array
}

async function learn(
  sessions: Sequences,
  start: SessionParams,
  training: SessionTraining,
  pace: () => Promise<void>,
): Promise<Learned> {
  const order = byEnd(sessions)
  const cut = Math.floor(order.length * (1 - TAIL))
  const tail = pickSessions(sessions, order.subarray(cut))
  const clicks = tail.item.length - (tail.start.length - 1)
  const usual = { params: start, weights: usualWeights.slice() }
  if (clicks < FEWEST_CLICKS) return usual
  const widest = { ...start, recent: Math.max(start.recent, 1000) }
  const head = pickSessions(sessions, order.subarray(0, cut))
  const index = await indexSessions(head, widest, usual.weights, pace)
  const judge = (params: SessionParams) => learnWeights(narrowed(index, params), tail, clicks, pace)
  let best = await judge(start)
  const tries = training.params || clicks < FEWEST_FOR_PARAMS ? [] : variations
  for (const [n, change] of tries.entries()) {
    training.onProgress?.(n + 1, tries.length + 1)
    const tried = await judge({ ...best.params, ...change })
    if (tried.worth > best.worth + CLEARLY_BETTER) best = tried
  }
  training.onProgress?.(tries.length + 1, tries.length + 1)
  return best
}

/** The same index with other params: the newest sessions of an item are its first. */
function narrowed(index: SessionModel, params: SessionParams): SessionModel {
  const { items, heldStart, heldBy, heldAt } = index
  const start = new Int32Array(items + 1)
  for (let i = 0; i < items; i++)
    start[i + 1] = (start[i] ?? 0) + Math.min(params.recent, (heldStart[i + 1] ?? 0) - (heldStart[i] ?? 0))
  const kept = { by: new Int32Array(start[items] ?? 0), at: new Int32Array(start[items] ?? 0) }
  for (let i = 0; i < items; i++) {
    const [from, length] = [heldStart[i] ?? 0, (start[i + 1] ?? 0) - (start[i] ?? 0)]
    kept.by.set(heldBy.subarray(from, from + length), start[i])
    kept.at.set(heldAt.subarray(from, from + length), start[i])
  }
  return { ...index, params, heldStart: start, heldBy: kept.by, heldAt: kept.at }
}

async function learnWeights(
  model: SessionModel,
  tail: Sequences,
  clicks: number,
  pace: () => Promise<void>,
): Promise<Learned & { worth: number }> {
  const choices: Choice[] = []
  for (const { session, length, next } of someClicks(tail, clicks)) {
    const choice = choiceOf(model, session, length, next)
    if (choice) choices.push(choice)
    if (choices.length % 64 === 0) await pace()
  }
  model.weights = await fitChoices(choices, usualWeights, pace)
  return { params: model.params, weights: model.weights, worth: worthOf(model, tail, clicks) }
}

/** Clicks of the tail at equal distances, at most so many as decide. */
function* someClicks(tail: Sequences, clicks: number) {
  const every = Math.max(1, clicks / MOST_CLICKS)
  let seen = 0
  let wanted = 0
  for (let s = 0; s + 1 < tail.start.length; s++) {
    const session = tail.item.subarray(tail.start[s], tail.start[s + 1])
    for (let length = 1; length < session.length; length++) {
      if (seen++ < wanted) continue
      wanted += every
      yield { session, length, next: session[length] ?? 0 }
    }
  }
}

/** null: what was clicked is not among the candidates, so that no weights could find it. */
function choiceOf(model: SessionModel, session: Int32Array, length: number, next: number): Choice | null {
  const scratch = scratchOf(model)
  gatherCandidates(model, scratch, session, length, CANDIDATES)
  const size = scratch.finds
  const chosen = scratch.found.subarray(0, size).indexOf(next)
  if (chosen < 0) return null
  const rows = new Float64Array(size * FEATURES)
  for (let f = 0; f < size; f++) {
    readFeatures(model, scratch, scratch.found[f] ?? 0, scratch.row)
    rows.set(scratch.row, f * FEATURES)
  }
  return { rows, size, chosen: [chosen] }
}

function worthOf(model: SessionModel, tail: Sequences, clicks: number): number {
  const ranking = emptyRanking(20)
  let worth = 0
  let asked = 0
  for (const { session, length, next } of someClicks(tail, clicks)) {
    rankInSession(model, session, length, ranking)
    const rank = ranking.item.subarray(0, ranking.size).indexOf(next)
    if (rank >= 0) worth += 1 / 2 + 1 / (rank + 1)
    asked++
  }
  return worth / Math.max(1, asked)
}
