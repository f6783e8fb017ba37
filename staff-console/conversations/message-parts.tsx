import type { MessagePart } from '#contract/message.ts'
import { clockTime, dayAndYear } from '../look/time.ts'
import { Icon } from '../parts/icon.tsx'
import { texts } from '../texts.ts'
import { CartCard, OrderFacts, ProductFacts } from './cards.tsx'
import { Comparison } from './comparison.tsx'
import { safeHref } from './safe-href.ts'

/** What a message carried beside its words, as the shopper was shown it. */
export function MessageParts({ parts }: { parts: MessagePart[] }) {
  return parts.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a message never move
    <div key={index} className={`part part-${part.type}`}>
      <Part part={part} />
    </div>
  ))
}

function Part({ part }: { part: MessagePart }) {
  switch (part.type) {
    case 'products':
      return part.products.map((product) => <ProductFacts key={product.variantId} product={product} />)
    case 'comparison':
      return <Comparison part={part} />
    case 'order':
      return <OrderFacts order={part.order} />
    case 'cart':
      return <CartCard cart={part.cart} />
    case 'choices':
      return (
        <p className="offered">
          {texts.transcript.choices}
          {part.choices.map((choice) => (
            <span key={choice.label} className="chip">
              {choice.label}
            </span>
          ))}
        </p>
      )
    case 'source':
      return <SourceLine part={part} />
    case 'proposal':
      return (
        <p className="proposal">
          <strong>{texts.transcript.proposal}</strong> {part.summary}
          <span className="quiet"> {texts.transcript.proposalUntil(clockTime(part.expiresAt))}</span>
        </p>
      )
  }
}

function SourceLine({ part }: { part: Extract<MessagePart, { type: 'source' }> }) {
  return (
    <a
      className="source"
      href={safeHref(part.url) ?? `/documents/${encodeURIComponent(part.documentId)}`}
      target="_blank"
      rel="noopener noreferrer"
      title={dayAndYear(part.updatedAt)}
    >
      <Icon name="document" />
      {part.section ? `${part.title} › ${part.section}` : part.title}
    </a>
  )
}
