import type { ContentBlock } from '#contract/content-blocks.ts'
import type { MessagePart } from '#contract/message.ts'

/** The blocks as words, in the agent's small Markdown: what channels without pictures of their own say. */
export function wordsOf(blocks: readonly ContentBlock[]): string {
  return blocks
    .map(blockInWords)
    .filter((text) => text !== '')
    .join('\n\n')
}

function blockInWords(block: ContentBlock): string {
  switch (block.type) {
    case 'heading':
      return `**${block.text.replaceAll('*', '')}**`
    case 'text':
    case 'offer':
    case 'small':
    case 'countdown':
      return block.text
    case 'button':
      return `[${block.label}](${block.href})`
    case 'review':
      return `“${block.review.text}”\n${block.review.author}`
    case 'products':
    case 'picture':
    case 'divider':
      return '' // products are parts; a picture that says something has its text beside it
  }
}

/** The products of the blocks, as channels draw them. */
export function partsOf(blocks: readonly ContentBlock[]): MessagePart[] {
  return blocks.flatMap((block): MessagePart[] =>
    block.type === 'products' ? [{ type: 'products', products: block.products }] : [],
  )
}
