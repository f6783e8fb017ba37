import type { DataRequestKind, DataRequestPage, DataRequestView } from '#contract/staff-requests.ts'
import { request } from './http.ts'

export function listRequests(customerId: string | null, before: string | null): Promise<DataRequestPage> {
  const query = new URLSearchParams({ ...(customerId && { customerId }), ...(before && { before }) })
  return request('GET', `/api/requests?${query}`)
}

export function askRequest(input: {
  customerId: string
  kind: DataRequestKind
  reason: string
}): Promise<DataRequestView> {
  return request('POST', '/api/requests', input)
}

export function decideRequest(requestId: string, decision: 'approve' | 'refuse'): Promise<DataRequestView> {
  return request('POST', `${pathOf(requestId)}/decision`, { decision })
}

export function withdrawRequest(requestId: string): Promise<DataRequestView> {
  return request('POST', `${pathOf(requestId)}/withdrawal`, {})
}

/** The archive itself: handed out this once. */
export function fetchArchive(requestId: string): Promise<unknown> {
  return request('POST', `${pathOf(requestId)}/archive`, {})
}

const pathOf = (requestId: string) => `/api/requests/${encodeURIComponent(requestId)}`
