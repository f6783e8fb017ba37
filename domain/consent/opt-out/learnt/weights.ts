import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '#store/index.ts'
import { FEATURES, featuresOf } from './features.ts'
import { probability } from './learn.ts'

/** Where the weights are kept: learnt by `tests/support/learn-opt-outs.ts` from the sentences of the tests. */
export const weightsFile = join(projectRoot, 'domain/consent/opt-out/learnt/weights.bin')

const DIGEST = 32
const UNIT = 4

interface Weights {
  /** SHA-256 of what they were learnt from. */
  digest: Buffer
  /** What one step of a weight stands for. */
  unit: number
  steps: Int8Array
}

/** A digest, the unit as a float, then one signed byte a weight. */
export function packWeights(weights: Float32Array, digest: Buffer): Buffer {
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0)
  const unit = largest / 127
  const head = Buffer.alloc(UNIT)
  head.writeFloatLE(unit)
  return Buffer.concat([
    digest,
    head,
    Buffer.from(Int8Array.from(weights, (weight) => Math.round(weight / unit))),
  ])
}

export function unpackWeights(packed: Buffer): Weights {
  const steps = new Int8Array(packed.subarray(DIGEST + UNIT))
  if (steps.length !== FEATURES + 1) throw new Error(`${weightsFile} does not hold ${FEATURES + 1} weights`)
  return { digest: packed.subarray(0, DIGEST), unit: packed.readFloatLE(DIGEST), steps }
}

let held: Weights | undefined

/** How likely a message is a wish to hear no more, by the learnt weights: 0 to 1. */
export function likelihoodOf(text: string): number {
  held ??= unpackWeights(readFileSync(weightsFile))
  return probability(held.steps, featuresOf(text), held.unit)
}
