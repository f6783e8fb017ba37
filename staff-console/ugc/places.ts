import type { PicturesPage } from '#contract/staff-ugc.ts'
import { texts } from '../texts.ts'

const words = texts.pictures
const whole: Record<string, string> = words.places

/** Every place a picture can have, with its name. */
export function placesOf(slots: PicturesPage['slots']): (readonly [string, string])[] {
  return [
    ...Object.entries(whole),
    ...slots.map(({ name, place }) => [`site:${name}`, words.slot(place)] as const),
  ]
}

export function placeName(place: string, slots: PicturesPage['slots']): string {
  return placesOf(slots).find(([value]) => value === place)?.[1] ?? place
}
