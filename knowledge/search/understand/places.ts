import type { Store } from '#knowledge/catalog/index.ts'
import { fold } from '../tokenise.ts'
import { END, escaped, type Lexicon, type Reading, START, take } from './reading.ts'

const lead = String.raw`(?:(?:in stock|available|on the shelf|to pick up|auf lager|vorrätig|verfügbar|erhältlich)\s+)?(?:in the|at the|in|at|near|im|bei|à|en)\s+(?:store\s+|filiale\s+|laden\s+)?`

/** "in stock in Hamburg", "at the Pearl Street store": what lies in those stores. */
export function readPlaces(reading: Reading, { stores }: Lexicon): Reading {
  let read = reading
  for (const [place, there] of placesOf(stores)) {
    const pattern = new RegExp(
      String.raw`${START}${lead}(?:${escaped(place)}|${escaped(fold(place))})(?:\s+(?:store|shop|branch|filiale))?${END}`,
      'giu',
    )
    read = take(read, pattern, () => [
      {
        field: 'store',
        value: there.map(({ storeId }) => storeId).join(','),
        text: `in stock in ${there.length === 1 ? there[0]?.name : place}`,
      },
    ])
  }
  return read
}

/** Names and cities, the longest first, each with its stores. */
function placesOf(stores: readonly Store[]): [string, Store[]][] {
  const places = new Map<string, Store[]>()
  for (const store of stores)
    for (const place of new Set([store.name, store.city]))
      if (place.trim().length > 2) places.set(place, [...(places.get(place) ?? []), store])
  return [...places].sort((a, b) => b[0].length - a[0].length)
}
