import type { ReactNode } from 'react'
import { type Block, type Inline, parseText } from './markdown.ts'

/** A message's text with bold, lists and web links; everything else is shown as it was written. */
export function RichText({ text }: { text: string }) {
  return <>{parseText(text).map(drawBlock)}</>
}

function drawBlock(block: Block, index: number): ReactNode {
  if (block.kind === 'paragraph') return <p key={index}>{block.inlines.map(drawInline)}</p>
  const items = block.items.map((inlines, item) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parsed afresh, never reordered
    <li key={item}>{inlines.map(drawInline)}</li>
  ))
  return block.ordered ? <ol key={index}>{items}</ol> : <ul key={index}>{items}</ul>
}

function drawInline(inline: Inline, index: number): ReactNode {
  switch (inline.kind) {
    case 'text':
      return inline.text
    case 'bold':
      return <strong key={index}>{inline.text}</strong>
    case 'link':
      return (
        <a key={index} href={inline.href} target="_blank" rel="noopener noreferrer nofollow">
          {inline.text}
        </a>
      )
  }
}
