import type {
  CurationChangeView,
  CurationInput,
  CurationPage,
  RecommendationPreview,
  RecommendationsPage,
  TrainingView,
} from '#contract/staff-recommendations.ts'
import { request } from './http.ts'

const path = '/api/recommendations'

export function readRecommendationsPage(): Promise<RecommendationsPage> {
  return request('GET', path)
}

export interface PreviewAsk {
  row: string
  productId: string | null
  customerId: string | null
}

export function previewRow(ask: PreviewAsk, signal: AbortSignal): Promise<RecommendationPreview> {
  const query = new URLSearchParams({ row: ask.row })
  if (ask.productId !== null) query.set('productId', ask.productId)
  if (ask.customerId !== null) query.set('customerId', ask.customerId)
  return request('GET', `${path}/preview?${query}`, undefined, signal)
}

export async function train(): Promise<TrainingView | null> {
  return (await request<{ training: TrainingView | null }>('POST', `${path}/train`, {})).training
}

export async function readTraining(): Promise<TrainingView | null> {
  return (await request<{ training: TrainingView | null }>('GET', `${path}/training`)).training
}

export function listCuration(): Promise<CurationPage> {
  return request('GET', `${path}/curation`)
}

export async function listCurationChanges(): Promise<CurationChangeView[]> {
  return (await request<{ changes: CurationChangeView[] }>('GET', `${path}/curation-changes`)).changes
}

/** Writes a decision, or the one with this id anew. */
export function saveCuration(curationId: string | null, input: CurationInput): Promise<CurationPage> {
  return curationId === null
    ? request('POST', `${path}/curation`, input)
    : request('PUT', pathOf(curationId), input)
}

export function removeCuration(curationId: string): Promise<CurationPage> {
  return request('DELETE', pathOf(curationId))
}

const pathOf = (curationId: string) => `${path}/curation/${encodeURIComponent(curationId)}`
