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
 * questions to four made-up shops and on 180 of two strangers, tests/support/policy-questions*.jsonl: half of them have
 * no answer there.
 */
const withMeaning: Weights = {
  rank: {
    meaning: 4.11,
    sentenceMeaning: 3.65,
    spoken: 0.95,
    spokenWithHead: 4.11,
    spokenInPassage: 0.19,
    spokenInTitle: 1.76,
    spokenInSection: 0.65,
    missingInAll: -0.23,
    kind: 3.8,
    otherKind: -1.34,
    titleAsked: 2.43,
    sectionAsked: 2.69,
    ownCountry: 0.64,
    otherCountry: -1.84,
    depth: -1.69,
    foreign: -0.9,
    strange: -0.24,
    pairs: 1.44,
    opening: 4.71,
    mass: 2.68,
    massInPassage: 1.26,
    ownDocument: 1.08,
  },
  confidence: {
    meaning: 1.78,
    sentenceMeaning: 2.13,
    spokenWithHead: 0.65,
    spokenInPassage: 1.16,
    bestSpoken: 1.31,
    spokenInTitle: 0.62,
    spokenInSection: 0.45,
    missing: -1.92,
    kind: 0.25,
    otherKind: -0.44,
    noneOfKind: -3.24,
    yesOrNoMissing: -2.62,
    titleAsked: 0.85,
    sectionAsked: 0.83,
    ownCountry: 0.01,
    otherCountry: -1.62,
    foreign: -4.07,
    strange: -2.94,
    pairs: 0.32,
    without: -3.12,
    weight: -0.82,
    thin: -1.84,
    opening: 0.53,
    massInPassage: 1.07,
    ownDocument: 0.45,
  },
  bias: -2.03,
}
const wordsAlone: Weights = {
  rank: {
    spoken: 1.23,
    spokenWithHead: 4.37,
    spokenInPassage: 0.69,
    bestSpoken: 0.01,
    spokenInTitle: 1.51,
    spokenInSection: 0.3,
    missingInAll: -0.28,
    kind: 3.93,
    otherKind: -1.39,
    titleAsked: 2.87,
    sectionAsked: 3.3,
    ownCountry: 0.65,
    otherCountry: -1.92,
    depth: -1.4,
    foreign: -0.84,
    strange: -0.55,
    pairs: 1.7,
    opening: 4.76,
    mass: 2.76,
    massInPassage: 1.49,
    ownDocument: 1.06,
  },
  confidence: {
    spokenWithHead: 0.99,
    spokenInPassage: 0.95,
    bestSpoken: 1.67,
    spokenInTitle: 1.11,
    spokenInSection: 0.25,
    missing: -1.61,
    missingInAll: -0.04,
    kind: 0.26,
    otherKind: -0.68,
    noneOfKind: -2.98,
    yesOrNoMissing: -2.89,
    titleAsked: 0.95,
    sectionAsked: 1.04,
    otherCountry: -1.36,
    foreign: -4.4,
    strange: -2.84,
    pairs: 0.54,
    without: -3.44,
    weight: -0.66,
    thin: -1.22,
    opening: 0.62,
    mass: 0.14,
    massInPassage: 1.11,
    ownDocument: 0.39,
  },
  bias: -1.42,
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
