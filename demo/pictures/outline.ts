/** One stretch of an outline, by its length: a line [x, y], a quadratic or a cubic curve, absolute. */
export type Stretch =
  | [x: number, y: number]
  | [cx: number, cy: number, x: number, y: number]
  | [ax: number, ay: number, bx: number, by: number, x: number, y: number]

const MIDDLE = 800

/**
 * A closed outline that is the same left and right: the left half is given from its first point on the
 * middle line to its last one there, and the right half is its reflection.
 */
export function symmetric(start: [number, number], half: Stretch[]): string {
  const points = [start, ...half.map(endOf)]
  const left = half.map(command).join(' ')
  const right = half
    .map((stretch, index) => command(reflected(stretch, points[index] ?? start)))
    .reverse()
    .join(' ')
  return `M${start[0]} ${start[1]} ${left} ${right} Z`
}

function endOf(stretch: Stretch): [number, number] {
  return [stretch[stretch.length - 2] ?? 0, stretch[stretch.length - 1] ?? 0]
}

function command(stretch: Stretch): string {
  const letter = stretch.length === 2 ? 'L' : stretch.length === 4 ? 'Q' : 'C'
  return letter + stretch.join(' ')
}

// walked backwards on the other side: its controls swap, and it ends where it began
function reflected(stretch: Stretch, begin: [number, number]): Stretch {
  const [x, y] = [MIDDLE - begin[0], begin[1]]
  if (stretch.length === 2) return [x, y]
  if (stretch.length === 4) return [MIDDLE - stretch[0], stretch[1], x, y]
  return [MIDDLE - stretch[2], stretch[3], MIDDLE - stretch[0], stretch[1], x, y]
}
