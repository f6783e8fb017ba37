import { z } from 'zod'

/** JSON of `/api/requests…`: what persons ask of their data. */
export const dataRequestKinds = ['export', 'erase'] as const
export type DataRequestKind = (typeof dataRequestKinds)[number]

export const dataRequestStatuses = ['waiting', 'approved', 'done', 'refused', 'withdrawn'] as const
export type DataRequestStatus = (typeof dataRequestStatuses)[number]

export const askDataRequestInput = z.object({
  customerId: z.string().min(1).max(100),
  kind: z.enum(dataRequestKinds),
  /** How the person asked, for whoever decides. */
  reason: z.string().trim().min(1).max(1000),
})

export const decideDataRequestInput = z.object({ decision: z.enum(['approve', 'refuse']) })

export interface DataRequestView {
  requestId: string
  kind: DataRequestKind
  status: DataRequestStatus
  /** null once the person is erased. */
  customerId: string | null
  subject: string | null
  reason: string
  askedBy: string
  askedAt: string
  decidedBy: string | null
  decidedAt: string | null
  doneAt: string | null
  /** Until when an approved archive may be fetched, once. */
  openUntil: string | null
  /** Rows by room, of what was handed out or erased. */
  counts: Record<string, number> | null
  /** What the reader may do now. */
  mayDecide: boolean
  mayWithdraw: boolean
  mayFetch: boolean
}

/** `GET /api/requests` */
export interface DataRequestPage {
  requests: DataRequestView[]
  next: string | null
}
