import type { Sequences } from './interactions.ts'
import { occurrencesOf, pairCounter } from './item-item-counts.ts'
import { newestFirst } from './sessions-order.ts'
import { strongest } from './strongest.ts'

export interface SessionParams {
  /** Of each item, the newest sessions that had it (m of VMIS-kNN). */
  recent: number
  /** The sessions most like the current one that are listened to (k). */
  neighbours: number
  /** Of the current session, the latest different items that are looked up. */
  last: number
  /** A click d steps back counts exp(-d / fade). */
  fade: number
  /** A session that ended t days before the newest counts exp(-t / age). */
  age: number
  /** What stands g steps from the match in a neighbour counts exp(-(g - 1) / near). */
  near: number
  /** What stands before the match counts this much of what stands after it. */
  before: number
  /** The rules "after this, that" of so many of the latest items are read; each earlier one counts a third. */
  rules: number
}

export const sessionDefaults: SessionParams = {
  recent: 500,
  neighbours: 200,
  last: 5,
  fade: 1.5,
  age: 20,
  near: 2,
  before: 1,
  rules: 3,
}

/** How rules are counted: g steps apart counts g^-1.5, in the order of the clicks. */
const ruleWeights = { window: 5, gapPower: 1.5, backward: 0, lengthPower: 0, halfLife: null }
const RULES_KEPT = 60
const DAY = 86_400_000

/**
 * Sessions, ready to be asked what comes next. Sessions are numbered from the newest to the oldest. Plain
 * data; item numbers are those of the sequences it was made from.
 */
export interface SessionModel {
  kind: 'sessions'
  params: SessionParams
  /** What each feature of a candidate counts (`sessions-features.ts`). */
  weights: Float64Array
  items: number
  /** `item[start[s]] … item[start[s + 1] - 1]` are the clicks of session s. */
  start: Int32Array
  item: Int32Array
  /** Days that the session ended before the newest. */
  daysAgo: Float32Array
  /** `heldBy[heldStart[i]] …` are the newest sessions with item i, newest first, and where it stands last in them. */
  heldStart: Int32Array
  heldBy: Int32Array
  heldAt: Int32Array
  /** `ruleItem[ruleStart[i]] …`: what follows item i, strongest first, as shares of all that follows it. */
  ruleStart: Int32Array
  ruleItem: Int32Array
  ruleShare: Float32Array
  /** Logarithms of the share of all clicks, and of clicks that fade with a day. */
  popularity: Float64Array
  recentPopularity: Float64Array
  /** All items, the most popular of late first. */
  popular: Int32Array
}

/** Puts sessions in order, without learning anything: `trainSessions` chooses params and weights. */
export async function indexSessions(
  sessions: Sequences,
  params: SessionParams,
  weights: Float64Array,
  pace: () => Promise<void> = async () => {},
): Promise<SessionModel> {
  const items = sessions.items.ids.length
  const ordered = newestFirst(sessions)
  const newest = ordered.end[0] ?? 0
  const daysAgo = Float32Array.from(ordered.end, (end) => (newest - end) / DAY)
  await pace()
  const held = holders(ordered, items, params.recent)
  await pace()
  const rules = await countRules(sessions, pace)
  const shares = popularities(ordered, daysAgo, items)
  const { start, item } = ordered
  return { kind: 'sessions', params, weights, items, start, item, daysAgo, ...held, ...rules, ...shares }
}

interface Clicks {
  start: Int32Array
  item: Int32Array
}

/** For each item the newest sessions that had it; nothing older than `most` of them is ever looked at. */
function holders({ start, item }: Clicks, items: number, most: number) {
  const count = new Int32Array(items)
  const seenIn = new Int32Array(items).fill(-1)
  const eachItem = (visit: (item: number, session: number, place: number) => void) => {
    seenIn.fill(-1)
    for (let s = 0; s + 1 < start.length; s++)
      for (let p = (start[s + 1] ?? 0) - 1; p >= (start[s] ?? 0); p--) {
        const i = item[p] ?? 0
        if (seenIn[i] === s) continue
        seenIn[i] = s
        visit(i, s, p)
      }
  }
  eachItem((i) => {
    count[i] = Math.min(most, (count[i] ?? 0) + 1)
  })
  const heldStart = new Int32Array(items + 1)
  for (let i = 0; i < items; i++) heldStart[i + 1] = (heldStart[i] ?? 0) + (count[i] ?? 0)
  const next = heldStart.slice(0, items)
  const heldBy = new Int32Array(heldStart[items] ?? 0)
  const heldAt = new Int32Array(heldStart[items] ?? 0)
  eachItem((i, s, p) => {
    const at = next[i] ?? 0
    if (at >= (heldStart[i + 1] ?? 0)) return
    heldBy[at] = s
    heldAt[at] = p
    next[i] = at + 1
  })
  return { heldStart, heldBy, heldAt }
}

/** Sequential rules (Ludewig and Jannach 2018): what followed an item within a few clicks. */
async function countRules(sessions: Sequences, pace: () => Promise<void>) {
  const items = sessions.items.ids.length
  const occurrences = occurrencesOf(sessions)
  const rowOf = pairCounter(sessions, occurrences, ruleWeights)
  const ruleStart = new Int32Array(items + 1)
  const found: { item: Int32Array; share: Float32Array }[] = []
  for (let i = 0; i < items; i++) {
    const { count, touched } = rowOf(i)
    let sum = 0
    for (const j of touched) sum += count[j] ?? 0
    const best = strongest(count, touched, RULES_KEPT)
    found.push({ item: best, share: Float32Array.from(best, (j) => (count[j] ?? 0) / sum) })
    ruleStart[i + 1] = (ruleStart[i] ?? 0) + best.length
    if (i % 256 === 0) await pace()
  }
  const ruleItem = new Int32Array(ruleStart[items] ?? 0)
  const ruleShare = new Float32Array(ruleStart[items] ?? 0)
  for (const [i, rules] of found.entries()) {
    ruleItem.set(rules.item, ruleStart[i])
    ruleShare.set(rules.share, ruleStart[i])
  }
  return { ruleStart, ruleItem, ruleShare }
}

/** Shares are smoothed, so that what was never clicked is rare and not impossible. */
function popularities({ start, item }: Clicks, daysAgo: Float32Array, items: number) {
  const all = new Float64Array(items).fill(0.5)
  const late = new Float64Array(items).fill(0.05)
  let [sumAll, sumLate] = [0, 0]
  for (let s = 0; s + 1 < start.length; s++) {
    const worth = Math.exp(-(daysAgo[s] ?? 0))
    const clicks = (start[s + 1] ?? 0) - (start[s] ?? 0)
    for (let p = start[s] ?? 0; p < (start[s + 1] ?? 0); p++) {
      const i = item[p] ?? 0
      all[i] = (all[i] ?? 0) + 1
      late[i] = (late[i] ?? 0) + worth
    }
    sumAll += clicks
    sumLate += clicks * worth
  }
  const popular = Int32Array.from(all.keys()).sort(
    (a, b) => (late[b] ?? 0) + (all[b] ?? 0) / items - (late[a] ?? 0) - (all[a] ?? 0) / items || a - b,
  )
  return {
    popularity: all.map((count) => Math.log(count / Math.max(1, sumAll))),
    recentPopularity: late.map((count) => Math.log(count / Math.max(1e-9, sumLate))),
    popular,
  }
}
