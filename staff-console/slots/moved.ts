/** The same things, one of them at another place. */
export function moved<T>(all: readonly T[], from: number, to: number): readonly T[] {
  const rest = all.filter((_, at) => at !== from)
  return [...rest.slice(0, to), ...all.slice(from, from + 1), ...rest.slice(to)]
}
