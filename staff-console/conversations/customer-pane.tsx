import type { ReactNode } from 'react'
import type { ConversationDetail, ConversationRow } from '#contract/staff-api.ts'
import { dayAndYear } from '../look/time.ts'
import { Link } from '../routing/link.tsx'
import { customerPage, writePage } from '../routing/route.ts'
import { texts } from '../texts.ts'
import { CartCard, OrderFacts } from './cards.tsx'
import { HandoffCard } from './handoff-card.tsx'

/** The person behind the conversation, as far as the house knows them. */
export function CustomerPane({ detail, row }: { detail: ConversationDetail; row: ConversationRow }) {
  const { customer } = detail
  return (
    <div className="customer-pane">
      <div className="customer-who">
        <p className="customer-name">{customer.name ?? texts.desk.visitor}</p>
        <p className="quiet">{customer.email ?? texts.customer.noEmail}</p>
        <p className="quiet">
          {(customer.email ? texts.customer.since : texts.customer.seen)(dayAndYear(customer.since))}
        </p>
        <p className={`trust trust-${detail.trust}`}>{standing(detail.trust)}</p>
        <p className="side-actions">
          <Link to={customerPage(row.customerId)} className="text-link">
            {texts.customer.open}
          </Link>
          <Link to={writePage(row.customerId)} className="text-link" title={texts.outreach.writeHint}>
            {texts.outreach.write}
          </Link>
        </p>
      </div>
      {row.handoff && (
        <Section title={texts.customer.handoff}>
          <HandoffCard handoff={row.handoff} />
        </Section>
      )}
      <Section title={texts.customer.cart}>
        {customer.cart && customer.cart.lines.length > 0 ? (
          <CartCard cart={customer.cart} />
        ) : (
          <p className="quiet">{texts.customer.noCart}</p>
        )}
      </Section>
      <Section title={texts.customer.orders}>
        {customer.orders.length === 0 && <p className="quiet">{texts.customer.noOrders}</p>}
        {customer.orders.map((order) => (
          <OrderFacts key={order.orderId} order={order} />
        ))}
      </Section>
    </div>
  )
}

/** What this conversation has shown about who is speaking. */
function standing(trust: ConversationDetail['trust']): string {
  if (trust === 'account') return texts.customer.signedIn
  return trust === 'order' ? texts.customer.proven : texts.customer.anonymous
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="customer-section">
      <h3>{title}</h3>
      {children}
    </section>
  )
}
