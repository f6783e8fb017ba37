export interface Minimum {
  at: number[]
  value: number
  evaluations: number
  /** False where it stopped at its most evaluations instead. */
  converged: boolean
}

interface Corner {
  at: number[]
  value: number
}

const TOLERANCE = 1e-10
const MOST_EVALUATIONS = 6000
const MOST_RESTARTS = 8

/**
 * The lowest point of a smooth function, by the simplex of Nelder and Mead (1965), begun again from where it
 * ended until that gives nothing more: a simplex that has collapsed too early is the method's known fault.
 * `pause` lets others have their turn between steps.
 */
export async function minimise(
  f: (at: readonly number[]) => number,
  start: readonly number[],
  pause: () => Promise<void>,
): Promise<Minimum> {
  let best: Minimum = { at: [...start], value: f(start), evaluations: 1, converged: false }
  for (let round = 0; round < MOST_RESTARTS; round++) {
    const found = await descend(f, best.at, round === 0 ? 0.5 : 0.1, pause)
    const gain = best.value - found.value
    best = { ...found, evaluations: best.evaluations + found.evaluations }
    if (round > 0 && gain <= TOLERANCE * Math.abs(best.value)) return best
  }
  return { ...best, converged: false }
}

async function descend(
  f: (at: readonly number[]) => number,
  start: readonly number[],
  step: number,
  pause: () => Promise<void>,
): Promise<Minimum> {
  let evaluations = 0
  const corner = (at: number[]): Corner => {
    evaluations++
    const value = f(at)
    return { at, value: Number.isNaN(value) ? Infinity : value }
  }
  let corners = [
    corner([...start]),
    ...start.map((_, i) => corner(start.map((x, j) => x + (i === j ? step : 0)))),
  ].sort(byValue)
  while (evaluations < MOST_EVALUATIONS) {
    const [best, worst] = [corners[0], corners.at(-1)]
    if (!best || !worst || isFlat(best, worst)) break
    corners = nextSimplex(corners, worst, corner).sort(byValue)
    await pause()
  }
  const best = corners[0] ?? corner([...start])
  return { ...best, evaluations, converged: evaluations < MOST_EVALUATIONS }
}

const byValue = (a: Corner, b: Corner) => a.value - b.value

function isFlat(best: Corner, worst: Corner): boolean {
  const width = Math.max(...best.at.map((x, i) => Math.abs(x - (worst.at[i] ?? x))))
  return worst.value - best.value <= TOLERANCE * (Math.abs(best.value) + TOLERANCE) && width < 1e-6
}

/** Reflects the worst corner, further where that is best, nearer where it is no good; else shrinks all. */
function nextSimplex(corners: Corner[], worst: Corner, corner: (at: number[]) => Corner): Corner[] {
  const kept = corners.slice(0, -1)
  const centre = worst.at.map((_, i) => kept.reduce((sum, { at }) => sum + (at[i] ?? 0), 0) / kept.length)
  const along = (by: number) => corner(centre.map((x, i) => x + by * (x - (worst.at[i] ?? x))))
  const best = kept[0] ?? worst
  const second = kept.at(-1) ?? worst
  const reflected = along(1)
  if (reflected.value < best.value) {
    const further = along(2)
    return [...kept, further.value < reflected.value ? further : reflected]
  }
  if (reflected.value < second.value) return [...kept, reflected]
  const nearer = along(reflected.value < worst.value ? 0.5 : -0.5)
  if (nearer.value < Math.min(reflected.value, worst.value)) return [...kept, nearer]
  return [best, ...corners.slice(1).map(({ at }) => corner(at.map((x, i) => (x + (best.at[i] ?? x)) / 2)))]
}
