import type { SlotPreviewInput, Stranger } from '#contract/staff-slots.ts'
import { texts } from '../texts.ts'

const words = texts.slots.side

/** Whose slots are looked at. */
export interface Viewer {
  key: number
  name: string
  view: SlotPreviewInput['views'][number]
}

/** As the server takes them. */
export const MOST_VIEWS = 4

/** What a stranger is called: by what a visit tells. */
export function nameOfStranger({ device, city, country, referrer }: Stranger): string {
  const place = city ?? country
  return [
    words.stranger,
    words.by(texts.slots.devices[device]),
    ...(place === null ? [] : [words.from(place)]),
    ...(referrer === null ? [] : [words.via(referrer)]),
  ].join(' ')
}
