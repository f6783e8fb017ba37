import type { NumberComparison } from '#contract/segments.ts'
import { texts } from '../texts.ts'

const names: NumberComparison[] = ['at_least', 'at_most', 'more_than', 'less_than', 'exactly']

/** Comparisons of numbers, as a choice offers them. */
export const numberOps = names.map((op) => [op, texts.conditions.comparisons[op]] as const)
