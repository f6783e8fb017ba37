import type { PicturesPage, UgcPage, UgcRow, UgcVerdict, UgcViewState } from '#contract/staff-ugc.ts'
import { request } from './http.ts'

export function listPhotos(state: UgcViewState, after: string | null): Promise<UgcPage> {
  const search = new URLSearchParams({ state, ...(after !== null && { after }) })
  return request('GET', `/api/photos?${search}`)
}

export const photoAddress = (ugcId: string) => `/api/photos/${encodeURIComponent(ugcId)}/photo`

export function judgePhoto(ugcId: string, verdict: UgcVerdict): Promise<UgcRow> {
  return request('POST', `/api/photos/${encodeURIComponent(ugcId)}/verdict`, verdict)
}

/** As the server takes it; what is wrong with it is said by field. */
export interface WrittenPicture {
  productId: string | null
  category: string | null
  place: string
  imageUrl: string
  alt: string
  rule: { segmentIds?: string[]; seasons?: string[]; languages?: string[] }
  testKey: string | null
  position: number
  isOn: boolean
  startsAt: string | null
  endsAt: string | null
}

export function listPictures(): Promise<PicturesPage> {
  return request('GET', '/api/pictures')
}

export function savePicture(
  picture: WrittenPicture,
  creativeId: string | null,
): Promise<{ creativeId: string }> {
  return creativeId === null
    ? request('POST', '/api/pictures', picture)
    : request('PUT', `/api/pictures/${encodeURIComponent(creativeId)}`, picture)
}

export function removePicture(creativeId: string): Promise<null> {
  return request('DELETE', `/api/pictures/${encodeURIComponent(creativeId)}`)
}
