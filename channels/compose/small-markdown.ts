/** The little Markdown that a message may carry: bold, links, lists. Everything else is plain text. */
export type Inline = { kind: 'text' | 'bold'; text: string } | { kind: 'link'; text: string; url: string }
export type Block = { kind: 'paragraph'; lines: Inline[][] } | List
interface List {
  kind: 'list'
  /** The first number; null for bullets. */
  start: number | null
  items: Inline[][]
}

const ITEM = /^\s*(?:[-*•]|(\d{1,3})[.)])\s+(.*)$/
const MARKS =
  /\*\*(?<bold>[^*\n]+)\*\*|\[(?<label>[^\]\n]{1,300})\]\((?<target>https?:\/\/[^\s()]{1,2000})\)|(?<bare>https?:\/\/[^\s<>"'()]+[^\s<>"'().,;:!?])/gi

/** Never fails, and never makes markup: whoever draws it escapes it. */
export function parseSmallMarkdown(text: string): Block[] {
  const blocks: Block[] = []
  let last: Block | null = null
  for (const line of text.split(/\r\n|\r|\n/)) {
    const next: Block | null = line.trim() === '' ? null : lineBlock(line)
    if (next && !(last && extend(last, next))) {
      blocks.push(next)
      last = next
    }
    if (!next) last = null
  }
  return blocks
}

function lineBlock(line: string): Block {
  const item = ITEM.exec(line)
  if (!item) return { kind: 'paragraph', lines: [parseInline(line.replace(/^#{1,6}\s+/, ''))] }
  return {
    kind: 'list',
    start: item[1] === undefined ? null : Number(item[1]),
    items: [parseInline(item[2] ?? '')],
  }
}

/** Puts what `next` holds into `block` where both are of one kind. */
function extend(block: Block, next: Block): boolean {
  if (block.kind === 'paragraph' && next.kind === 'paragraph') block.lines.push(...next.lines)
  else if (block.kind === 'list' && next.kind === 'list' && (block.start === null) === (next.start === null))
    block.items.push(...next.items)
  else return false
  return true
}

function parseInline(text: string): Inline[] {
  const parts: Inline[] = []
  let at = 0
  for (const match of text.matchAll(MARKS)) {
    if (match.index > at) parts.push({ kind: 'text', text: text.slice(at, match.index) })
    const { bold, label, target, bare } = match.groups ?? {}
    const url = target ?? bare ?? ''
    parts.push(bold === undefined ? { kind: 'link', text: label ?? url, url } : { kind: 'bold', text: bold })
    at = match.index + match[0].length
  }
  if (at < text.length) parts.push({ kind: 'text', text: text.slice(at) })
  return parts
}

/** The same as plain text: a link as its words and its address, an item with its dash or number. */
export function plainBlocks(blocks: readonly Block[]): string {
  return blocks.map(plainBlock).join('\n\n')
}

function plainBlock(block: Block): string {
  if (block.kind === 'paragraph') return block.lines.map(plainInlines).join('\n')
  return block.items
    .map((item, index) => `${block.start === null ? '-' : `${block.start + index}.`} ${plainInlines(item)}`)
    .join('\n')
}

function plainInlines(inlines: readonly Inline[]): string {
  return inlines
    .map((part) =>
      part.kind === 'link' && part.text !== part.url ? `${part.text} (${part.url})` : part.text,
    )
    .join('')
}

/** The first address that the text links to. */
export function firstLink(blocks: readonly Block[]): string | null {
  const lines = blocks.flatMap((block) => (block.kind === 'paragraph' ? block.lines : block.items))
  return lines.flat().find((part) => part.kind === 'link')?.url ?? null
}
