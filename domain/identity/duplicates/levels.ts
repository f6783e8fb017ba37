/** How far two values of a field agree, the best first. A missing value has no level: it says nothing. */
export const agreements = ['exact', 'near', 'alike', 'different', 'swapped', 'half_swapped'] as const
export type Agreement = (typeof agreements)[number]

export const EXACT = 0
export const NEAR = 1
export const ALIKE = 2
export const DIFFERENT = 3
/** This field and its partner (given name and surname) changed places. */
export const SWAPPED = 4
/** One of the two stands in the other's place, and of the other nothing is known. */
export const HALF_SWAPPED = 5
export const MISSING = 7

export const LEVELS = agreements.length
