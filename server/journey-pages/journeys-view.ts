import type { JourneyDefinition } from '#contract/journeys.ts'
import { Problem } from '#contract/problem.ts'
import type {
  JourneyPage,
  JourneyRow,
  JourneysPage,
  JourneyVersionRow,
  NamedThing,
} from '#contract/staff-journeys.ts'
import { describeRule, liveSegments } from '#domain/segments/index.ts'
import { type Journey, journeyDefinitions } from '#orchestrator/index.ts'
import type { Db } from '#store/index.ts'
import { shopCurrency } from '#tools/index.ts'
import type { House } from '../house.ts'
import { figuresOf } from './figures.ts'
import { namedMessages, namedOffers, staffNames } from './names.ts'

/** Figures are of so many days. */
const DAYS = 90
const DAY_MS = 86_400_000
/** Of the version history: as many as a page shows. */
const VERSIONS = 30

/** Every journey, and what became of it in the last months: those that are on first. */
export async function readJourneys({ journeys }: House, now: Date): Promise<JourneysPage> {
  const rows: JourneyRow[] = []
  for (const journey of await journeys.list()) rows.push(await rowOf(journeys, journey, now))
  const order = ['on', 'paused', 'off']
  rows.sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status) || a.title.localeCompare(b.title))
  return { days: DAYS, journeys: rows }
}

/** Throws `not-found`. */
export async function findJourneyNamed({ journeys }: House, name: string): Promise<Journey> {
  const journey = await journeys.find(name)
  if (!journey) throw new Problem('not-found', 'There is no such journey.')
  return journey
}

/** One journey, who wrote which version of it, and what it names. Throws `not-found`. */
export async function readJourneyPage(house: House, name: string, now: Date): Promise<JourneyPage> {
  const { db, journeys } = house
  const journey = await findJourneyNamed(house, name)
  const { definition } = journey
  const nameOf = await staffNames(db)
  return {
    ...(await rowOf(journeys, journey, now)),
    days: DAYS,
    definition,
    audienceWords: await audienceWords(db, definition),
    changedAt: journey.changedAt.toISOString(),
    changedByName: nameOf(journey.changedBy),
    versions: await versionRows(house, name, nameOf),
    messages: named(messagesIn(definition), await namedMessages(db)),
    offers: named(
      definition.steps.flatMap(({ offer }) => offer ?? []),
      await namedOffers(db),
    ),
    currency: await shopCurrency(house),
  }
}

async function rowOf(journeys: House['journeys'], journey: Journey, now: Date): Promise<JourneyRow> {
  const { name, status, version, switchedOnAt, definition } = journey
  const report = await journeys.report(name, new Date(now.getTime() - DAYS * DAY_MS), now)
  return {
    name,
    title: definition.title,
    about: definition.about,
    kind: definition.kind,
    status,
    version,
    switchedOnAt: switchedOnAt?.toISOString() ?? null,
    figures: figuresOf(report),
  }
}

async function audienceWords(db: Db, { audience }: JourneyDefinition): Promise<string | null> {
  if (audience === null) return null
  const live = await liveSegments(db)
  return describeRule(audience, { segments: new Map(live.map(({ segmentId, name }) => [segmentId, name])) })
}

async function versionRows(
  { db, journeys }: House,
  name: string,
  nameOf: (staffId: string | null) => string | null,
): Promise<JourneyVersionRow[]> {
  const versions = (await journeys.versions(name)).slice(0, VERSIONS)
  const definitions = await journeyDefinitions(
    db,
    versions.map(({ version }) => ({ name, version })),
  )
  const byVersion = new Map(definitions.map(({ version, definition }) => [version, definition]))
  return versions.map(({ version, createdAt, createdBy }) => ({
    version,
    createdAt: createdAt.toISOString(),
    createdByName: nameOf(createdBy),
    fields: differences(byVersion.get(version - 1), byVersion.get(version)),
  }))
}

/** Names of the fields that are not the same; none where one of the two is not at hand. */
function differences(was: JourneyDefinition | undefined, is: JourneyDefinition | undefined): string[] {
  if (!was || !is) return []
  const before = new Map(Object.entries(was))
  return Object.entries(is).flatMap(([field, value]) =>
    JSON.stringify(before.get(field)) === JSON.stringify(value) ? [] : [field],
  )
}

const messagesIn = ({ steps }: JourneyDefinition) =>
  steps.flatMap(({ contentTemplate, contentOfTrigger }) => contentOfTrigger ?? [contentTemplate])

/** Those that are named, each once; what is not there any more goes by its name. */
function named(names: readonly string[], known: readonly NamedThing[]): NamedThing[] {
  const byName = new Map(known.map((each) => [each.name, each]))
  return [...new Set(names)].map((name) => {
    const { title, isReady } = byName.get(name) ?? { title: name, isReady: false }
    return { name, title, isReady }
  })
}
