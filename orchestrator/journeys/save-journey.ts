import { type JourneyDefinition, journeyInput } from '#contract/journeys.ts'
import { Problem } from '#contract/problem.ts'
import { conditionsOf } from '#contract/segments.ts'
import { liveSegments } from '#domain/segments/index.ts'
import { type Db, inTransaction, lock } from '#store/index.ts'
import type { Journey, JourneysDeps } from './journeys.ts'
import { addVersion, findJourney, holdJourney, insertJourney, listJourneys } from './queries.ts'
import { lookAnew, setCursors } from './queries-cursors.ts'
import { type RuleOf, ringThrough } from './rings.ts'

interface Fault {
  path: string
  message: string
}

/**
 * A new journey, or a new version of one. Journeys are saved one at a time, so that no two close a ring together.
 */
export async function saveJourney(
  { db, triggers }: Pick<JourneysDeps, 'db' | 'triggers'>,
  given: JourneyDefinition,
  staffId: string | null,
  now: Date,
): Promise<Journey> {
  const definition = checked(given)
  return inTransaction(db, async (tx) => {
    await lock(tx, 'budget', 'journeys')
    const journeys = await listJourneys(tx)
    const segments = new Map((await liveSegments(tx)).map(({ segmentId, rule }) => [segmentId, rule]))
    const ruleOf: RuleOf = (segmentId) => segments.get(segmentId) ?? null
    const faults = faultsOf(definition, new Set(journeys.map(({ name }) => name)), ruleOf)
    const others = journeys.map((journey) => journey.definition)
    const ring = ringThrough(definition, others, triggers, ruleOf)
    if (ring) faults.push({ path: 'triggers', message: ringWords(ring) })
    if (faults.length > 0) throw new Problem('bad-request', faults[0]?.message, { errors: faults })
    return store(tx, definition, staffId, now)
  })
}

/** As the schema has it, also where a command or the demo brings it. */
function checked(given: JourneyDefinition): JourneyDefinition {
  const read = journeyInput.safeParse(given)
  if (read.success) return read.data
  const errors = read.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  throw new Problem('bad-request', errors[0] && `${errors[0].path}: ${errors[0].message}`, { errors })
}

function faultsOf(definition: JourneyDefinition, names: ReadonlySet<string>, ruleOf: RuleOf): Fault[] {
  const faults: Fault[] = []
  for (const [at, name] of definition.exclusions.journeys.entries())
    if (!names.has(name))
      faults.push({ path: `exclusions.journeys.${at}`, message: `there is no journey “${name}”` })
  const named = definition.audience ? conditionsOf(definition.audience) : []
  for (const condition of named)
    if (condition.type === 'segment' && ruleOf(condition.segmentId) === null)
      faults.push({ path: 'audience', message: `there is no segment “${condition.segmentId}”` })
  for (const [at, trigger] of definition.triggers.entries())
    if (trigger.type === 'segment_entered' && ruleOf(trigger.segmentId) === null)
      faults.push({ path: `triggers.${at}.segmentId`, message: 'there is no such segment' })
  return faults
}

function ringWords([first = '', ...others]: readonly string[]): string {
  if (others.length === 0)
    return `“${first}” would set itself off: its own messages cause what it begins with`
  return `these journeys would set each other off without end: ${[first, ...others, first].join(' → ')}`
}

async function store(
  tx: Db,
  definition: JourneyDefinition,
  staffId: string | null,
  now: Date,
): Promise<Journey> {
  const { name } = definition
  const before = await holdJourney(tx, name)
  if (!before) await insertJourney(tx, definition, staffId, now)
  await addVersion(tx, definition, staffId, now)
  if (before && before.status !== 'off') {
    await setCursors(tx, name, definition.triggers.length, now)
    await lookAnew(tx, name, now)
  }
  const saved = await findJourney(tx, name)
  if (!saved) throw new Error('a journey that was saved is not there')
  return saved
}
