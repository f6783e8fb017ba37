const groups: [RegExp, string][] = [
  [/[bfpvw]/, '1'],
  [/[cgjkqsxz]/, '2'],
  [/[dt]/, '3'],
  [/l/, '4'],
  [/[mn]/, '5'],
  [/r/, '6'],
]

const codes = new Map<string, string>()
for (const letter of 'abcdefghijklmnopqrstuvwxyz')
  codes.set(letter, groups.find(([pattern]) => pattern.test(letter))?.[1] ?? '')

/** How a name sounds, roughly (Russell's Soundex, 1918, with w as a consonant and up to five signs). */
export function phonetic(value: string): string {
  let out = value.charAt(0)
  let before = codes.get(out) ?? ''
  for (let at = 1; at < value.length && out.length < 5; at++) {
    const code = codes.get(value.charAt(at)) ?? ''
    if (code !== '' && code !== before) out += code
    before = code
  }
  return out
}
