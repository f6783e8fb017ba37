export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'bold'; text: string }
  | { kind: 'link'; text: string; href: string }

export type Block =
  | { kind: 'paragraph'; inlines: Inline[] }
  | { kind: 'list'; ordered: boolean; items: Inline[][] }

// bold, [words](address), or a bare address; only http and https are ever links
const marks =
  /\*\*([^*\n]+)\*\*|\[([^\]\n]+)\]\((https?:\/\/[^\s)]+)\)|(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]'])/g

/** The small part of Markdown that messages use. Anything else stays text: nothing is ever markup. */
export function parseText(text: string): Block[] {
  const blocks: Block[] = []
  for (const line of text.split('\n')) {
    const item = /^\s*(?:[-*•]|(\d+)[.)])\s+(.*)$/.exec(line)
    const last = blocks.at(-1)
    if (item) {
      const ordered = item[1] !== undefined
      const inlines = parseInline(item[2] ?? '')
      if (last?.kind === 'list' && last.ordered === ordered) last.items.push(inlines)
      else blocks.push({ kind: 'list', ordered, items: [inlines] })
    } else if (line.trim() !== '') {
      blocks.push({ kind: 'paragraph', inlines: parseInline(line) })
    }
  }
  return blocks
}

function parseInline(line: string): Inline[] {
  const inlines: Inline[] = []
  let from = 0
  for (const match of line.matchAll(marks)) {
    if (match.index > from) inlines.push({ kind: 'text', text: line.slice(from, match.index) })
    inlines.push(inlineOf(match))
    from = match.index + match[0].length
  }
  if (from < line.length) inlines.push({ kind: 'text', text: line.slice(from) })
  return inlines
}

function inlineOf(match: RegExpMatchArray): Inline {
  const [whole, bold, words, address, bare] = match
  if (bold !== undefined) return { kind: 'bold', text: bold }
  return { kind: 'link', text: words ?? bare ?? whole, href: address ?? bare ?? whole }
}
