import { isElement, isFurniture, type PageElement, type PageNode } from './page-tree.ts'

const kept = new Set([
  ...[
    'p',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'ul',
    'ol',
    'li',
    'dl',
    'dt',
    'dd',
    'blockquote',
    'pre',
    'code',
  ],
  ...['table', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td', 'caption', 'strong', 'b', 'em', 'i', 's', 'del'],
  ...['sup', 'sub', 'small', 'a', 'br', 'hr'],
])
const empty = new Set(['br', 'hr'])

/**
 * HTML of an allow-list, written anew from the parsed page: an element that is not on the list gives its
 * words only, no attribute survives but a link's address, and every text is escaped.
 */
export function renderSafely(nodes: readonly PageNode[]): string {
  return nodes.map(renderNode).join('')
}

function renderNode(node: PageNode): string {
  if (!isElement(node)) return node.type === 'text' && 'data' in node ? escapeHtml(node.data) : ''
  if (isFurniture(node)) return ''
  if (node.name === 'img') return escapeHtml(node.attribs.alt ?? '')
  const inner = renderSafely(node.children)
  if (!kept.has(node.name)) return inner
  if (empty.has(node.name)) return `<${node.name}>`
  return `<${node.name}${linkAttributes(node)}>${inner}</${node.name}>`
}

function linkAttributes(element: PageElement): string {
  const href = element.name === 'a' ? safeAddress(element.attribs.href ?? '') : null
  if (href === null) return ''
  const outside = /^https?:/i.test(href) ? ' rel="noopener noreferrer nofollow"' : ''
  return ` href="${escapeHtml(href)}"${outside}`
}

// browsers drop control characters and blanks inside a scheme (`java\nscript:`), so they go first
function safeAddress(href: string): string | null {
  const address = href.replace(/[\p{Cc}\s]/gu, '')
  if (/^(https?:\/\/|mailto:|tel:)/i.test(address)) return address
  return /^(#|\/(?![/\\])|[\w.-]+(\/|$|\?|#))/.test(address) && !/^[\w.+-]*:/.test(address) ? address : null
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`)
}
