const MARKS =
  /\*\*(?<bold>[^*\n]+)\*\*|\[(?<label>[^\]\n]{1,300})\]\((?<target>[^\s()]{1,2000})\)|(?<bare>https?:\/\/[^\s<>"'()]+)/g

/**
 * The small Markdown of a message as a phone reads it: headings and marks go, items begin with a dash, a link is
 * its words and its plain address. `bold: 'stars'` is WhatsApp's own *bold*; an SMS has none.
 */
export function phoneText(text: string, bold: 'stars' | 'none'): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => lineText(line, bold))
    .join('\n')
    .trim()
}

function lineText(line: string, bold: 'stars' | 'none'): string {
  const bare = line
    .replace(/^\s*#{1,6}\s+/, '')
    .replace(/^(\s*)[*•]\s+/, '$1- ')
    .trimEnd()
  return bare.replace(MARKS, (whole: string, ...rest: unknown[]) => {
    const found = marksOf(rest)
    if (found.bold !== undefined) return boldText(found.bold, bold, bare, whole, rest)
    if (found.target !== undefined) return linkText(found.label ?? '', found.target)
    return whole
  })
}

interface Marks {
  bold?: string
  label?: string
  target?: string
}

/** The named groups stand last among what `replace` hands over. */
function marksOf(rest: unknown[]): Marks {
  const groups = rest.at(-1)
  return typeof groups === 'object' && groups !== null ? groups : {}
}

/** WhatsApp takes stars as bold only where no letter touches them from outside. */
function boldText(
  inner: string,
  bold: 'stars' | 'none',
  line: string,
  whole: string,
  rest: unknown[],
): string {
  const words = inner.trim()
  if (bold === 'none' || words === '') return inner
  const at = rest.find((value): value is number => typeof value === 'number') ?? 0
  const touched = /[\p{L}\p{N}]/u
  const before = line.charAt(at - 1)
  const after = line.charAt(at + whole.length)
  return touched.test(before) || touched.test(after) ? inner : `*${words}*`
}

/** An address of another scheme than the web's is not shown, as in the widget. */
function linkText(label: string, target: string): string {
  if (!/^https?:\/\//i.test(target)) return label
  return label === target ? target : `${label}: ${target}`
}
