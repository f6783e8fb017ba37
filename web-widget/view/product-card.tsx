import { useRef, useState } from 'react'
import type { Availability, ProductCard as Card, Image } from '../../contract/message.ts'
import type { Money } from '../../contract/money.ts'
import { AddToCart } from './add-to-cart.tsx'
import { ChooseOptions } from './choose-options.tsx'
import type { Ui } from './ui.ts'
import { safeUrl } from './ui.ts'
import { type Chosen, choicesOf, chosenVariant } from './variants.ts'

/** A product: the picture, the title that links to it, the price, the stock, and the way into the cart. */
export function ProductCard({ card, ui }: { card: Card; ui: Ui }) {
  const [chosen, setChosen] = useState<Chosen>({})
  const choose = (name: string, value: string) => setChosen((before) => ({ ...before, [name]: value }))
  const choices = useRef<HTMLDivElement>(null)
  const variant = chosenVariant(card, chosen) ?? card
  const open = choicesOf(card, chosen)
  return (
    <article className="card product">
      <Picture image={card.image} ui={ui} />
      <div className="card-body">
        <ProductTitle card={card} ui={ui} />
        {card.options && open.length === 0 && <p className="muted">{card.options}</p>}
        <Price price={variant.price} listPrice={variant.listPrice} ui={ui} />
        {card.release ? (
          <p className="stock">
            {ui.texts[card.release.early ? 'early' : 'from'] + ui.date(card.release.opensAt)}
          </p>
        ) : (
          <Stock availability={variant.availability} ui={ui} />
        )}
        {card.because && <p className="because">{card.because}</p>}
        <ChooseOptions card={card} chosen={chosen} choose={choose} place={choices} ui={ui} />
        <AddToCart card={card} chosen={chosen} choices={choices} ui={ui} />
      </div>
    </article>
  )
}

function ProductTitle({ card, ui }: { card: Card; ui: Ui }) {
  const url = safeUrl(card.url, location.href)
  if (!url) return <h3>{card.title}</h3>
  // a chat that lives in this page's memory alone would be lost by leaving the page
  const target = ui.chat.state.get().isStored ? undefined : '_blank'
  return (
    <h3>
      <a className="whole" href={url} target={target} rel="noopener">
        {card.title}
      </a>
    </h3>
  )
}

export function Picture({ image, ui }: { image: Image | null; ui: Ui }) {
  const [isBroken, setBroken] = useState(false)
  const url = image && ui.image(image)
  if (!image || !url || isBroken) return <div className="picture" />
  return (
    <div className="picture">
      <img src={url} alt={image.alt} loading="lazy" decoding="async" onError={() => setBroken(true)} />
    </div>
  )
}

interface PriceProps {
  price: Money
  listPrice: Money | null
  ui: Ui
}

export function Price({ price, listPrice, ui }: PriceProps) {
  const isReduced = listPrice !== null && listPrice.amount > price.amount
  return (
    <p className="price">
      <strong>{ui.money(price)}</strong>
      {isReduced && (
        <span className="muted">
          <span className="hidden">{ui.texts.was} </span>
          <s>{ui.money(listPrice)}</s>
        </span>
      )}
    </p>
  )
}

export function Stock({ availability, ui }: { availability: Availability; ui: Ui }) {
  return <p className={`stock ${availability}`}>{ui.texts[availability]}</p>
}
