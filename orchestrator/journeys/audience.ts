import { sql } from 'kysely'
import type { JourneyDefinition } from '#contract/journeys.ts'
import { assign, holdouts } from '#domain/experiments/index.ts'
import { memberRelation } from '#domain/identity/index.ts'
import { matching, type SampleCount, scaleUp } from '#domain/segments/index.ts'
import { type Db, inTransaction } from '#store/index.ts'
import { readPeople } from '../facts.ts'
import type { PersonFacts } from '../person-facts.ts'
import type { AudienceCount, JourneysDeps } from './journeys.ts'
import { hasOpenCase } from './judge-exits.ts'
import { lastPurchases } from './queries-signs.ts'
import { channelsOf, reachOf } from './reach.ts'

/** Up to here everybody is asked; above, about as many are drawn, always the same. */
const SAMPLE = 2000
const DAY_MS = 86_400_000

/**
 * How many people a definition means as it is being written, and what stands between them and a message: the
 * same facts and the same answers of consent as the gates have. The first reason that holds is the one counted.
 */
export function audienceCount(
  deps: Pick<JourneysDeps, 'db' | 'shop' | 'suppressionKey'>,
  definition: JourneyDefinition,
  now: Date,
): Promise<AudienceCount> {
  return inTransaction(deps.db, async (tx) => {
    const total = await countPeople(tx)
    const asked = await somePeople(tx, Math.max(1, Math.ceil(total / SAMPLE)))
    const { audience, kind } = definition
    const meant = audience
      ? await matching(tx, { rule: audience, purpose: kind }, asked, now)
      : new Set(asked)
    const answers = await answersFor(tx, deps, definition, [...meant], now)
    const scaled = (members: number) => scaleUp({ asked: asked.length, members, total })
    const counted = (answer: Answer) => scaled(answers.filter((each) => each === answer).length)
    return {
      audience: scaled(meant.size),
      reachable: counted('reachable'),
      boughtLately: counted('bought_lately'),
      openCase: counted('open_case'),
      optedOut: counted('opted_out'),
      noConsent: counted('no_consent'),
      noAddress: counted('no_address'),
      heldOut: counted('held_out'),
      warning: warningOf(scaled(meant.size), audience === null),
    }
  })
}

function warningOf({ members, of }: SampleCount, isAll: boolean): AudienceCount['warning'] {
  if (members === 0) return 'nobody'
  return isAll || members >= of ? 'everybody' : null
}

async function countPeople(tx: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (${memberRelation}) m where m.customer_id = m.root_id`.execute(tx)
  return Number(rows[0]?.count ?? 0)
}

async function somePeople(tx: Db, oneIn: number): Promise<string[]> {
  const drawn = oneIn <= 1 ? sql`true` : sql`hashtextextended(m.root_id, 1) % ${sql.lit(oneIn)} = 0`
  const { rows } = await sql<{ root_id: string }>`
    select m.root_id from (${memberRelation}) m where m.customer_id = m.root_id and ${drawn}`.execute(tx)
  return rows.map((row) => row.root_id)
}

type Answer =
  | 'reachable'
  | 'bought_lately'
  | 'open_case'
  | 'opted_out'
  | 'no_consent'
  | 'no_address'
  | 'held_out'

async function answersFor(
  tx: Db,
  { shop, suppressionKey }: Pick<JourneysDeps, 'shop' | 'suppressionKey'>,
  definition: JourneyDefinition,
  roots: readonly string[],
  now: Date,
): Promise<Answer[]> {
  if (roots.length === 0) return []
  const { rules } = await shop(tx)
  const personOf = await readPeople(tx, { suppressionKey, rules, kinds: [definition.kind] }, roots, now)
  const people = roots.map(personOf)
  const bought = await lastPurchases(
    tx,
    people.flatMap(({ members }) => members),
    [],
  )
  return people.map((person) => answerFor(person, definition, bought, rules.holdouts, now))
}

function answerFor(
  person: PersonFacts,
  definition: JourneyDefinition,
  bought: ReadonlyMap<string, Date>,
  shares: Parameters<typeof holdouts>[0],
  now: Date,
): Answer {
  const { exclusions } = definition
  const since = now.getTime() - (exclusions.boughtWithinDays ?? 0) * DAY_MS
  const boughtSince = person.members.some((member) => (bought.get(member)?.getTime() ?? -Infinity) > since)
  if (exclusions.boughtWithinDays !== null && boughtSince) return 'bought_lately'
  if (exclusions.openCase && hasOpenCase(person)) return 'open_case'
  const reach = reachOf(person, definition, now)
  if (reach.open) return isHeldOut(person, definition, shares) ? 'held_out' : 'reachable'
  const channels = new Set(channelsOf(definition))
  if (reach.optedOut) return 'opted_out'
  return person.addresses.some(({ channel, own }) => own && channels.has(channel))
    ? 'no_consent'
    : 'no_address'
}

/** By the arm they are in already, else by the one they would be in. Messages of service hold out nobody. */
function isHeldOut(
  { rootId, exposures }: PersonFacts,
  { kind, name, holdout }: JourneyDefinition,
  shares: Parameters<typeof holdouts>[0],
): boolean {
  if (kind === 'service') return false
  const { global, journey } = holdouts({ ...shares, journeys: holdout })
  return [global, journey(name)].some((experiment) => {
    if (experiment.share <= 0) return false
    const before = exposures.find((each) => each.experiment === experiment.key)
    return (before?.variation ?? assign(experiment, rootId)) === 'control'
  })
}
