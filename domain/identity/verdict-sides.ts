type Pair = readonly [string, string]

/** The two sides of a verdict that was written as pairs across them, in whatever order each pair stands. */
export function sidesOf(pairs: readonly Pair[]): [string[], string[]] {
  const left = new Set<string>()
  const right = new Set<string>()
  const isPlaced = (id: string) => left.has(id) || right.has(id)
  for (let waiting = [...pairs]; waiting.length > 0; ) {
    const connected = waiting.filter(([a, b]) => isPlaced(a) || isPlaced(b))
    const next = new Set(connected.length > 0 ? connected : waiting.slice(0, 1))
    for (const [a, b] of next) {
      const isTurned = left.has(b) || right.has(a)
      left.add(isTurned ? b : a)
      right.add(isTurned ? a : b)
    }
    waiting = waiting.filter((pair) => !next.has(pair))
  }
  return [[...left].sort(), [...right].sort()]
}
