/** Lower case, no accents, plain quotes; spaces and signs stay, so that positions can still be read. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[’‘`´]/g, "'")
    .replace(/[“”„]/g, '"')
    .replace(/ß/g, 'ss')
    .toLowerCase()
}

/** Words of a folded text: letters and digits, with inner hyphens, dots and apostrophes taken out or kept whole. */
export function words(folded: string): string[] {
  return (folded.replace(/'/g, '').match(/[\p{L}\p{N}]+(?:[-.][\p{L}\p{N}]+)*/gu) ?? []).flatMap((word) =>
    /^\p{L}+(?:-\p{L}+)+$/u.test(word) ? word.split('-') : [word],
  )
}

/** The singular of an English word, nearly: jackets, boxes, berries, knives; short words stay. */
export function singular(word: string): string {
  if (word.length <= 3 || /(ss|us|is)$/.test(word)) return word
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`
  if (/(ch|sh|x|z|ss)es$/.test(word)) return word.slice(0, -2)
  if (word.endsWith('ves') && word.length > 4) return `${word.slice(0, -3)}f`
  return word.endsWith('s') ? word.slice(0, -1) : word
}
