import type { Fit } from './family.ts'

const runs = {
  clothing: ['XS', 'S', 'M', 'L', 'XL', 'XXL'],
  unisex: ['S', 'M', 'L', 'XL'],
  kids: ['4 years', '6 years', '8 years', '10 years', '12 years'],
  womenShoes: ['6', '6.5', '7', '7.5', '8', '8.5', '9', '10'],
  menShoes: ['8', '8.5', '9', '9.5', '10', '10.5', '11', '12', '13'],
  kidsShoes: ['11', '12', '13', '1', '2', '3'],
  slippers: ['5-6', '7-8', '9-10', '11-12'],
  socks: ['S (4-6.5)', 'M (7-9.5)', 'L (10-12.5)'],
  gloves: ['S', 'M', 'L'],
  bag: ['Regular', 'Long'],
  duvet: ['Twin', 'Full', 'Queen', 'King'],
  sheets: ['Twin', 'Full', 'Queen', 'King', 'California King'],
  pillow: ['Standard', 'King'],
  rug: ['4 x 6 ft', '5 x 8 ft', '8 x 10 ft'],
  pack: ['S/M', 'M/L'],
} as const

export type SizeRun = Exclude<keyof typeof runs, 'kids' | 'womenShoes' | 'menShoes' | 'kidsShoes'> | 'shoes'

/** The sizes a product is made in; empty where it has one. */
export function sizesOf(run: SizeRun | undefined, fit: Fit | null): readonly string[] {
  if (run === undefined) return []
  if (run === 'shoes') return shoeSizes(fit)
  if (run === 'clothing' && fit === 'kids') return runs.kids
  return runs[run]
}

function shoeSizes(fit: Fit | null): readonly string[] {
  if (fit === 'kids') return runs.kidsShoes
  return fit === 'women' ? runs.womenShoes : runs.menShoes
}

/** How much dearer than the smallest a size of that run is: bedding and rugs are priced by area. */
export function sizeFactor(run: SizeRun | undefined, index: number): number {
  if (run === 'rug') return [1, 1.6, 2.9][index] ?? 1
  if (run === 'duvet' || run === 'sheets') return 1 + index * 0.16
  if (run === 'pillow') return 1 + index * 0.2
  if (run === 'bag') return 1 + index * 0.06
  return 1
}
