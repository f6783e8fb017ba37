import { END, type Lexicon, type Reading, START, take } from './reading.ts'

const word = (words: string) => new RegExp(`${START}(?:${words})${END}`, 'giu')
const sale = word(
  'on sale|in the sale|on offer|reduced|discounted|sale|im angebot|im sale|sonderangebote?|reduzierte?[nrsm]?|en promo(?:tion)?|en soldes|rebajad[oa]s?',
)
const cheap = word(
  'cheap(?:est|er)?|inexpensive|affordable|lowest price|günstig(?:e[nrsm]?|ste[nrs]?)?|guenstig(?:e[nrsm]?|ste[nrs]?)?|billig(?:e[nrsm]?|ste[nrs]?)?|preiswerte?[nrsm]?|pas cher|barat[oa]s?',
)
const dear = word('most expensive|dearest|teuerste[nrs]?')
const fresh = word(
  'new arrivals?|new in|just in|newest|latest|new|neu(?:e[nrsm]?|este[nrs]?|heiten|heit)?|nouveautés?|novedades',
)

/** "on sale" is a filter; "cheap" and "new" say only in which order. */
export function readHints(reading: Reading, _lexicon: Lexicon): Reading {
  let read = take(reading, sale, () => [{ field: 'on_sale', value: 'true', text: 'on sale' }])
  read = take(read, cheap, () => [{ field: 'order', value: 'price', text: 'cheapest first' }])
  read = take(read, dear, () => [{ field: 'order', value: 'price_desc', text: 'dearest first' }])
  return take(read, fresh, () => [{ field: 'order', value: 'new', text: 'newest first' }])
}
