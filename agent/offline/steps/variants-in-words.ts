import { listed } from '../voice.ts'

const MOST = 8

/** `Navy, S`, `Navy, M`, `Red, S` as "Navy (S, M) and Red (S)": each colour is said once. */
export function variantsInWords(options: readonly string[]): string {
  const shown = options.slice(0, MOST)
  const parts = shown.map((option) => option.split(', '))
  if (!parts.every(({ length }) => length === 2)) return listed(shown)
  const groups = new Map<string, string[]>()
  for (const [first = '', second = ''] of parts) groups.set(first, [...(groups.get(first) ?? []), second])
  return listed([...groups].map(([first, seconds]) => `${first} (${seconds.join(', ')})`))
}
