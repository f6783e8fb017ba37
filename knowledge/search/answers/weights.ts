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
 * questions to four made-up shops and on 180 of two strangers, tests/support/policy-questions*.jsonl: half of
 * them have no answer there. Of every question that has one, the best sentence of all other passages was fitted
 * too, as no answer: the same matter, another side of it. The bias puts .5 where both errors are as frequent
 * with strangers.
 */
const withMeaning: Weights = {
  rank: {
    meaning: 4.52,
    sentenceMeaning: 3.91,
    spoken: 0.73,
    spokenWithHead: 3.37,
    spokenInPassage: 0.5,
    spokenInTitle: 1.86,
    spokenInSection: 1.13,
    missingInAll: -0.25,
    kind: 3.69,
    otherKind: -1.28,
    titleAsked: 2.84,
    sectionAsked: 2.48,
    ownCountry: 0.68,
    otherCountry: -1.53,
    depth: -1.16,
    foreign: -0.76,
    strange: -0.5,
    pairs: 1.17,
    opening: 5.02,
    mass: 2.14,
    massInPassage: 1.47,
    ownDocument: 1.01,
    unsaid: -0.48,
    unsaidInAll: -0.13,
    verbUnsaid: -0.63,
    verbOnlyAbove: -0.36,
    objectUnsaid: -0.74,
    objectAway: -0.06,
    nameUnsaid: -0.56,
    otherPlace: -3.52,
  },
  confidence: {
    sentenceMeaning: 2.96,
    spokenWithHead: 0.68,
    spokenInPassage: 0.08,
    bestSpoken: 0.4,
    missingInAll: -0.38,
    kind: 0.32,
    otherKind: -2.45,
    noneOfKind: -1.09,
    yesOrNoMissing: -1.42,
    titleAsked: 0.47,
    sectionAsked: 0.81,
    otherCountry: -0.91,
    foreign: -1.6,
    strange: -1.98,
    named: 0.07,
    pairs: 0.54,
    without: -2.39,
    weight: -0.74,
    thin: -0.07,
    opening: 1.27,
    mass: 0.6,
    massInPassage: 1.56,
    ownDocument: 0.13,
    unsaid: -1.27,
    unsaidInEntry: -0.26,
    unsaidInAll: -0.12,
    verbOnlyAbove: -0.27,
    objectAway: -0.37,
    nameUnsaid: -2.13,
    otherPlace: -1.31,
  },
  bias: -1.77,
}
const wordsAlone: Weights = {
  rank: {
    spoken: 0.99,
    spokenWithHead: 3.94,
    spokenInPassage: 0.97,
    spokenInTitle: 1.72,
    spokenInSection: 0.6,
    missingInAll: -0.29,
    kind: 3.92,
    otherKind: -1.36,
    titleAsked: 3.32,
    sectionAsked: 3.31,
    ownCountry: 0.69,
    otherCountry: -1.54,
    depth: -0.96,
    foreign: -0.77,
    strange: -0.67,
    pairs: 1.45,
    opening: 5.07,
    mass: 2.35,
    massInPassage: 1.67,
    ownDocument: 1.01,
    unsaidInAll: -0.14,
    verbUnsaid: -0.37,
    verbOnlyAbove: -0.44,
    objectUnsaid: -0.8,
    objectAway: -0.12,
    nameUnsaid: -0.59,
    otherPlace: -3.7,
  },
  confidence: {
    spokenWithHead: 0.83,
    spokenInPassage: 0.08,
    bestSpoken: 0.64,
    missingInAll: -0.35,
    kind: 0.36,
    otherKind: -2.42,
    noneOfKind: -1.3,
    yesOrNoMissing: -1.48,
    titleAsked: 0.5,
    sectionAsked: 0.98,
    otherCountry: -0.77,
    foreign: -1.69,
    strange: -1.91,
    named: 0.03,
    pairs: 0.75,
    without: -2.39,
    weight: -0.66,
    opening: 1.22,
    mass: 0.86,
    massInPassage: 1.46,
    ownDocument: 0.21,
    unsaid: -0.9,
    unsaidInEntry: -0.14,
    unsaidInAll: -0.25,
    verbOnlyAbove: -0.38,
    objectAway: -0.36,
    nameUnsaid: -2.43,
    otherPlace: -1.08,
  },
  bias: -1.2,
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
