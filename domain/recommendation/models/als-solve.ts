/** Σ v vᵀ over the vectors that lie one after another, whole. */
export function smallGram(vectors: Float64Array, factors: number): Float64Array {
  const sum = new Float64Array(factors * factors)
  for (let at = 0; at + factors <= vectors.length; at += factors) {
    for (let f = 0; f < factors; f++) {
      const x = vectors[at + f] as number
      for (let g = 0; g <= f; g++)
        sum[f * factors + g] = (sum[f * factors + g] as number) + x * (vectors[at + g] as number)
    }
  }
  for (let f = 0; f < factors; f++)
    for (let g = 0; g < f; g++) sum[g * factors + f] = sum[f * factors + g] ?? 0
  return sum
}

/**
 * Solves A x = b by Cholesky's factor; b becomes x. Only the lower triangle of A is read, and it is used up. A
 * is positive definite by construction: what holds vectors small stands on its diagonal.
 */
export function solveInPlace(a: Float64Array, b: Float64Array): void {
  const size = b.length
  for (let r = 0; r < size; r++) {
    for (let s = 0; s <= r; s++) {
      let left = a[r * size + s] as number
      for (let k = 0; k < s; k++) left -= (a[r * size + k] as number) * (a[s * size + k] as number)
      a[r * size + s] = r === s ? Math.sqrt(Math.max(left, 1e-12)) : left / (a[s * size + s] as number)
    }
  }
  for (let r = 0; r < size; r++) {
    let left = b[r] as number
    for (let k = 0; k < r; k++) left -= (a[r * size + k] as number) * (b[k] as number)
    b[r] = left / (a[r * size + r] as number)
  }
  for (let r = size - 1; r >= 0; r--) {
    let left = b[r] as number
    for (let k = r + 1; k < size; k++) left -= (a[k * size + r] as number) * (b[k] as number)
    b[r] = left / (a[r * size + r] as number)
  }
}
