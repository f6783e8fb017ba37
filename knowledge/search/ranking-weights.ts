import type { Weighting } from './lexical-index.ts'

/** Everything about the ranking of words that was tuned; the rest follows from what a word is. */
export interface RankingWeights extends Weighting {
  /** How strongly a document that answers only part of the query is held back: a power of the part answered. */
  coordination: number
  /** What another name of a thing counts against the one that was said. */
  synonyms: number
}

/** Of title, brand, categories and kind, attributes and options, description; tuned on judged queries. */
export const rankingWeights: RankingWeights = {
  fields: [
    { weight: 3.2, dilution: 0.5 },
    { weight: 8, dilution: 0.1 },
    { weight: 5, dilution: 0.4 },
    { weight: 0.35, dilution: 0.9 },
    { weight: 0.8, dilution: 0.7 },
  ],
  saturation: 3,
  coordination: 1.5,
  synonyms: 0.4,
}
