import { useEffect, useRef, useState } from 'react'
import type { ProductCard as Card } from '../../contract/message.ts'
import { Icon } from './icons.tsx'
import { ProductCard } from './product-card.tsx'
import type { Ui } from './ui.ts'

/** The cards of one answer, side by side. */
export function ProductRow({ products, ui }: { products: Card[]; ui: Ui }) {
  const row = useRef<HTMLUListElement>(null)
  const [hidden, setHidden] = useState({ before: false, after: false })
  const look = () => row.current && setHidden(hiddenSides(row.current))
  // biome-ignore lint/correctness/useExhaustiveDependencies: `look` reads nothing that changes
  useEffect(() => {
    if (!row.current) return
    const watcher = new ResizeObserver(look) // it also looks at once
    watcher.observe(row.current)
    return () => watcher.disconnect()
  }, [])
  return (
    <div className="product-row">
      <ul className={products.length === 1 ? 'products single' : 'products'} ref={row} onScroll={look}>
        {products.map((card) => (
          <li key={card.productId}>
            <ProductCard card={card} ui={ui} />
          </li>
        ))}
      </ul>
      {hidden.before && <Turn step={-1} turn={() => turn(row.current, -1)} />}
      {hidden.after && <Turn step={1} turn={() => turn(row.current, 1)} />}
    </div>
  )
}

/** Whether there is more before and after what is in view. */
function hiddenSides(row: HTMLElement): { before: boolean; after: boolean } {
  const gone = Math.abs(row.scrollLeft) // it counts down from 0 where text runs right to left
  return { before: gone > 1, after: gone + row.clientWidth < row.scrollWidth - 1 }
}

/** For a mouse without a sideways wheel; fingers swipe, and keys reach the cards by themselves. */
function Turn({ step, turn }: { step: number; turn: () => void }) {
  return (
    <button
      type="button"
      className={step < 0 ? 'turn' : 'turn next'}
      tabIndex={-1}
      aria-hidden="true"
      onClick={turn}
    >
      <Icon name="back" />
    </button>
  )
}

function turn(row: HTMLElement | null, step: number): void {
  if (!row) return
  const sign = getComputedStyle(row).direction === 'rtl' ? -step : step
  row.scrollBy({ left: sign * row.clientWidth * 0.6 })
}
