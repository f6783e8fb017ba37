import { type Block, type Inline, parseMarkdown } from './markdown.ts'

/** A message's text as elements; no markup in it ever reaches the page. */
export function FormattedText({ text }: { text: string }) {
  return <>{parseMarkdown(text).map(drawBlock)}</>
}

// A text is drawn anew as a whole when it grows, so places serve as keys.
function drawBlock(block: Block, at: number) {
  if (block.kind === 'paragraph') return <p key={at}>{block.lines.map(drawLine)}</p>
  const items = block.items.map(drawItem)
  return block.start === null ? (
    <ul key={at}>{items}</ul>
  ) : (
    <ol key={at} start={block.start}>
      {items}
    </ol>
  )
}

function drawItem(parts: Inline[], at: number) {
  return <li key={at}>{parts.map(drawInline)}</li>
}

function drawLine(parts: Inline[], at: number) {
  return [at > 0 && <br key={`break ${at}`} />, ...parts.map(drawInline)]
}

function drawInline(part: Inline, at: number) {
  if (part.kind === 'link')
    return (
      <a key={at} href={part.url} target="_blank" rel="noopener noreferrer nofollow">
        {part.text}
      </a>
    )
  return part.kind === 'bold' ? <strong key={at}>{part.text}</strong> : part.text
}
