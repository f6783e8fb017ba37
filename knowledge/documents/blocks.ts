import { collapse, isElement, isFurniture, type PageElement, type PageNode } from './page-tree.ts'

/** A heading, or a piece of text that belongs together: a paragraph, a list, a table (one row a line). */
export type Block = { kind: 'heading'; level: number; text: string } | { kind: 'text'; text: string }

const paragraphs = new Set([
  'p',
  'pre',
  'blockquote',
  'dt',
  'dd',
  'figcaption',
  'summary',
  'caption',
  'address',
])

/** The words of a page in reading order. */
export function readBlocks(nodes: readonly PageNode[]): Block[] {
  const blocks: Block[] = []
  let loose = ''
  const push = (text: string) => {
    if (text.trim()) blocks.push({ kind: 'text', text: text.trim() })
  }
  const endLoose = () => {
    push(collapse(loose))
    loose = ''
  }
  for (const node of nodes) {
    if (!isElement(node)) {
      loose += textOf(node)
      continue
    }
    if (isFurniture(node)) continue
    if (!isBlock(node)) {
      loose += ` ${inlineText(node)} `
      continue
    }
    endLoose()
    const heading = /^h([1-6])$/.exec(node.name)
    if (heading) blocks.push({ kind: 'heading', level: Number(heading[1]), text: inlineText(node) })
    else if (node.name === 'table') push(tableText(node))
    else if (node.name === 'ul' || node.name === 'ol') push(listText(node, ''))
    else if (paragraphs.has(node.name) && !node.children.some((child) => isElement(child) && isBlock(child)))
      push(inlineText(node))
    else blocks.push(...readBlocks(node.children))
  }
  endLoose()
  return blocks.filter((block) => block.text !== '')
}

const blockNames =
  /^(h[1-6]|table|ul|ol|dl|div|section|article|main|header|figure|details|fieldset|center|hr)$/

function isBlock(element: PageElement): boolean {
  return blockNames.test(element.name) || paragraphs.has(element.name)
}

function textOf(node: PageNode): string {
  return 'data' in node && node.type === 'text' ? node.data : ''
}

function inlineText(element: PageElement): string {
  return collapse(rawText(element))
}

function rawText(element: PageElement): string {
  return element.children
    .map((child) => {
      if (!isElement(child)) return textOf(child)
      if (isFurniture(child)) return ''
      if (child.name === 'br') return ' '
      if (child.name === 'img') return child.attribs.alt ?? ''
      return isBlock(child) ? ` ${rawText(child)} ` : rawText(child)
    })
    .join('')
}

function listText(list: PageElement, indent: string): string {
  const items = list.children.filter(isElement).filter((child) => child.name === 'li')
  return items
    .map((item, index) => {
      const mark = list.name === 'ol' ? `${index + 1}.` : '-'
      const nested = item.children.filter(isElement).filter(isList)
      const own = collapse(
        item.children
          .filter((child) => !(isElement(child) && isList(child)))
          .map((child) => (isElement(child) ? rawText(child) : textOf(child)))
          .join(' '),
      )
      return [`${indent}${mark} ${own}`, ...nested.map((inner) => listText(inner, `${indent}  `))].join('\n')
    })
    .join('\n')
}

const isList = (element: PageElement) => element.name === 'ul' || element.name === 'ol'

// every row stands alone: `Standard: cost $4.90; time 3-5 days`, so that a cut table can still be read
function tableText(table: PageElement): string {
  const rows = rowsOf(table).map((row) =>
    row.children
      .filter(isElement)
      .filter((cell) => cell.name === 'td' || cell.name === 'th')
      .map((cell) => ({ head: cell.name === 'th', text: inlineText(cell) })),
  )
  const [first = [], ...others] = rows
  const header = first.length > 1 && first.every((cell) => cell.head) ? first : null
  return (header ? others : rows)
    .map((cells) => {
      const words = cells.map((cell, index) => {
        const name = header && index > 0 ? header[index]?.text : ''
        return name ? `${name} ${cell.text}` : cell.text
      })
      const [lead = '', ...rest] = words
      return rest.length > 0 ? `${lead}: ${rest.join('; ')}` : lead
    })
    .join('\n')
}

function rowsOf(element: PageElement): PageElement[] {
  return element.children
    .filter(isElement)
    .flatMap((child) => (child.name === 'tr' ? [child] : rowsOf(child)))
}
