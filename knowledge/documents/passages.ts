import type { Block } from './blocks.ts'

/** A piece of a document small enough to be an answer, under the headings it stands under. */
export interface Passage {
  position: number
  /** Headings above it, joined by ` > `; empty at the top of a document. */
  section: string
  text: string
}

const ENOUGH = 40
const MOST = 120

/** Cuts a document into passages of about 40 to 120 words; never across a heading. */
export function splitIntoPassages(blocks: readonly Block[], title: string): Passage[] {
  return sectionsOf(blocks, title)
    .flatMap(({ section, texts }) => pack(texts.flatMap(cutLong)).map((text) => ({ section, text })))
    .map((passage, position) => ({ position, ...passage }))
}

interface Section {
  section: string
  texts: string[]
}

// the document's title is on every source already, so it is left out of the path
function sectionsOf(blocks: readonly Block[], title: string): Section[] {
  const sections: Section[] = [{ section: '', texts: [] }]
  let path: { level: number; text: string }[] = []
  for (const block of blocks) {
    if (block.kind === 'heading') {
      path = [...path.filter((heading) => heading.level < block.level), block]
      const named = path.filter((heading) => heading.text !== title).map((heading) => heading.text)
      sections.push({ section: named.join(' > '), texts: [] })
    } else sections.at(-1)?.texts.push(block.text)
  }
  return sections.filter((section) => section.texts.length > 0)
}

export function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '').length
}

/** A text over the limit, cut at line ends, then sentence ends, then anywhere between words. */
function cutLong(text: string): string[] {
  if (countWords(text) <= MOST) return [text]
  const lines = text.split('\n')
  if (lines.length > 1) return join(lines.flatMap(cutLong), '\n', ENOUGH)
  const sentences = text.split(/(?<=[.!?…])\s+(?=[\p{Lu}\p{N}"'(])/u)
  if (sentences.length > 1) return join(sentences.flatMap(cutLong), ' ', MOST - ENOUGH)
  const words = text.split(/\s+/)
  const pieces: string[] = []
  for (let at = 0; at < words.length; at += MOST) pieces.push(words.slice(at, at + MOST).join(' '))
  return pieces
}

/** Joins neighbours while the piece stays under `target`. */
function join(parts: string[], glue: string, target: number): string[] {
  const pieces: string[] = []
  let open = ''
  for (const part of parts) {
    const joined = open ? open + glue + part : part
    if (open && (countWords(open) >= target || countWords(joined) > MOST)) {
      pieces.push(open)
      open = part
    } else open = joined
  }
  return open ? [...pieces, open] : pieces
}

/** Puts short texts of one section together; a lone short end joins the passage before it. */
function pack(texts: string[]): string[] {
  const pieces = join(texts, '\n\n', ENOUGH)
  const last = pieces.at(-1)
  const before = pieces.at(-2)
  if (last === undefined || before === undefined || countWords(last) >= ENOUGH / 2) return pieces
  return [...pieces.slice(0, -2), `${before}\n\n${last}`]
}
