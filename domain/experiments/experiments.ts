import { bucketRanges, chooseVariation, hash } from './bucketing.ts'

/** control: gets none of what is measured. treated: gets it, where the other gates allow. */
export type Variation = 'control' | 'treated'

/** A holdout: a part of the customers (roots) who get no touch, so that the rest can be compared with them. */
export interface Experiment {
  key: string
  kind: 'global' | 'associates' | 'journey'
  /** Its own, so that who is held out of one says nothing of another. */
  seed: string
  /**
   * Of 0 to 1, held out. Another share decides for those who were not exposed yet; who was keeps the arm of
   * that moment (`variationFor`). 0 switches it off: it holds out nobody and exposes nobody.
   */
  share: number
}

/** Shares in per cent, as the contact rules say them. */
export interface HoldoutShares {
  global: number
  associates: number
  journeys: number
}

export interface Holdouts {
  /** Of every touch, whoever sends it. */
  global: Experiment
  /** Of what associates write. */
  associates: Experiment
  /** Of one journey, by its name. */
  journey: (name: string) => Experiment
}

export const holdoutKeys = {
  global: 'holdout:global',
  associates: 'holdout:associates',
  journey: (name: string) => `holdout:journey:${name}`,
} as const

export function holdouts(shares: HoldoutShares): Holdouts {
  const of = (kind: Experiment['kind'], key: string, percent: number): Experiment => ({
    key,
    kind,
    seed: key,
    share: percent / 100,
  })
  return {
    global: of('global', holdoutKeys.global, shares.global),
    associates: of('associates', holdoutKeys.associates, shares.associates),
    journey: (name) => of('journey', holdoutKeys.journey(name), shares.journeys),
  }
}

/** The arm of a customer (root) who was never exposed. A larger share keeps in control whoever is in it. */
export function assign(experiment: Experiment, rootId: string): Variation {
  const at = hash(experiment.seed, rootId, 2) ?? 1
  const ranges = bucketRanges(2, 1, [experiment.share, 1 - experiment.share])
  return chooseVariation(at, ranges) === 0 ? 'control' : 'treated'
}

/**
 * The arm of a person, all of whose members' exposures are given: the one they were exposed in, whoever the
 * root is by now; without one the hash decides. Exposed in both (a merge across arms): crossover, who gets
 * no touch and is left out of the comparison.
 */
export function variationFor(
  experiment: Experiment,
  rootId: string,
  exposedIn: readonly Variation[],
): Variation | 'crossover' {
  const [first, ...others] = exposedIn
  if (first === undefined) return assign(experiment, rootId)
  return others.some((other) => other !== first) ? 'crossover' : first
}

/** What the holdouts of one touch say together. */
export interface HoldoutAnswer {
  /** Why there is no touch; null: none holds them out. */
  heldOut: { experiment: string; as: 'control' | 'crossover' } | null
  /** To be recorded in both arms, at this moment; who was exposed before stays as they are. */
  exposures: { experiment: Experiment; variation: Variation }[]
}

/**
 * Asks the holdouts in turn and stops at the first that holds the person out: who is in the global one is not
 * exposed to a journey's, which would else count people whom it could never have reached.
 */
export function askHoldouts(
  experiments: readonly Experiment[],
  rootId: string,
  exposed: readonly { experiment: string; variation: Variation }[],
): HoldoutAnswer {
  const exposures: HoldoutAnswer['exposures'] = []
  for (const experiment of experiments) {
    if (experiment.share <= 0) continue
    const before = exposed.filter((each) => each.experiment === experiment.key)
    const variation = variationFor(
      experiment,
      rootId,
      before.map((each) => each.variation),
    )
    if (variation === 'crossover')
      return { heldOut: { experiment: experiment.key, as: 'crossover' }, exposures }
    exposures.push({ experiment, variation })
    if (variation === 'control') return { heldOut: { experiment: experiment.key, as: 'control' }, exposures }
  }
  return { heldOut: null, exposures }
}
