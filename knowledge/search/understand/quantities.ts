import { quantitiesFrom, quantityPattern } from '../quantities.ts'
import { type Lexicon, type Reading, take } from './reading.ts'

const pattern = new RegExp(quantityPattern, 'giu')

/** "500 ml", "2 litre", "15 inch": what must be on the label, in whatever unit. */
export function readQuantities(reading: Reading, _lexicon: Lexicon): Reading {
  return take(reading, pattern, ([said, number = '', unit, quote]) =>
    quantitiesFrom(number, unit ?? quote ?? '').length > 0
      ? [{ field: 'quantity', value: said.trim(), text: said.trim() }]
      : null,
  )
}
