/** A square matrix, row after row. */
export interface Square {
  size: number
  /** `value[i * size + j]` */
  value: Float64Array
}

/** Columns that are worked on at once: two such strips of a few thousand rows stay in the cache. */
const STRIP = 64

/** How much of the sums is done between two pauses: 15 ms for 3,000 rows. */
const DEEP = 2 * STRIP

export class NotPositiveDefinite extends Error {
  constructor(column: number) {
    super(`the matrix is not positive definite (column ${column})`)
    this.name = 'NotPositiveDefinite'
  }
}

/**
 * c[r][s] -= the sum over k of a[r][k] * b[s][k], for rows r in [r0, r1) and s in [s0, s1), k in [k0, k1).
 * All the time goes here, so that it holds eight sums at once and reads along rows only. `below`: entries
 * with s > r are not wanted and may be left half done.
 */
function subtractProducts(
  c: Float64Array,
  a: Float64Array,
  b: Float64Array,
  size: number,
  [r0, r1]: [number, number],
  [s0, s1]: [number, number],
  [k0, k1]: [number, number],
  below: boolean,
): void {
  let s = s0
  for (; s + 4 <= s1; s += 4) {
    const b0 = s * size
    const b1 = b0 + size
    const b2 = b1 + size
    const b3 = b2 + size
    let r = below ? Math.max(r0, s) : r0
    for (; r + 2 <= r1; r += 2) {
      const a0 = r * size
      const a1 = a0 + size
      let c00 = 0
      let c01 = 0
      let c02 = 0
      let c03 = 0
      let c10 = 0
      let c11 = 0
      let c12 = 0
      let c13 = 0
      for (let k = k0; k < k1; k++) {
        const x0 = a[a0 + k] as number
        const x1 = a[a1 + k] as number
        const y0 = b[b0 + k] as number
        const y1 = b[b1 + k] as number
        const y2 = b[b2 + k] as number
        const y3 = b[b3 + k] as number
        c00 += x0 * y0
        c01 += x0 * y1
        c02 += x0 * y2
        c03 += x0 * y3
        c10 += x1 * y0
        c11 += x1 * y1
        c12 += x1 * y2
        c13 += x1 * y3
      }
      const at0 = a0 + s
      const at1 = a1 + s
      c[at0] = (c[at0] as number) - c00
      c[at0 + 1] = (c[at0 + 1] as number) - c01
      c[at0 + 2] = (c[at0 + 2] as number) - c02
      c[at0 + 3] = (c[at0 + 3] as number) - c03
      c[at1] = (c[at1] as number) - c10
      c[at1 + 1] = (c[at1 + 1] as number) - c11
      c[at1 + 2] = (c[at1 + 2] as number) - c12
      c[at1 + 3] = (c[at1 + 3] as number) - c13
    }
    for (; r < r1; r++) for (let t = s; t < s + 4; t++) subtractOne(c, a, b, size, r, t, k0, k1)
  }
  for (; s < s1; s++)
    for (let r = below ? Math.max(r0, s) : r0; r < r1; r++) subtractOne(c, a, b, size, r, s, k0, k1)
}

function subtractOne(
  c: Float64Array,
  a: Float64Array,
  b: Float64Array,
  size: number,
  r: number,
  s: number,
  k0: number,
  k1: number,
): void {
  let sum = 0
  for (let k = k0; k < k1; k++) sum += (a[r * size + k] as number) * (b[s * size + k] as number)
  c[r * size + s] = (c[r * size + s] as number) - sum
}

/**
 * Replaces the lower triangle of a symmetric positive definite matrix by its Cholesky factor L, A = L Lᵀ
 * (Golub and Van Loan, Matrix Computations, 4.2: strip by strip, each strip first freed of those before it).
 * The upper triangle is left as it was.
 */
export async function cholesky(matrix: Square, pace: () => Promise<void> = async () => {}): Promise<void> {
  const { size, value } = matrix
  for (let s0 = 0; s0 < size; s0 += STRIP) {
    const s1 = Math.min(size, s0 + STRIP)
    for (let k0 = 0; k0 < s0; k0 += DEEP) {
      subtractProducts(value, value, value, size, [s0, size], [s0, s1], [k0, Math.min(s0, k0 + DEEP)], true)
      await pace()
    }
    for (let r = s0; r < size; r++) {
      for (let s = s0; s < Math.min(s1, r + 1); s++) {
        let left = value[r * size + s] as number
        for (let k = s0; k < s; k++) left -= (value[r * size + k] as number) * (value[s * size + k] as number)
        if (s === r && !(left > 0)) throw new NotPositiveDefinite(s)
        value[r * size + s] = s === r ? Math.sqrt(left) : left / (value[s * size + s] as number)
      }
    }
  }
}

/**
 * The inverse of a symmetric positive definite matrix, whole; the matrix given is used up. By its Cholesky
 * factor: with U = L⁻ᵀ, A⁻¹ = U Uᵀ. About size³ multiplications and additions together.
 */
export async function invert(matrix: Square, pace: () => Promise<void> = async () => {}): Promise<Square> {
  await cholesky(matrix, pace)
  const { size, value: l } = matrix
  const u = new Float64Array(size * size)
  for (let s0 = 0; s0 < size; s0 += STRIP) {
    const s1 = Math.min(size, s0 + STRIP)
    for (let r = s0; r < s1; r++) u[r * size + r] = 1
    for (let k0 = 0; k0 < s0; k0 += DEEP) {
      const k1 = Math.min(s0, k0 + DEEP)
      subtractProducts(u, u, l, size, [0, k1], [s0, s1], [k0, k1], false)
      await pace()
    }
    for (let s = s0; s < s1; s++) {
      const pivot = l[s * size + s] as number
      for (let r = 0; r <= s; r++) {
        let sum = u[r * size + s] as number
        for (let k = Math.max(s0, r); k < s; k++)
          sum -= (u[r * size + k] as number) * (l[s * size + k] as number)
        u[r * size + s] = sum / pivot
      }
    }
  }
  l.fill(0)
  for (let s0 = 0; s0 < size; s0 += STRIP) {
    const s1 = Math.min(size, s0 + STRIP)
    for (let k0 = s0; k0 < size; k0 += DEEP) {
      const k1 = Math.min(size, k0 + DEEP)
      subtractProducts(l, u, u, size, [s0, k1], [s0, s1], [k0, k1], true)
      await pace()
    }
  }
  for (let r = 0; r < size; r++)
    for (let s = 0; s <= r; s++) l[s * size + r] = l[r * size + s] = -(l[r * size + s] as number)
  return { size, value: l }
}
