import { useState } from 'react'
import { Link } from '../../parts/link.tsx'
import { Picture } from '../../parts/picture.tsx'
import { useCart } from '../../shop/cart.tsx'
import { track } from '../../shop/slots.ts'
import { priceText } from '../../shop/words.ts'
import { texts } from '../../texts.ts'
import type { Piece } from './bundle.tsx'

const optionsOf = ({ options }: Piece['variants'][number]) => options.map(({ value }) => value).join(', ')
const variantOf = ({ variants, chosen }: Piece) => variants.find(({ variantId }) => variantId === chosen)

/** The products with what each of them will be, their sum, and one button for all. */
export function Together({ own, others }: { own: Piece; others: Piece[] }) {
  const [picked, setPicked] = useState<Record<string, string>>({})
  const pieces = [
    own,
    ...others.map((piece) => ({ ...piece, chosen: picked[piece.card.productId] ?? piece.chosen })),
  ]
  return (
    <section className="bundle" aria-labelledby="bundle">
      <h2 id="bundle">{texts.product.bundle}</h2>
      <ul>
        {pieces.map((piece) => (
          <li key={piece.card.productId}>
            <Link href={piece.card.url ?? '/'}>
              <Picture image={piece.card.image} quiet />
              <span className="name">{piece.card.title}</span>
            </Link>
            <Choice piece={piece} pick={(id) => setPicked({ ...picked, [piece.card.productId]: id })} />
          </li>
        ))}
      </ul>
      <AddAll pieces={pieces} />
    </section>
  )
}

function Choice({ piece, pick }: { piece: Piece; pick: (variantId: string) => void }) {
  const variant = variantOf(piece)
  if (!variant) return <span className="quiet">{texts.product.bundleChoose}</span>
  return (
    <>
      {piece.variants.length > 1 ? (
        <select
          aria-label={texts.product.bundleVariant(piece.card.title)}
          value={variant.variantId}
          onChange={(event) => pick(event.target.value)}
        >
          {piece.variants.map((each) => (
            <option key={each.variantId} value={each.variantId}>
              {optionsOf(each)}
            </option>
          ))}
        </select>
      ) : (
        <span className="quiet">{optionsOf(variant)}</span>
      )}
      <span className="price">{priceText(variant.price)}</span>
    </>
  )
}

function AddAll({ pieces }: { pieces: Piece[] }) {
  const { add } = useCart()
  const [state, setState] = useState<'idle' | 'busy' | 'added' | 'failed'>('idle')
  const variants = pieces.flatMap((piece) => variantOf(piece) ?? [])
  const currency = variants[0]?.price.currency
  const total = variants.reduce((sum, { price }) => sum + price.amount, 0)
  const isOpen = variants.length < pieces.length
  const addAll = async () => {
    setState('busy')
    try {
      for (const piece of pieces) {
        const { productId } = piece.card
        const variantId = variantOf(piece)?.variantId ?? ''
        await add({ productId, variantId, quantity: 1 })
        track('Product Added', { product_id: productId, variant_id: variantId, quantity: 1 })
      }
      setState('added')
    } catch {
      setState('failed')
    }
  }
  return (
    <div className="all">
      {!isOpen && currency && (
        <p className="big-price">{texts.product.bundleTotal(priceText({ amount: total, currency }))}</p>
      )}
      <button type="button" className="button" disabled={isOpen || state === 'busy'} onClick={addAll}>
        {state === 'busy' ? texts.product.adding : texts.product.bundleAdd(pieces.length)}
      </button>
      <p className="said" role="status">
        {state === 'added' && (
          <>
            {texts.product.added}. <Link href="/cart">{texts.product.toCart}</Link>
          </>
        )}
        {state === 'failed' && texts.product.failed}
      </p>
    </div>
  )
}
