import type {
  ConsentChannel,
  ConsentPurpose,
  ConsentView,
  CustomerPage,
  CustomerRow,
  DuplicatePage,
  IdentityStory,
  MergePreview,
  ReadingPurpose,
  RecommendedForCustomer,
  TimelineKind,
  TimelinePage,
} from '#contract/staff-customers.ts'
import type { NextForCustomer } from '#contract/staff-next.ts'
import { request } from './http.ts'

export interface CustomerList {
  customers: CustomerRow[]
  /** The `cursor` of the next page; null on the last. */
  next: string | null
}

export function listCustomers(query: string, cursor: string | null): Promise<CustomerList> {
  return request('GET', `/api/customers?${search({ q: query, cursor })}`)
}

export function readCustomer(customerId: string, purpose: ReadingPurpose | null): Promise<CustomerPage> {
  return request('GET', `${pathOf(customerId)}?${search({ purpose })}`)
}

export function readTimeline(
  customerId: string,
  page: { kind: TimelineKind | null; before: string | null },
): Promise<TimelinePage> {
  return request('GET', `${pathOf(customerId)}/timeline?${search(page)}`)
}

export function readRecommendations(customerId: string): Promise<RecommendedForCustomer> {
  return request('GET', `${pathOf(customerId)}/recommendations`)
}

export function readNext(customerId: string): Promise<NextForCustomer> {
  return request('GET', `${pathOf(customerId)}/next`)
}

export function readIdentity(customerId: string): Promise<IdentityStory> {
  return request('GET', `${pathOf(customerId)}/identity`)
}

export function previewMerge(customerId: string, otherId: string): Promise<MergePreview> {
  return request('GET', `${pathOf(customerId)}/merge-preview?${search({ otherId })}`)
}

/** Answers the customer that both are from now on. */
export function merge(customerId: string, otherId: string, reason: string): Promise<{ customerId: string }> {
  return request('POST', `${pathOf(customerId)}/merge`, { otherId, reason })
}

/** Answers both sides: who stays, and who went. */
export function unmerge(
  customerId: string,
  apart: string[],
  reason: string,
): Promise<{ customerId: string; apartId: string }> {
  return request('POST', `${pathOf(customerId)}/unmerge`, { apart, reason })
}

export interface ConsentChange {
  channel: ConsentChannel
  purpose: ConsentPurpose | 'all'
  state: 'granted' | 'denied'
  evidence: string
}

export function changeConsent(customerId: string, change: ConsentChange): Promise<ConsentView> {
  return request('POST', `${pathOf(customerId)}/consent`, change)
}

/** Pairs that wait for a verdict: all of them, or those of one customer. */
export function listDuplicates(customerId: string | null, cursor: string | null): Promise<DuplicatePage> {
  return request('GET', `/api/duplicates?${search({ customerId, cursor })}`)
}

export function judgeDuplicate(pairId: string, verdict: 'same' | 'different'): Promise<null> {
  return request('POST', `/api/duplicates/${encodeURIComponent(pairId)}`, { verdict })
}

const pathOf = (customerId: string) => `/api/customers/${encodeURIComponent(customerId)}`

function search(fields: Record<string, string | null>): URLSearchParams {
  return new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  )
}
