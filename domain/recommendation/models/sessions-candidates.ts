import type { SessionModel } from './sessions.ts'
import { kthLargest } from './sessions-kth-largest.ts'
import { GAPS, OWN, type Scratch } from './sessions-scratch.ts'

/**
 * Who may come next, left in `scratch.found[0 … finds - 1]` with what neighbours and rules say of each; at
 * least `room` of them where there are as many items, and the best `room` of them where there are more.
 *
 * VMIS-kNN (Kersbergen, Sprangers and Schelter 2022): the newest sessions of the latest items, by how much of
 * them they share; the nearest are kept. As in STAN (Garg et al. 2019), clicks fade with their distance from
 * the end, sessions with their age, and items with their distance from the match.
 */
export function gatherCandidates(
  model: SessionModel,
  scratch: Scratch,
  clicks: ArrayLike<number>,
  length: number,
  room: number,
): void {
  scratch.turn++
  scratch.length = Math.max(1, length)
  scratch.touches = 0
  scratch.finds = 0
  readSession(model, scratch, clicks, length)
  for (let o = 0; o < scratch.owns && o < model.params.last; o++) findNeighbours(model, scratch, o)
  listenToNeighbours(model, scratch)
  readRules(model, scratch)
  scratch.heard = scratch.finds
  for (let o = 0; o < scratch.owns; o++) find(scratch, scratch.own[o] ?? 0)
  for (let p = 0; scratch.finds < room && p < model.popular.length; p++) find(scratch, model.popular[p] ?? 0)
  if (scratch.finds > room) keepBest(scratch, room)
}

/** Items of before the training, which have no number, pass as steps only. */
function readSession(model: SessionModel, scratch: Scratch, clicks: ArrayLike<number>, length: number): void {
  const { turn, own, ownAt, ownBack, ownTimes } = scratch
  let owns = 0
  for (let c = length - 1; c >= 0 && owns < OWN; c--) {
    const item = clicks[c] ?? -1
    if (item < 0 || item >= model.items) continue
    if (ownAt[item] === turn) {
      ownTimes[item] = (ownTimes[item] ?? 0) + 1
      continue
    }
    ownAt[item] = turn
    ownBack[item] = owns
    ownTimes[item] = 1
    own[owns++] = item
  }
  scratch.owns = owns
}

function findNeighbours(model: SessionModel, scratch: Scratch, back: number): void {
  const { turn, touched, touchedAt, likeness, match, byAge } = scratch
  const { heldStart, heldBy, heldAt, params } = model
  const item = scratch.own[back] ?? 0
  const worth = Math.exp(-back / params.fade)
  const end = heldStart[item + 1] ?? 0
  for (let h = heldStart[item] ?? 0; h < end; h++) {
    const session = heldBy[h] ?? 0
    const worthHere = worth * (byAge[session] ?? 0)
    if (touchedAt[session] === turn) likeness[session] = (likeness[session] ?? 0) + worthHere
    else {
      touchedAt[session] = turn
      likeness[session] = worthHere
      match[session] = heldAt[h] ?? 0
      touched[scratch.touches++] = session
    }
  }
}

function listenToNeighbours(model: SessionModel, scratch: Scratch): void {
  const { touched, touches, likeness, values } = scratch
  const { neighbours } = model.params
  for (let t = 0; t < touches; t++) values[t] = likeness[touched[t] ?? 0] ?? 0
  const least = touches > neighbours ? kthLargest(values, touches, neighbours) : 0
  let listened = 0
  let total = 0
  for (let t = 0; t < touches && listened < neighbours; t++) {
    const session = touched[t] ?? 0
    const alike = likeness[session] ?? 0
    if (alike < least) continue
    listened++
    total += alike
    hear(model, scratch, session, alike)
  }
  if (total === 0) return
  for (let f = 0; f < scratch.finds; f++) {
    const item = scratch.found[f] ?? 0
    scratch.near[item] = (scratch.near[item] ?? 0) / total
  }
}

/** What a neighbour had around the match. */
function hear(model: SessionModel, scratch: Scratch, session: number, alike: number): void {
  const { item, start, params } = model
  const { byGap, near } = scratch
  const place = scratch.match[session] ?? 0
  const until = Math.min((start[session + 1] ?? 0) - 1, place + GAPS - 1)
  for (let p = Math.max(start[session] ?? 0, place - GAPS + 1); p <= until; p++) {
    if (p === place) continue
    const worth = p > place ? (byGap[p - place] ?? 0) : params.before * (byGap[place - p] ?? 0)
    const other = item[p] ?? 0
    find(scratch, other)
    near[other] = (near[other] ?? 0) + alike * worth
  }
}

function readRules(model: SessionModel, scratch: Scratch): void {
  const { ruleStart, ruleItem, ruleShare, params } = model
  const { rule } = scratch
  let worth = 1
  for (let o = 0; o < scratch.owns && o < params.rules; o++, worth /= 3) {
    const item = scratch.own[o] ?? 0
    const end = ruleStart[item + 1] ?? 0
    for (let r = ruleStart[item] ?? 0; r < end; r++) {
      const other = ruleItem[r] ?? 0
      find(scratch, other)
      rule[other] = (rule[other] ?? 0) + worth * (ruleShare[r] ?? 0)
    }
  }
}

function find(scratch: Scratch, item: number): void {
  if (scratch.foundAt[item] === scratch.turn) return
  scratch.foundAt[item] = scratch.turn
  scratch.near[item] = 0
  scratch.rule[item] = 0
  scratch.found[scratch.finds++] = item
}

/** By a plain sum; what is in the session stays, whatever is said of it. */
function keepBest(scratch: Scratch, room: number): void {
  const { found, finds, values, near, rule, ownAt, turn } = scratch
  const worth = (item: number) => (near[item] ?? 0) + (rule[item] ?? 0) / 2 + (ownAt[item] === turn ? 10 : 0)
  for (let f = 0; f < finds; f++) values[f] = worth(found[f] ?? 0)
  const least = kthLargest(values, finds, room)
  let kept = 0
  for (let f = 0; f < finds && kept < room; f++) {
    const item = found[f] ?? 0
    if (worth(item) >= least) found[kept++] = item
  }
  scratch.finds = kept
}
