import { DomUtils, parseDocument } from 'htmlparser2'

/** Nodes of a parsed page; text, elements and what neither reads nor shows. */
export type PageNode = ReturnType<typeof parseDocument>['children'][number]
export type PageElement = Extract<PageNode, { attribs: Record<string, string> }>

// neither read nor shown: code, forms, and the furniture around a page's own words
const furniture = new Set([
  ...['script', 'style', 'template', 'noscript', 'iframe', 'object', 'embed', 'svg', 'math', 'canvas'],
  ...['head', 'nav', 'footer', 'aside', 'form', 'button', 'input', 'select', 'textarea', 'dialog'],
])

export function isElement(node: PageNode): node is PageElement {
  return 'attribs' in node
}

export function isFurniture(element: PageElement): boolean {
  return furniture.has(element.name) || 'hidden' in element.attribs
}

/** The page's title, its meta tags and its own words: of `main` or `article` where it has one, else of everything. */
export function parsePage(html: string): {
  title: string | null
  tags: { name: string; content: string }[]
  content: PageNode[]
} {
  const root = parseDocument(html, { lowerCaseTags: true, decodeEntities: true })
  const find = (name: string) => DomUtils.findOne((element) => element.name === name, root.children)
  const title = find('title')
  const tags = DomUtils.findAll((element) => element.name === 'meta', root.children)
  const main = find('main') ?? find('article') ?? find('body')
  return {
    title: title ? collapse(DomUtils.textContent(title)) || null : null,
    tags: tags.map(({ attribs }) => ({ name: attribs.name ?? '', content: attribs.content ?? '' })),
    content: main ? main.children : root.children,
  }
}

export function collapse(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
