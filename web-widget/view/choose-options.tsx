import type { RefObject } from 'react'
import type { ProductCard } from '../../contract/message.ts'
import type { Ui } from './ui.ts'
import { type Chosen, choicesOf } from './variants.ts'

interface Props {
  card: ProductCard
  chosen: Chosen
  choose: (name: string, value: string) => void
  place: RefObject<HTMLDivElement | null>
  ui: Ui
}

/** A list for each option that is still open; a value that goes with no sellable variant says so. */
export function ChooseOptions({ card, chosen, choose, place, ui }: Props) {
  return (
    <div className="choices" ref={place}>
      {card.availability !== 'out_of_stock' &&
        choicesOf(card, chosen).map(({ name, values }) => (
          <select
            key={name}
            aria-label={`${name}, ${card.title}`}
            value={chosen[name] ?? ''}
            onChange={(event) => choose(name, event.currentTarget.value)}
          >
            <option value="" disabled>
              {name}
            </option>
            {values.map(({ value, isAvailable }) => (
              <option key={value} value={value} disabled={!isAvailable}>
                {isAvailable ? value : `${value} (${ui.texts.out_of_stock})`}
              </option>
            ))}
          </select>
        ))}
    </div>
  )
}
