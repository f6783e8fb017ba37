import type { JourneyDefinition } from '#contract/journeys.ts'
import type {
  JourneyChoices,
  JourneyCount,
  JourneyPage,
  JourneyPeople,
  JourneySwitchInput,
  JourneysPage,
  PeopleState,
  ReadoutPage,
  SnapshotPage,
} from '#contract/staff-journeys.ts'
import { request } from './http.ts'

export function listJourneys(): Promise<JourneysPage> {
  return request('GET', '/api/journeys')
}

/** Puts the twelve playbooks there, switched off, with their messages and the calendar. */
export function addPlaybooks(): Promise<JourneysPage> {
  return request('POST', '/api/journeys/playbooks')
}

export function readJourney(name: string): Promise<JourneyPage> {
  return request('GET', pathOf(name))
}

export function readJourneyChoices(): Promise<JourneyChoices> {
  return request('GET', '/api/journey-choices')
}

/** Whom it would find as it is written; `signal` gives up waiting. */
export function countJourney(journey: JourneyDefinition, signal?: AbortSignal): Promise<JourneyCount> {
  return request('POST', '/api/journeys/count', { journey }, signal)
}

/** Adds a journey, or a version of the one that was read as `version`. */
export function saveJourney(
  journey: JourneyDefinition,
  version: number | null,
): Promise<{ name: string; version: number }> {
  return version === null
    ? request('POST', '/api/journeys', journey)
    : request('PUT', pathOf(journey.name), { journey, version })
}

export function switchJourney(name: string, input: JourneySwitchInput): Promise<null> {
  return request('POST', `${pathOf(name)}/switch`, input)
}

export function listPeople(name: string, state: PeopleState, cursor: string | null): Promise<JourneyPeople> {
  const query = new URLSearchParams({ state, ...(cursor !== null && { cursor }) })
  return request('GET', `${pathOf(name)}/people?${query}`)
}

export function stopPerson(name: string, entryId: string): Promise<null> {
  return request('POST', `${pathOf(name)}/people/${encodeURIComponent(entryId)}/stop`, {})
}

export function readReadout(name: string): Promise<ReadoutPage> {
  return request('GET', `${pathOf(name)}/readout`)
}

export function closeReadout(name: string): Promise<{ readoutId: string }> {
  return request('POST', `${pathOf(name)}/readouts`, {})
}

export function readSnapshot(readoutId: string): Promise<SnapshotPage> {
  return request('GET', `/api/readouts/${encodeURIComponent(readoutId)}`)
}

const pathOf = (name: string) => `/api/journeys/${encodeURIComponent(name)}`
