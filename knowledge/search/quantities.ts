import { fold } from './tokenise.ts'

/** An amount with its unit in one measure, so that `0.5 l`, `50 cl` and `500 ml` are the same. */
export interface Quantity {
  measure: string
  /** In the measure's base unit. */
  amount: number
}

// [measure, how many base units], by the unit as it is written
const units = new Map<string, readonly [string, number]>()
const define = (measure: string, written: Record<string, number>) => {
  for (const [names, factor] of Object.entries(written))
    for (const name of names.split(' ')) units.set(name, [measure, factor])
}
define('ml', {
  'ml milliliter milliliters millilitre millilitres': 1,
  'cl centiliter centilitre zentiliter': 10,
  'dl deciliter decilitre': 100,
  'l liter liters litre litres ltr litro litros': 1000,
})
define('g', {
  'mg milligram milligrams': 0.001,
  'g gram grams gramme grammes gramm': 1,
  'kg kilo kilos kilogram kilograms kilogramm': 1000,
  'oz ounce ounces': 28.3495,
  'lb lbs pound pounds pfund': 453.592,
})
define('mm', {
  'mm millimeter millimeters millimetre millimetres': 1,
  'cm centimeter centimeters centimetre centimetres zentimeter': 10,
  'm meter meters metre metres': 1000,
  'in inch inches zoll': 25.4,
  'ft foot feet': 304.8,
})
define('w', { 'w watt watts': 1, 'kw kilowatt': 1000 })
define('mah', { mah: 1 })
define('gb', { 'mb megabyte': 0.001, 'gb gigabyte gigabytes': 1, 'tb terabyte terabytes': 1000 })
define('person', { 'person persons people personen man': 1 })
define('year', { 'year years yr yrs jahre jahr': 1 })

const written = [...units.keys()].sort((a, b) => b.length - a.length).join('|')
const inches = '["”″]'
/** A number and its unit: `500ml`, `2 litre`, `15"`, `1,5 l`. */
export const quantityPattern = String.raw`(?<![\p{L}\p{N}.,])(\d+(?:[.,]\d+)?)(?:[\s-]?(${written})(?![\p{L}\p{N}])|\s?(${inches}))`

/** What a number and its unit may mean: an ounce is a weight, or a fluid one. */
export function quantitiesFrom(number: string, unit: string): Quantity[] {
  const name = /["”″]/.test(unit) ? 'in' : fold(unit)
  const known = units.get(name)
  const value = Number(number.replace(',', '.'))
  if (!known || !Number.isFinite(value) || value <= 0) return []
  const said = { measure: known[0], amount: value * known[1] }
  return ounces.has(name) ? [said, { measure: 'ml', amount: value * FLUID_OUNCE }] : [said]
}

const ounces = new Set(['oz', 'ounce', 'ounces'])
const FLUID_OUNCE = 29.5735

/** Every quantity that a text names. */
export function quantitiesIn(text: string): Quantity[] {
  if (!/\d/.test(text)) return []
  return [...text.matchAll(new RegExp(quantityPattern, 'giu'))].flatMap(([, number = '', unit, quote]) =>
    quantitiesFrom(number, unit ?? quote ?? ''),
  )
}

/** What is rounded on a label, 17 oz for half a litre: within four hundredths. */
const ROUNDED = 0.04

export function sameQuantity(one: Quantity, other: Quantity): boolean {
  return (
    one.measure === other.measure &&
    Math.abs(one.amount - other.amount) <= ROUNDED * Math.max(one.amount, other.amount)
  )
}
