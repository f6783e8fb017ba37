import type { JourneyPeople, PeopleState } from '#contract/staff-journeys.ts'
import { namesOf } from '#domain/identity/index.ts'
import { type JourneyEntry, journeyDefinitions } from '#orchestrator/index.ts'
import type { House } from '../house.ts'
import { exclusionWords, exitWords } from './figures.ts'
import { findJourneyNamed } from './journeys-view.ts'

const PAGE = 40
const wordsOf: Readonly<Record<string, string>> = { ...exclusionWords, ...exitWords }

export interface AskedPeople {
  state: PeopleState
  cursor?: string | undefined
}

/** Who stands so in a journey, the latest begun first. Throws `not-found`. */
export async function readPeople(house: House, name: string, asked: AskedPeople): Promise<JourneyPeople> {
  const { db, journeys } = house
  await findJourneyNamed(house, name)
  const after = asked.cursor === undefined ? null : readCursor(asked.cursor)
  const found = await journeys.people(name, { state: asked.state, after, limit: PAGE + 1 })
  const page = found.slice(0, PAGE)
  const last = found.length > PAGE ? page.at(-1) : undefined
  const names = await namesOf(
    db,
    page.map(({ customerId }) => customerId),
  )
  const versions = new Set(page.map(({ version }) => version))
  const definitions = await journeyDefinitions(
    db,
    [...versions].map((version) => ({ name, version })),
  )
  const steps = new Map(definitions.map(({ version, definition }) => [version, definition.steps.length]))
  return {
    people: page.map((entry) => {
      const person = names.get(entry.customerId)
      return {
        ...told(entry),
        customerId: person?.rootId ?? entry.customerId,
        name: person?.name ?? null,
        steps: steps.get(entry.version) ?? entry.step,
      }
    }),
    cursor: last ? `${last.enteredAt.toISOString()} ${last.entryId}` : null,
  }
}

function told(entry: JourneyEntry) {
  const { entryId, state, version, step, object, enteredAt, wakeAt, endedAt, reason } = entry
  return {
    entryId,
    state,
    version,
    step,
    object,
    enteredAt: enteredAt.toISOString(),
    wakeAt: wakeAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
    reason,
    reasonWords: reason === null ? null : (wordsOf[reason] ?? reason),
  }
}

function readCursor(cursor: string) {
  const [at = '', entryId = ''] = cursor.split(' ')
  return { enteredAt: new Date(at), entryId }
}
