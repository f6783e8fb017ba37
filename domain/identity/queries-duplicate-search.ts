import { setImmediate as turn } from 'node:timers/promises'
import { sql } from 'kysely'
import { newId } from '#contract/ids.ts'
import { type Db, inTransaction, lock } from '#store/index.ts'
import {
  createPace,
  type Evidence,
  evidenceOf,
  type Matched,
  matchRecords,
  probabilityOf,
} from './duplicates/index.ts'
import { type ComparedPerson, personFields, readComparedPeople } from './queries-duplicate-people.ts'
import { mergeCustomers } from './queries-verdicts.ts'

/** What a search for duplicates came to. */
export interface DuplicateSearch {
  records: number
  /** Pairs that wait for staff, or did. */
  pairs: number
  merged: number
}

export interface SearchOptions {
  onProgress?: (done: number, of: number) => void
  /** Stops the search with an error. */
  signal?: AbortSignal
  /** In the transaction of each merge: what follows from it in the rooms above. */
  onMerged?: (tx: Db, rootId: string, now: Date) => Promise<void>
}

/** Likelier than this, a pair is shown to staff. */
const SHOWN = 0.5
/**
 * Surer than this of every single pair, and so of all together, the rule joins without staff. By the model's own
 * estimate; on made-up people, whose truth is known, no less than so many were right.
 */
const SURE = 0.995
/** Comparisons between two turns for timers and sockets: some milliseconds. */
const AT_ONCE = 1000
const WRITTEN_AT_ONCE = 200

interface FoundPair {
  a: ComparedPerson
  b: ComparedPerson
  weight: number
  probability: number
  isSure: boolean
  evidence: Evidence[]
}

/**
 * Looks for people who are in the shop's books twice. Likely pairs are kept with their evidence for staff, the surest
 * are joined at once, unless both have a user id: those two may be two accounts on purpose, and wait for staff.
 */
export async function findDuplicates(
  db: Db,
  now: Date,
  options: SearchOptions = {},
): Promise<DuplicateSearch> {
  const runId = newId('duplicateRun', now)
  await sql`insert into duplicate_runs (run_id, started_at, records, pairs, merged, model)
    values (${runId}, ${now}, 0, 0, 0, '{}')`.execute(db)
  return searchAs(db, runId, now, options)
}

/** The search begins at this hour, UTC. */
const SEARCH_HOUR = 2

/** Searches where nobody has since the last night began; at once where nobody ever has. Answers what it found. */
export async function findDuplicatesWhenDue(
  db: Db,
  now: Date,
  options: SearchOptions = {},
): Promise<DuplicateSearch | null> {
  const night = new Date(now)
  night.setUTCHours(SEARCH_HOUR, 0, 0, 0)
  if (night > now) night.setUTCDate(night.getUTCDate() - 1)
  const runId = newId('duplicateRun', now)
  const { rows } = await inTransaction(db, async (tx) => {
    await lock(tx, 'budget', 'search for duplicates') // of two processes one begins
    return sql`insert into duplicate_runs (run_id, started_at, records, pairs, merged, model)
      select ${runId}, ${now}, 0, 0, 0, '{}'
      where not exists (select 1 from duplicate_runs where started_at >= ${night}) returning run_id`.execute(
      tx,
    )
  })
  if (rows.length === 0) return null
  try {
    return await searchAs(db, runId, now, options)
  } catch (error) {
    if (options.signal?.aborted) return null
    throw error
  }
}

async function searchAs(db: Db, runId: string, now: Date, options: SearchOptions): Promise<DuplicateSearch> {
  const people: ComparedPerson[] = []
  for await (const page of readComparedPeople(db)) {
    options.signal?.throwIfAborted()
    people.push(...page)
    await turn()
  }
  const pace = createPace(AT_ONCE)
  const pause = (work: number) => {
    options.signal?.throwIfAborted()
    return pace(work)
  }
  const rows = people.map((person) => person.values)
  const matched = await matchRecords(rows, { fields: personFields, pause })
  const pairs = likelyPairs(people, rows, matched)
  await writePairs(db, runId, pairs, now)
  const merged = await mergeSure(db, pairs, now, options)
  const found = { records: people.length, pairs: pairs.length, merged }
  const { same, household, weights } = matched.model
  const learned = weights.map(({ m, u }, at) => ({ field: personFields[at]?.name, m: [...m], u: [...u] }))
  await sql`update duplicate_runs set finished_at = ${now}, records = ${found.records}, pairs = ${found.pairs},
    merged = ${merged}, model = ${JSON.stringify({ same, household, fields: learned })}
    where run_id = ${runId}`.execute(db)
  return found
}

function likelyPairs(people: ComparedPerson[], rows: string[][], matched: Matched): FoundPair[] {
  const clusterOf = new Map(
    matched.clusters.flatMap((cluster, number) =>
      cluster.map((record): [number, number] => [record, number]),
    ),
  )
  return matched.pairs.flatMap(({ a, b, weight }) => {
    const [one, other] = [people[a], people[b]]
    const probability = probabilityOf(weight)
    if (!one || !other || probability < SHOWN) return []
    const isFirst = one.rootId < other.rootId
    const together = clusterOf.get(a) === clusterOf.get(b)
    return {
      a: isFirst ? one : other,
      b: isFirst ? other : one,
      weight,
      probability,
      isSure: probability >= SURE && together && !(one.hasUserId && other.hasUserId),
      evidence: isFirst ? evidenceOf(matched, rows, a, b) : evidenceOf(matched, rows, b, a),
    }
  })
}

/** A pair that staff have judged stays as judged; an open one that is not found any more is gone. */
async function writePairs(db: Db, runId: string, pairs: FoundPair[], now: Date): Promise<void> {
  for (let i = 0; i < pairs.length; i += WRITTEN_AT_ONCE) {
    const rows = pairs.slice(i, i + WRITTEN_AT_ONCE).map(({ a, b, weight, probability, evidence }) => ({
      a: a.rootId,
      b: b.rootId,
      id: newId('duplicatePair', now),
      weight,
      probability,
      evidence,
    }))
    await sql`
      insert into duplicate_pairs
        (customer_id, other_id, pair_id, run_id, weight, probability, evidence, state, found_at)
      select r.a, r.b, r.id, ${runId}, r.weight, r.probability, r.evidence, 'open', ${now}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r(a text, b text, id text, weight double precision, probability double precision, evidence jsonb)
      join customers one on one.customer_id = r.a join customers other on other.customer_id = r.b
      on conflict (customer_id, other_id) do update set run_id = excluded.run_id, weight = excluded.weight,
        probability = excluded.probability, evidence = excluded.evidence`.execute(db)
    await turn()
  }
  await sql`delete from duplicate_pairs where state = 'open' and run_id <> ${runId}`.execute(db)
}

async function mergeSure(db: Db, pairs: FoundPair[], now: Date, options: SearchOptions): Promise<number> {
  const sure = pairs.filter((pair) => pair.isSure)
  let merged = 0
  for (const [done, { a, b }] of sure.entries()) {
    options.signal?.throwIfAborted()
    if (await mergePair(db, a.rootId, b.rootId, now, options)) merged++
    options.onProgress?.(done + 1, sure.length)
    await turn()
  }
  return merged
}

/** One transaction a pair: whatever staff or events did meanwhile, the rules of identity decide. */
function mergePair(db: Db, a: string, b: string, now: Date, options: SearchOptions): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    if (!(await stillOpen(tx, a, b))) return false
    const judged = await mergeCustomers(
      tx,
      { customerId: a, otherId: b, staffId: null, reason: 'likely duplicate' },
      now,
    )
    if (!judged.merged) return false
    await sql`update duplicate_pairs set state = 'same', decided_by = 'rule', decided_at = ${now}
      where customer_id = ${a} and other_id = ${b}`.execute(tx)
    await options.onMerged?.(tx, judged.rootId, now)
    return true
  })
}

/** Nobody has judged the pair, and both are still there. */
async function stillOpen(tx: Db, a: string, b: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from duplicate_pairs p
    join customers one on one.customer_id = p.customer_id join customers other on other.customer_id = p.other_id
    where p.customer_id = ${a} and p.other_id = ${b} and p.state = 'open'`.execute(tx)
  return rows.length > 0
}
