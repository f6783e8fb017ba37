import { isStopWord } from '../stop-words.ts'
import { termsOf } from '../tokenise.ts'
import { END, type Lexicon, type Reading, START, take } from './reading.ts'

const words = String.raw`((?:[\p{L}\p{N}]+[\s-])?[\p{L}\p{N}]+)`
const without = new RegExp(
  `${START}(?:without|free of|ohne|sans|sin)\\s+(?:any\\s+|an?\\s+)?${words}${END}`,
  'giu',
)
const none = new RegExp(`${START}(?:no|not|non|keine?n?|nicht)[\\s-]+${words}${END}`, 'giu')
const free = new RegExp(String.raw`${START}([\p{L}]+)[\s-]free${END}`, 'giu')

/**
 * "without lactose", "no leather": goods that say they are that are left out. "BPA-free": the product must say
 * so itself, as not sure counts as no.
 */
export function readDenials(reading: Reading, lexicon: Lexicon): Reading {
  const { frequency } = lexicon
  const known = (term: string) => frequency(term) > 0 && !isStopWord(term)
  let read = take(reading, free, ([said, word = '']) => {
    const [term = ''] = termsOf(word)
    const isSaid = frequency(`${term}free`) > 0 || lexicon.pool.claims.has(term)
    return isSaid && !isStopWord(term)
      ? [{ field: 'attribute', value: `${word.toLowerCase()}-free`, text: said }]
      : null
  })
  read = takeDenied(read, without, (terms) => terms.every(known))
  return takeDenied(read, none, (terms) => lexicon.pool.claims.has(terms.join(' ')))
}

// of two words that follow, both or the first alone
function takeDenied(reading: Reading, pattern: RegExp, isKnown: (terms: string[]) => boolean): Reading {
  let read = reading
  let last = 0
  for (const match of reading.rest.matchAll(pattern)) {
    const both = (match[1] ?? '').split(/[\s-]+/)
    const named = [both, both.slice(0, 1)].find((few) => isKnown(few.flatMap(termsOf)))?.join(' ')
    if (named === undefined || match.index < last) continue
    last = match.index + match[0].length
    const lead = match[0].slice(0, match[0].length - (match[1] ?? '').length)
    const exact = new RegExp(
      `${START}${lead.replace(/[\s-]+/g, '[\\s-]+')}${named.replace(/ /g, '[\\s-]+')}${END}`,
      'iu',
    )
    read = take(read, new RegExp(exact.source, 'giu'), () => [
      { field: 'without', value: named.toLowerCase(), text: `without ${named.toLowerCase()}` },
    ])
  }
  return read
}
