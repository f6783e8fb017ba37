import { sigmoid } from './special-functions.ts'

/** Logistic regression on standardised features. */
export interface Logistic {
  kind: 'logistic'
  means: number[]
  deviations: number[]
  /** The last is the intercept. */
  weights: number[]
}

const RIDGE = 1
const MOST_STEPS = 50

/** Maximum likelihood with a small ridge, by Newton's steps (iteratively reweighted least squares). */
export async function fitLogistic(
  rows: readonly (readonly number[])[],
  labels: readonly number[],
  pause: () => Promise<void>,
): Promise<Logistic> {
  const { means, deviations } = spreadOf(rows)
  const inputs = rows.map((row) => [...standardise(row, means, deviations), 1])
  let weights = new Array<number>(means.length + 1).fill(0)
  for (let step = 0; step < MOST_STEPS; step++) {
    const change = newtonStep(inputs, labels, weights)
    weights = weights.map((weight, i) => weight + (change[i] ?? 0))
    await pause()
    if (Math.max(...change.map(Math.abs)) < 1e-8) break
  }
  return { kind: 'logistic', means, deviations, weights }
}

export function scoreLogistic(model: Logistic, row: readonly number[]): number {
  const input = [...standardise(row, model.means, model.deviations), 1]
  return input.reduce((sum, value, i) => sum + value * (model.weights[i] ?? 0), 0)
}

export function spreadOf(rows: readonly (readonly number[])[]): { means: number[]; deviations: number[] } {
  const width = rows[0]?.length ?? 0
  const means = new Array<number>(width).fill(0)
  for (const row of rows)
    for (let i = 0; i < width; i++) means[i] = (means[i] ?? 0) + (row[i] ?? 0) / rows.length
  const squares = new Array<number>(width).fill(0)
  for (const row of rows)
    for (let i = 0; i < width; i++) squares[i] = (squares[i] ?? 0) + ((row[i] ?? 0) - (means[i] ?? 0)) ** 2
  const deviations = squares.map((sum) => Math.sqrt(sum / Math.max(1, rows.length)))
  return { means, deviations }
}

/** A feature that never varies says nothing: it becomes 0. */
export function standardise(
  row: readonly number[],
  means: readonly number[],
  deviations: readonly number[],
): number[] {
  return row.map((value, i) => {
    const deviation = deviations[i] ?? 0
    return deviation > 1e-12 ? (value - (means[i] ?? 0)) / deviation : 0
  })
}

function newtonStep(inputs: number[][], labels: readonly number[], weights: readonly number[]): number[] {
  const width = weights.length
  const gradient = weights.map((weight, i) => (i === width - 1 ? 0 : -RIDGE * weight))
  const hessian: number[][] = weights.map((_, i) =>
    weights.map((_w, j) => (i !== j ? 0 : i === width - 1 ? 1e-9 : RIDGE)),
  )
  for (const [n, input] of inputs.entries()) {
    const p = sigmoid(input.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0))
    const error = (labels[n] ?? 0) - p
    const weight = Math.max(1e-9, p * (1 - p))
    for (let i = 0; i < width; i++) {
      const value = input[i] ?? 0
      gradient[i] = (gradient[i] ?? 0) + error * value
      const line = hessian[i] ?? []
      for (let j = 0; j < width; j++) line[j] = (line[j] ?? 0) + weight * value * (input[j] ?? 0)
    }
  }
  return solve(hessian, gradient)
}

/** The solution of a·x = b by elimination with pivots; `a` is square and positive definite. */
function solve(a: number[][], b: readonly number[]): number[] {
  const lines = a.map((line, i) => [...line, b[i] ?? 0])
  const n = lines.length
  for (let i = 0; i < n; i++) {
    const pivot = lines
      .slice(i)
      .reduce((most, line) => (Math.abs(line[i] ?? 0) > Math.abs(most[i] ?? 0) ? line : most))
    const at = lines.indexOf(pivot)
    const swapped = lines[i] ?? pivot
    lines[at] = swapped
    lines[i] = pivot
    for (let k = 0; k < n; k++) {
      const line = lines[k]
      if (k === i || !line) continue
      const factor = (line[i] ?? 0) / (pivot[i] || 1e-12)
      if (factor !== 0) for (let j = i; j <= n; j++) line[j] = (line[j] ?? 0) - factor * (pivot[j] ?? 0)
    }
  }
  return lines.map((line, i) => (line[n] ?? 0) / (line[i] || 1e-12))
}
