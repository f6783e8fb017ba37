/** The values of a closed list with their words, in the order of the words. */
export function entriesOf<T extends string>(words: Record<T, string>): readonly (readonly [T, string])[] {
  return keysOf(words).map((value) => [value, words[value]] as const)
}

function keysOf<T extends string>(words: Record<T, string>): T[] {
  const isKey = (key: string): key is T => key in words
  return Object.keys(words).filter(isKey)
}
