import { Problem } from '#contract/problem.ts'
import { audienceCount } from './audience.ts'
import { createDefinitions } from './definitions.ts'
import { findCandidates } from './find-candidates.ts'
import type { Journeys, JourneysDeps } from './journeys.ts'
import { leaveWhereDue } from './leave.ts'
import { lookAtTriggers } from './look.ts'
import { findJourney, listJourneys, versionsOf } from './queries.ts'
import { nextDueAt, startRound } from './queries-cursors.ts'
import { storyOf } from './queries-entries.ts'
import { listEntries } from './queries-people.ts'
import { readReport } from './read-report.ts'
import { saveJourney } from './save-journey.ts'
import { stillWanted } from './still-wanted.ts'
import { stopEntry } from './stop-entry.ts'
import { pause, switchOff, switchOn } from './switch-journey.ts'
import type { Stir } from './trigger-table.ts'
import { wakeDue } from './wake.ts'

export function createJourneys(deps: JourneysDeps): Journeys {
  const { db } = deps
  const definitions = createDefinitions()
  let stirred = new Set<Stir>()
  return {
    run: async (now) => {
      const stirs = stirred
      stirred = new Set()
      const { cursors, someDue } = await startRound(db, now)
      const { entered, failed } = await lookAtTriggers(deps, definitions, cursors, stirs, now)
      if (!someDue && entered === 0) return { entered, woken: 0, requested: 0, ended: 0, failed }
      const woken = await wakeDue(deps, definitions, now)
      return { entered, ...woken, failed: failed + woken.failed }
    },
    nextDue: () => nextDueAt(db),
    touched: async (customerIds, now) => {
      stirred.add('events')
      await leaveWhereDue(deps, definitions, [...new Set(customerIds)], now)
    },
    catalogChanged: () => {
      stirred.add('catalog')
    },
    stillWanted: (tx, rows, now) => stillWanted(tx, deps, definitions, rows, now),
    list: (on = db) => listJourneys(on),
    find: (name) => findJourney(db, name),
    versions: (name) => versionsOf(db, name),
    save: (definition, staffId, now) => saveJourney(deps, definition, staffId, now),
    switchOn: (name, staffId, now, options) => switchOn(deps, name, staffId, now, options),
    pause: (name, staffId, now) => pause(deps, name, staffId, now),
    switchOff: (name, staffId, now) => switchOff(deps, name, staffId, now),
    audienceCount: (definition, now) => audienceCount(deps, definition, now),
    report: async (name, since, now) => {
      const journey = await findJourney(db, name)
      if (!journey) throw new Problem('not-found', 'There is no such journey.')
      return readReport(db, journey.definition, since, now)
    },
    people: (name, asked) => listEntries(db, name, asked),
    stop: (name, entryId, now) => stopEntry(deps, name, entryId, now),
    entriesOf: (customerId) => storyOf(db, customerId),
    candidates: (customerIds) => findCandidates(deps, definitions, customerIds),
  }
}
