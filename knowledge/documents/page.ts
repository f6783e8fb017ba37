import { marked } from 'marked'
import { type Block, readBlocks } from './blocks.ts'
import { type FrontMatter, readFrontMatter, readMetaTags } from './front-matter.ts'
import { parsePage } from './page-tree.ts'
import { renderSafely } from './safe-html.ts'

export type DocumentFormat = 'markdown' | 'html'

/** A document, read: what its head says, its title if it has one, its text in blocks. */
export interface Page {
  head: FrontMatter
  title: string | null
  blocks: Block[]
}

/** Reads Markdown or HTML; both go one way, so that both are cut and cleaned alike. */
export function readPage(text: string, format: DocumentFormat): Page {
  const { head, body } = format === 'markdown' ? readFrontMatter(text) : { head: null, body: text }
  const tree = parsePage(toHtml(body, format))
  const blocks = readBlocks(tree.content)
  const heading = blocks.find((block) => block.kind === 'heading')
  return { head: head ?? readMetaTags(tree.tags), title: heading?.text ?? tree.title, blocks }
}

/** The document as HTML that is safe to put into a page: no scripts, handlers, styles or foreign schemes. */
export function renderPage(text: string, format: DocumentFormat): string {
  const body = format === 'markdown' ? readFrontMatter(text).body : text
  return renderSafely(parsePage(toHtml(body, format)).content)
}

function toHtml(text: string, format: DocumentFormat): string {
  return format === 'markdown' ? marked.parse(text, { async: false, gfm: true }) : text
}
