import type { Signal, Signals } from './signals.ts'

interface Weights {
  /** Which sentence of all answers best. */
  rank: Partial<Record<Signal, number>>
  /** Whether the best one answers at all. */
  confidence: Partial<Record<Signal, number>>
  bias: number
}

/**
 * Two linear models over the signals: a conditional logit over the sentences of the pages, and a logistic
 * regression on the best of them, both with the sign of every weight fixed beforehand. Fitted on our own
 * questions to four made-up shops, tests/support/policy-questions.jsonl: half of them have no answer there.
 */
const withMeaning: Weights = {
  rank: {
    meaning: 3.02,
    sentenceMeaning: 4.71,
    spoken: 0.83,
    spokenWithHead: 7.54,
    spokenInPassage: 1.7,
    spokenInTitle: 1.69,
    spokenInSection: 1.42,
    missingInAll: -0.83,
    kind: 4.7,
    otherKind: -1.5,
    noneOfKind: -0.33,
    titleAsked: 2.72,
    sectionAsked: 2.15,
    ownCountry: 1,
    otherCountry: -1.3,
    depth: -1.69,
    foreign: -0.41,
    pairs: 1.05,
    opening: 4.83,
  },
  confidence: {
    sentenceMeaning: 3.69,
    spokenWithHead: 1.26,
    spokenInPassage: 1.97,
    bestSpoken: 1.09,
    spokenInTitle: 0.42,
    spokenInSection: 0.44,
    missing: -0.73,
    missingInAll: -0.62,
    kind: 0.64,
    otherKind: -0.14,
    noneOfKind: -5.87,
    yesOrNoMissing: -2.65,
    titleAsked: 1.03,
    sectionAsked: 0.39,
    ownCountry: 0.55,
    otherCountry: -1.02,
    foreign: -6.5,
    strange: -1.38,
    pairs: 0.12,
    without: -1.62,
    weight: -0.17,
    thin: -2.75,
    opening: 0.11,
  },
  bias: -2.8,
}
const wordsAlone: Weights = {
  rank: {
    spoken: 1.15,
    spokenWithHead: 8.04,
    spokenInPassage: 2.29,
    bestSpoken: 0.22,
    spokenInTitle: 1.07,
    spokenInSection: 1.01,
    missingInAll: -0.9,
    kind: 4.87,
    otherKind: -1.56,
    noneOfKind: -0.3,
    titleAsked: 3.2,
    sectionAsked: 2.81,
    ownCountry: 1,
    otherCountry: -1.35,
    depth: -1.41,
    foreign: -0.56,
    strange: -0.05,
    pairs: 1.28,
    opening: 4.9,
  },
  confidence: {
    spokenWithHead: 1.03,
    spokenInPassage: 1.9,
    bestSpoken: 1.28,
    spokenInTitle: 0.42,
    spokenInSection: 0.85,
    missing: -0.48,
    missingInAll: -0.53,
    kind: 0.79,
    otherKind: -0.47,
    noneOfKind: -5.42,
    yesOrNoMissing: -2.76,
    titleAsked: 1.19,
    sectionAsked: 0.72,
    ownCountry: 0.72,
    otherCountry: -1.96,
    foreign: -6.5,
    strange: -1.49,
    pairs: 0.71,
    without: -1.45,
    weight: 0.16,
    thin: -2.97,
    half: -0.59,
    opening: 0.64,
  },
  bias: -2.16,
}

/** The better of two sentences has the higher one; a number without a unit. */
export function rankOf(signals: Signals, meaning: boolean): number {
  return dot((meaning ? withMeaning : wordsAlone).rank, signals)
}

/** 0 to 1: how likely the sentence answers the question. */
export function confidenceOf(signals: Signals, meaning: boolean): number {
  const { confidence, bias } = meaning ? withMeaning : wordsAlone
  return 1 / (1 + Math.exp(-bias - dot(confidence, signals)))
}

function dot(weights: Partial<Record<Signal, number>>, signals: Signals): number {
  let sum = 0
  for (const [name, weight] of Object.entries(weights)) sum += weight * signals[name as Signal]
  return sum
}
