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
    meaning: 3.342,
    sentenceMeaning: 5.065,
    spoken: 0.957,
    spokenWithHead: 6.139,
    spokenInPassage: 2.136,
    bestSpoken: 0.871,
    spokenInTitle: 4.135,
    spokenInSection: 1.063,
    missingInAll: -0.725,
    kind: 3.485,
    otherKind: -1.088,
    titleAsked: 2.121,
    sectionAsked: 1.975,
    ownCountry: 1.092,
    otherCountry: -1.93,
    depth: -1.386,
    foreign: -2.712,
    pairs: 1.732,
    opening: 0.947,
  },
  confidence: {
    sentenceMeaning: 4.166,
    spokenWithHead: 0.611,
    spokenInPassage: 1.782,
    bestSpoken: 0.522,
    spokenInSection: 0.764,
    missing: -1.119,
    missingInAll: -0.404,
    kind: 0.522,
    noneOfKind: -1.369,
    yesOrNoMissing: -2.298,
    titleAsked: 1.354,
    sectionAsked: 0.5,
    ownCountry: 0.255,
    foreign: -7.212,
    strange: -0.358,
    pairs: 0.327,
    without: -1.921,
    weight: 0.126,
    thin: -3.094,
    half: -0.063,
  },
  bias: -2.877,
}
const wordsAlone: Weights = {
  rank: {
    spoken: 1.164,
    spokenWithHead: 6.75,
    spokenInPassage: 3.074,
    bestSpoken: 0.833,
    spokenInTitle: 3.281,
    spokenInSection: 0.558,
    missingInAll: -0.852,
    kind: 3.624,
    otherKind: -1.137,
    titleAsked: 2.924,
    sectionAsked: 2.836,
    ownCountry: 1.09,
    otherCountry: -2.006,
    depth: -1.216,
    foreign: -2.957,
    strange: -0.396,
    pairs: 2.024,
    opening: 0.917,
  },
  confidence: {
    spokenWithHead: 0.854,
    spokenInPassage: 1.466,
    bestSpoken: 0.824,
    spokenInSection: 0.407,
    missing: -0.831,
    missingInAll: -0.256,
    kind: 0.641,
    noneOfKind: -1.152,
    yesOrNoMissing: -2.532,
    titleAsked: 1.565,
    sectionAsked: 1.04,
    ownCountry: 0.574,
    foreign: -6.902,
    strange: -0.255,
    pairs: 0.736,
    without: -1.777,
    weight: 0.515,
    thin: -3.413,
    half: -1.056,
  },
  bias: -2.315,
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
