import { type Db, inTransaction } from '#store/index.ts'
import type { IdentityChange, JoinContext } from './change.ts'
import { type Observation, type RefusedIdentifier, readObservations, type Sight } from './observation.ts'
import { countNeighbours } from './partition.ts'
import { changedQuarantines, type Quarantine, writeEdges, writeQuarantines } from './queries-edges.ts'
import { joinPairs } from './queries-join.ts'
import {
  type KnownIdentifier,
  makeMembers,
  type NewEdge,
  newEdges,
  noteSeen,
  readKnown,
} from './queries-known.ts'
import { lockStructure, rootsOf } from './queries-links.ts'
import { regroup } from './queries-regroup.ts'
import { readRules } from './queries-rules.ts'
import { exceededLimit, type IdentityRules } from './rules.ts'

export interface Observed {
  /** Per observation, in order: the member of its strongest identifier; null where none was usable. */
  people: ({ customerId: string; rootId: string } | null)[]
  refused: RefusedIdentifier[]
  changes: IdentityChange[]
}

/**
 * Takes in what a group of records or events shows: finds or makes a customer for every identifier, and
 * joins those that were seen together. Any order of the same observations gives the same people, and the
 * same ones again change nothing. Where everything is known it only reads. Otherwise it takes the lock of
 * the structure and then those of the roots concerned: call it at most once in a transaction, and first.
 */
export async function observe(db: Db, observations: readonly Observation[], now: Date): Promise<Observed> {
  const rules = await readRules(db)
  const sight = readObservations(observations, rules)
  const { known, changes } = await takeIn(db, sight, rules, now)
  const people = sight.perObservation.map(([strongest]) => {
    const found = strongest === undefined ? undefined : known.get(strongest)
    return found ? { customerId: found.customerId, rootId: found.rootId } : null
  })
  return { people, refused: sight.refused, changes }
}

export interface Taken {
  /** What is stored now, by key. */
  known: Map<string, KnownIdentifier>
  changes: IdentityChange[]
  /** Keys of identifiers that nobody had seen before. */
  made: Set<string>
  /** What was stored for the first time. */
  edges: NewEdge[]
}

/** The same for a sight that has been read already. */
export async function takeIn(db: Db, sight: Sight, rules: IdentityRules, now: Date): Promise<Taken> {
  const known = await readKnown(db, sight.identifiers.values())
  // somebody who is seen alone, such as a new browser, joins nobody: the structure stays as it is
  const joins = [...sight.pairs.values()].some(({ a, b }) => !known.has(a) || !known.has(b))
  const touched = joins || (await newEdges(db, sight, known)).length > 0
  if (!touched && known.size === sight.identifiers.size) {
    await noteSeen(db, sight.identifiers.values(), known)
    return { known, changes: [], made: new Set(), edges: [] }
  }
  return inTransaction(db, (tx) => takeInNew(tx, sight, rules, now, touched))
}

async function takeInNew(
  tx: Db,
  sight: Sight,
  rules: IdentityRules,
  now: Date,
  touched: boolean,
): Promise<Taken> {
  // before anything is written: nobody who waits here keeps others waiting
  if (touched) await lockStructure(tx)
  const before = await readKnown(tx, sight.identifiers.values())
  const unknown = [...sight.identifiers.values()].filter(({ key }) => !before.has(key))
  const made = await makeMembers(tx, unknown, now)
  const late = unknown.filter(({ key }) => !made.has(key)) // somebody else was quicker
  const known = new Map([...before, ...made, ...(await readKnown(tx, late))])
  await noteSeen(tx, sight.identifiers.values(), before)
  const edges = await newEdges(tx, sight, known)
  const keys = new Set(made.keys())
  if (edges.length === 0) return { known, changes: [], made: keys, edges }
  if (!touched) await lockStructure(tx) // an edge that was there is gone since: somebody was erased
  const members = new Map([...made.values()].map((member) => [member.customerId, member]))
  const changes = await takeEdges(tx, edges, known, { rules, now, made: members })
  await refreshRoots(tx, known)
  return { known, changes, made: keys, edges: edges.filter(({ isNew }) => isNew) }
}

/** Stores edges, quarantines what they put over a limit, and joins the rest. */
async function takeEdges(
  tx: Db,
  edges: NewEdge[],
  known: ReadonlyMap<string, KnownIdentifier>,
  context: JoinContext,
): Promise<IdentityChange[]> {
  const quarantined = new Set(
    [...known.values()].filter((one) => one.quarantined).map(({ customerId }) => customerId),
  )
  await writeEdges(tx, edges, (id) => quarantined.has(id))
  const changed = await newQuarantines(tx, edges, known, context, quarantined)
  const seeds = await writeQuarantines(tx, changed, context.now)
  for (const { memberId } of changed) quarantined.add(memberId)
  const parted = await regroup(tx, seeds, context)
  const counting = edges.filter(({ a, b }) => !quarantined.has(a) && !quarantined.has(b))
  // members made here stand alone still, unless they were just put together with others
  const alone = seeds.length > 0 ? new Map() : context.made
  const joined = await joinPairs(tx, counting, { reason: 'seen together', alone }, context)
  const noticed = changed.map(
    ({ memberId }): IdentityChange => ({ kind: 'quarantined', rootIds: [memberId] }),
  )
  return [...noticed, ...parted, ...joined]
}

/** Who is over a limit now. All that a member made here was ever seen with is at hand; of others it is read. */
async function newQuarantines(
  tx: Db,
  edges: NewEdge[],
  known: ReadonlyMap<string, KnownIdentifier>,
  { rules, made }: JoinContext,
  quarantined: ReadonlySet<string>,
): Promise<Quarantine[]> {
  const fresh = edges.filter(({ isNew }) => isNew)
  const kinds = new Map([...known.values()].map(({ customerId, kind }) => [customerId, kind]))
  const seenWith = countNeighbours(fresh, kinds)
  const stored = [...seenWith.keys()].filter((id) => !made.has(id) && !quarantined.has(id))
  const here = [...made].flatMap(([memberId, { kind }]): Quarantine[] => {
    const exceeded = exceededLimit(kind, seenWith.get(memberId) ?? {}, rules)
    return exceeded ? [{ memberId, exceeded }] : []
  })
  return stored.length === 0 ? here : [...here, ...(await changedQuarantines(tx, stored, rules))]
}

async function refreshRoots(tx: Db, known: Map<string, KnownIdentifier>): Promise<void> {
  const roots = await rootsOf(
    tx,
    [...known.values()].map(({ customerId }) => customerId),
  )
  for (const one of known.values()) one.rootId = roots.get(one.customerId) ?? one.customerId
}
