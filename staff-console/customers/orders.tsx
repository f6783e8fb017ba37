import { useState } from 'react'
import type { CustomerPage } from '#contract/staff-customers.ts'
import { OrderFacts } from '../conversations/cards.tsx'
import { Button } from '../parts/button.tsx'
import { Section } from '../parts/section.tsx'
import { texts } from '../texts.ts'

const FIRST = 3
/** As many as the server answers. */
const MOST = 50
const words = texts.customers.orders

/** The newest orders; the rest at a press. */
export function Orders({ page }: { page: CustomerPage }) {
  const [all, setAll] = useState(false)
  const { orders } = page
  const shown = all ? orders : orders.slice(0, FIRST)
  return (
    <Section title={words.title}>
      {orders.length === 0 && <p className="quiet">{words.none}</p>}
      <div className="order-list">
        {shown.map((order) => (
          <OrderFacts key={order.orderId} order={order} />
        ))}
      </div>
      {shown.length < orders.length && (
        <div>
          <Button onClick={() => setAll(true)}>{words.all(orders.length)}</Button>
        </div>
      )}
      {all && orders.length === MOST && <p className="quiet">{words.newest(orders.length)}</p>}
    </Section>
  )
}
