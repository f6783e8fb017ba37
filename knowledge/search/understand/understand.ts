import { readCategory } from './categories.ts'
import { readDenials } from './denials.ts'
import { readHints } from './hints.ts'
import { readNames } from './names.ts'
import { readPlaces } from './places.ts'
import { readPrices } from './prices.ts'
import { readQuantities } from './quantities.ts'
import type { Lexicon, Reading } from './reading.ts'
import { readLoneSizes, readSizes } from './sizes.ts'

// what is written most plainly first: each reader sees what those before it left
const readers = [
  readPrices,
  readSizes,
  readQuantities,
  readPlaces,
  readDenials,
  readNames,
  readHints,
  readLoneSizes,
  readCategory,
]

/**
 * Reads limits, sizes, colours, brands and the like out of a shopper's words. Pure, and the same every time;
 * a word that the shop's goods do not know stays a word, and so do the words of what is to be left.
 */
export function understand(text: string, lexicon: Lexicon, leave: ReadonlySet<string> = new Set()): Reading {
  const given: Reading = { rest: text, wishes: [], leave }
  const read = readers.reduce((reading, reader) => reader(reading, lexicon), given)
  return { ...read, rest: read.rest.replace(/\s+/g, ' ').trim() }
}
