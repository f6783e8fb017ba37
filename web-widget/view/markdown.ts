/** The little Markdown that a message may carry. Everything else is plain text. */
export type Inline = { kind: 'text' | 'bold'; text: string } | { kind: 'link'; text: string; url: string }
export type Block = { kind: 'paragraph'; lines: Inline[][] } | List
interface List {
  kind: 'list'
  /** The first number; null for bullets. */
  start: number | null
  items: Inline[][]
}

const listItem = /^\s*(?:([-*•])|(\d{1,3})[.)])\s+(.*)$/
const inline =
  /\*\*(?<bold>[^*\n]+)\*\*|\[(?<label>[^\]\n]{1,300})\]\((?<target>[^\s()]{1,2000})\)|(?<bare>https?:\/\/[^\s<>"'()]+[^\s<>"'().,;:!?])/g

/** Splits a text into paragraphs and lists. Never fails, and never makes markup: the view draws elements of it. */
export function parseMarkdown(text: string): Block[] {
  const blocks: Block[] = []
  let last: Block | null = null
  for (const line of text.split('\n')) {
    if (line.trim() === '') {
      last = null
      continue
    }
    const next: Block = lineBlock(line)
    if (last && extend(last, next)) continue
    blocks.push(next)
    last = next
  }
  return blocks
}

function lineBlock(line: string): Block {
  const item = listItem.exec(line)
  if (item) {
    const start = item[2] === undefined ? null : Number(item[2])
    return { kind: 'list', start, items: [parseInline(item[3] ?? '')] }
  }
  return { kind: 'paragraph', lines: [parseInline(line.replace(/^#{1,6}\s+/, ''))] }
}

/** Puts the lines of `next` into `block` where both are of one kind. */
function extend(block: Block, next: Block): boolean {
  if (block.kind === 'paragraph' && next.kind === 'paragraph') {
    block.lines.push(...next.lines)
    return true
  }
  if (block.kind === 'list' && next.kind === 'list' && (block.start === null) === (next.start === null)) {
    block.items.push(...next.items)
    return true
  }
  return false
}

function parseInline(text: string): Inline[] {
  const parts: Inline[] = []
  let at = 0
  for (const match of text.matchAll(inline)) {
    if (match.index > at) parts.push({ kind: 'text', text: text.slice(at, match.index) })
    parts.push(inlineOf(match))
    at = match.index + match[0].length
  }
  if (at < text.length) parts.push({ kind: 'text', text: text.slice(at) })
  return parts
}

function inlineOf(match: RegExpMatchArray): Inline {
  const { bold, label, target, bare } = match.groups ?? {}
  if (bold !== undefined) return { kind: 'bold', text: bold }
  const url = target ?? bare ?? ''
  // a link is drawn only to the web: every other scheme stays the text that it is
  if (!/^https?:\/\//i.test(url)) return { kind: 'text', text: label ?? match[0] }
  return { kind: 'link', text: label ?? url, url }
}
