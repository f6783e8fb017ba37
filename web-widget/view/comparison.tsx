import { useRef, useState } from 'react'
import type { ProductCard as Card, ComparisonRow, MessagePart } from '../../contract/message.ts'
import { fill } from '../texts.ts'
import { AddToCart } from './add-to-cart.tsx'
import { ChooseOptions } from './choose-options.tsx'
import { Picture, Price, Stock } from './product-card.tsx'
import type { Ui } from './ui.ts'
import { safeUrl } from './ui.ts'
import { type Chosen, choicesOf, chosenVariant } from './variants.ts'

/** Products side by side: a column each, a line for everything they differ in; what is the same is folded away. */
export function Comparison({ part, ui }: { part: Extract<MessagePart, { type: 'comparison' }>; ui: Ui }) {
  const { products, rows } = part
  const [chosen, setChosen] = useState<Readonly<Record<string, Chosen>>>({})
  const columns = products.map((card) => ({
    card,
    chosen: chosen[card.productId] ?? {},
    choose: (name: string, value: string) =>
      setChosen((all) => ({ ...all, [card.productId]: { ...all[card.productId], [name]: value } })),
    ui,
  }))
  return (
    <div className="card comparison">
      {/* more than two columns are wider than the panel: they are swiped, and the keys reach them */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className="columns" aria-label={ui.texts.sideBySide} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {products.map((card) => (
                <th key={card.productId} scope="col">
                  <Picture image={card.image} ui={ui} />
                  <Title card={card} ui={ui} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              {columns.map((column) => (
                <td key={column.card.productId}>
                  <Offer {...column} />
                </td>
              ))}
            </tr>
            <tr className="buy">
              {columns.map((column) => (
                <td key={column.card.productId}>
                  <Buy {...column} />
                </td>
              ))}
            </tr>
          </tbody>
          {rows
            .filter((row) => row.differs)
            .map((row) => (
              <Row key={row.name} row={row} products={products} ui={ui} />
            ))}
        </table>
      </section>
      <Same rows={rows.filter((row) => !row.differs)} ui={ui} />
    </div>
  )
}

/** The name of the line stands above its values, so that two columns fit a phone. */
function Row({ row, products, ui }: { row: ComparisonRow; products: Card[]; ui: Ui }) {
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={products.length}>
          <span>{row.name}</span>
        </th>
      </tr>
      <tr>
        {products.map(({ productId }, at) => (
          <td key={productId} className="told">
            {row.values[at] ?? (
              <>
                <span aria-hidden="true">–</span>
                <span className="hidden">{ui.texts.notTold}</span>
              </>
            )}
          </td>
        ))}
      </tr>
    </tbody>
  )
}

function Title({ card, ui }: { card: Card; ui: Ui }) {
  const url = safeUrl(card.url, location.href)
  if (!url) return <span>{card.title}</span>
  // a chat that lives in this page's memory alone would be lost by leaving the page
  const target = ui.chat.state.get().isStored ? undefined : '_blank'
  return (
    <a href={url} target={target} rel="noopener">
      {card.title}
    </a>
  )
}

interface Column {
  card: Card
  chosen: Chosen
  choose: (name: string, value: string) => void
  ui: Ui
}

/** Price and stock of what is chosen. */
function Offer({ card, chosen, ui }: Column) {
  const variant = chosenVariant(card, chosen) ?? card
  return (
    <>
      <Price price={variant.price} listPrice={variant.listPrice} ui={ui} />
      <Stock availability={variant.availability} ui={ui} />
      {card.options && choicesOf(card, chosen).length === 0 && <p className="muted">{card.options}</p>}
    </>
  )
}

/** The way into the cart, as on a card of its own. */
function Buy({ card, chosen, choose, ui }: Column) {
  const choices = useRef<HTMLDivElement>(null)
  return (
    <>
      <ChooseOptions card={card} chosen={chosen} choose={choose} place={choices} ui={ui} />
      <AddToCart card={card} chosen={chosen} choices={choices} ui={ui} />
    </>
  )
}

function Same({ rows, ui }: { rows: ComparisonRow[]; ui: Ui }) {
  if (rows.length === 0) return null
  return (
    <details className="same">
      <summary>{fill(ui.texts.same, { count: rows.length })}</summary>
      <dl>
        {rows.map(({ name, values }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{values[0]}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
