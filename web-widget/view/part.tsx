import type { MessagePart } from '../../contract/message.ts'
import { CartCard } from './cart-card.tsx'
import { Icon } from './icons.tsx'
import { late } from './late.tsx'
import { ProductRow } from './product-row.tsx'
import { Proposal } from './proposal.tsx'
import { safeUrl, type Ui } from './ui.ts'

const LateComparison = late(() => import('./comparison.tsx').then(({ Comparison }) => Comparison))
const LateOrder = late(() => import('./order-card.tsx').then(({ OrderCard }) => OrderCard))

interface Props {
  part: MessagePart
  /** Whether this belongs to the newest thing said: only then can it be answered by a press. */
  isLatest: boolean
  /** Whether no later message shows the cart. */
  isLatestCart: boolean
  ui: Ui
}

/** One thing that a message carries beside its text. Quick replies are drawn by the list, under the message. */
export function Part({ part, isLatest, isLatestCart, ui }: Props) {
  if (part.type === 'products') return <ProductRow products={part.products} ui={ui} />
  if (part.type === 'comparison') return <LateComparison part={part} ui={ui} />
  if (part.type === 'order') return <LateOrder order={part.order} ui={ui} />
  if (part.type === 'source') return <Source part={part} ui={ui} />
  if (part.type === 'proposal') return <Proposal part={part} isOpen={isLatest} ui={ui} />
  if (part.type === 'cart' && isLatestCart)
    return <CartCard cart={ui.chat.state.get().cart ?? part.cart} ui={ui} />
  return null
}

/** What tells the parts of one message apart. */
export function partKey(part: MessagePart): string {
  if (part.type === 'source') return `source ${part.documentId} ${part.section}`
  if (part.type === 'products') return `products ${part.products.map((card) => card.productId).join(' ')}`
  if (part.type === 'comparison') return `comparison ${part.products.map((card) => card.productId).join(' ')}`
  return part.type === 'order' ? part.order.orderId : part.type
}

function Source({ part, ui }: { part: Extract<MessagePart, { type: 'source' }>; ui: Ui }) {
  const url = safeUrl(part.url, ui.base)
  const name = [part.title, part.section].filter(Boolean).join(' › ')
  const label = (
    <>
      <Icon name="page" />
      <span className="hidden">{ui.texts.source}: </span>
      <span>{name}</span>
    </>
  )
  if (!url) return <p className="source">{label}</p>
  return (
    <a className="source" href={url} target="_blank" rel="noopener">
      {label}
      <span className="hidden"> ({ui.texts.newTab})</span>
    </a>
  )
}
