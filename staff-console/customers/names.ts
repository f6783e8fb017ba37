/** A machine's name as words: `shoe_size` is `Shoe size`. */
export function inWords(name: string): string {
  const words = name.replaceAll('_', ' ').trim()
  return words.charAt(0).toLocaleUpperCase() + words.slice(1)
}

/** The sentence for a code of a closed list; a code that the list does not know is read out as words. */
export function wordFor(list: Record<string, string | undefined>, code: string): string {
  return list[code] ?? inWords(code)
}
