/** What a person may ask of the shop: a copy of everything (GDPR article 15), or to be forgotten (article 17). */
export const requestKinds = ['export', 'erase'] as const
export type RequestKind = (typeof requestKinds)[number]

export const requestStatuses = ['waiting', 'approved', 'done', 'refused', 'withdrawn'] as const
export type RequestStatus = (typeof requestStatuses)[number]

export interface DataRequest {
  requestId: string
  /** The person's root when it was asked; null once erased. */
  customerId: string | null
  kind: RequestKind
  /** How staff named the person; null once erased. */
  subject: string | null
  reason: string
  status: RequestStatus
  askedBy: string
  askedAt: Date
  decidedBy: string | null
  decidedAt: Date | null
  doneAt: Date | null
  /** Until when an approved archive may be fetched. */
  openUntil: Date | null
  /** Rows by room, of what was handed out or erased. */
  counts: Record<string, number> | null
}

const HOUR_MS = 3_600_000
/** How long an approved archive waits to be fetched, once. */
export const OPEN_MS = 24 * HOUR_MS

export type Decision = 'approve' | 'refuse' | 'withdraw'
export type Decided =
  | { allowed: true; status: RequestStatus }
  | { allowed: false; reason: 'not_waiting' | 'own_request' | 'not_own_request' }

/** Four eyes: who asked may take it back, and never agrees to it. */
export function decide(
  request: Pick<DataRequest, 'status' | 'askedBy'>,
  decision: Decision,
  staffId: string,
): Decided {
  if (request.status !== 'waiting') return { allowed: false, reason: 'not_waiting' }
  const own = request.askedBy === staffId
  if (decision === 'withdraw')
    return own ? { allowed: true, status: 'withdrawn' } : { allowed: false, reason: 'not_own_request' }
  if (own) return { allowed: false, reason: 'own_request' }
  return { allowed: true, status: decision === 'approve' ? 'approved' : 'refused' }
}

/** Whether the archive of an approved request may be fetched now. */
export function mayFetch(request: Pick<DataRequest, 'kind' | 'status' | 'openUntil'>, now: Date): boolean {
  const { kind, status, openUntil } = request
  return kind === 'export' && status === 'approved' && openUntil !== null && openUntil > now
}
