import type {
  EventNames,
  Replayed,
  SetAsideFilter,
  SetAsidePage,
  SourcesPage,
} from '#contract/staff-sources.ts'
import { request } from './http.ts'

export function readSources(): Promise<SourcesPage> {
  return request('GET', '/api/sources')
}

export function listSetAside(filter: SetAsideFilter, after: string | null): Promise<SetAsidePage> {
  const query = new URLSearchParams({ ...filter, ...(after && { after }) })
  return request('GET', `/api/events/set-aside?${query}`)
}

/** Tries events again: those with these ids, or all that the filter means. */
export function replay(which: SetAsideFilter & { ids?: string[] }): Promise<Replayed> {
  return request('POST', '/api/events/set-aside/replay', which)
}

export function listEventNames(): Promise<EventNames> {
  return request('GET', '/api/event-names')
}

export function declareName(name: string, note: string): Promise<{ name: string }> {
  return request('POST', '/api/event-names', { name, note })
}

export function withdrawName(name: string): Promise<null> {
  return request('DELETE', `/api/event-names/${encodeURIComponent(name)}`)
}
