import { useCallback } from 'react'
import type { ProductCard } from '#contract/message.ts'
import type { CustomerPage, RecommendedForCustomer } from '#contract/staff-customers.ts'
import { readRecommendations } from '../api/customers.ts'
import { ProductFacts } from '../conversations/cards.tsx'
import { choose } from '../outreach/chosen-products.ts'
import { Button } from '../parts/button.tsx'
import { faultText } from '../parts/fault-text.ts'
import { useResource } from '../parts/resource.ts'
import { Section } from '../parts/section.tsx'
import { Failed, Loading } from '../parts/states.tsx'
import { Why } from '../parts/why.tsx'
import { navigate } from '../routing/navigation.ts'
import { writePage } from '../routing/route.ts'
import { mayWrite, useSession } from '../session/session.ts'
import { texts } from '../texts.ts'
import { wordFor } from './names.ts'

const words = texts.customers.recommended

/** What may suit this customer, each with the reason they would read; one press takes it into a message. */
export function Recommended({ page }: { page: CustomerPage }) {
  const { customerId } = page
  const read = useCallback(() => readRecommendations(customerId), [customerId])
  const { resource, reload } = useResource(read)
  return (
    <Section title={words.title}>
      {resource.status === 'loading' && <Loading label={words.loading} rows={2} />}
      {resource.status === 'failed' && (
        <Failed text={faultText(resource.fault, words.failed)} onRetry={() => void reload()} />
      )}
      {resource.status === 'ready' && <Row customerId={customerId} found={resource.value} />}
    </Section>
  )
}

function Row({ customerId, found }: { customerId: string; found: RecommendedForCustomer }) {
  const session = useSession()
  if (found.items.length === 0) return <p className="quiet">{words.none}</p>
  const take = (product: ProductCard) => {
    choose(customerId, product)
    navigate(writePage(customerId))
  }
  return (
    <>
      {found.withheld !== null && (
        <p className="quiet">
          {words.withheld} {wordFor(words.reasons, found.withheld)}
        </p>
      )}
      <ul className="recommended" aria-label={words.title}>
        {found.items.map(({ product, because, detail }) => (
          <li key={product.productId}>
            <div className="recommended-product">
              <ProductFacts product={{ ...product, because, options: '', choices: [] }} />
              <Why of={product.title} text={detail} />
            </div>
            {mayWrite(session) && (
              <Button
                look="quiet"
                icon="plus"
                aria-label={words.writeAbout(product.title)}
                onClick={() => take({ ...product })}
              >
                {words.write}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
