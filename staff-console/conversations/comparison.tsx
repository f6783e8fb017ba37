import type { MessagePart } from '#contract/message.ts'
import { texts } from '../texts.ts'
import { ProductFacts } from './cards.tsx'

/** Products as the shopper saw them side by side: each with price and stock, then line by line what was told. */
export function Comparison({ part }: { part: Extract<MessagePart, { type: 'comparison' }> }) {
  const differing = part.rows.filter((row) => row.differs)
  const same = part.rows.filter((row) => !row.differs)
  return (
    <>
      {part.products.map((product) => (
        <ProductFacts key={product.variantId} product={product} />
      ))}
      {differing.length > 0 && (
        <table className="compared-goods">
          <thead>
            <tr>
              <td />
              {part.products.map(({ productId, title }) => (
                <th key={productId} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {differing.map(({ name, values }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {part.products.map(({ productId }, at) => (
                  <td key={productId}>{values[at] ?? '–'}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {same.length > 0 && (
        <p className="quiet">
          {texts.transcript.same} {same.map(({ name, values }) => `${name} ${values[0]}`).join(' · ')}
        </p>
      )}
    </>
  )
}
