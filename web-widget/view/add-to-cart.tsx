import { type RefObject, useState } from 'react'
import type { ProductCard } from '../../contract/message.ts'
import { fill } from '../texts.ts'
import { Icon } from './icons.tsx'
import type { Ui } from './ui.ts'
import { type Chosen, choicesOf, chosenVariant, openChoice } from './variants.ts'

interface Props {
  card: ProductCard
  chosen: Chosen
  choices: RefObject<HTMLDivElement | null>
  ui: Ui
}

type Step = 'ready' | 'adding' | 'added' | 'failed'

/** The button that says what it will do: ask for the open choice, add the chosen variant, or nothing if sold out. */
export function AddToCart({ card, chosen, choices, ui }: Props) {
  const [done, setDone] = useState<{ key: string; step: Step }>({ key: '', step: 'ready' })
  const variant = chosenVariant(card, chosen)
  const missing = openChoice(card, chosen)
  const key = variant?.variantId ?? ''
  const step = done.key === key ? done.step : 'ready' // another variant is another thing to add
  if ((variant ?? card).availability === 'out_of_stock') return null

  const press = async () => {
    if (missing) return focusChoice(choices.current, card, chosen)
    if (!variant) return ui.chat.send(inWords(card, chosen, ui))
    setDone({ key, step: 'adding' })
    try {
      await ui.chat.changeCart({ productId: card.productId, variantId: key, quantity: 1, mode: 'add' })
      setDone({ key, step: 'added' })
      ui.say(`${ui.texts.added}: ${card.title}`)
    } catch {
      setDone({ key, step: 'failed' })
    }
  }

  return (
    <>
      <button type="button" className="button add" aria-disabled={step === 'adding'} onClick={press}>
        {step === 'added' && <Icon name="check" />}
        {label(step, missing, ui)}
        <span className="hidden"> {card.title}</span>
      </button>
      {step === 'failed' && (
        <p className="problem" role="alert">
          {ui.texts.failed}
        </p>
      )}
    </>
  )
}

function label(step: Step, missing: string | null, { texts }: Ui): string {
  if (missing) return `${texts.choose} ${missing.toLocaleLowerCase()}`
  if (step === 'adding') return texts.adding
  return step === 'added' ? texts.added : texts.addToCart
}

function focusChoice(choices: HTMLDivElement | null, card: ProductCard, chosen: Chosen): void {
  const place = choicesOf(card, chosen).findIndex(({ name }) => chosen[name] === undefined)
  choices?.querySelectorAll('select')[place]?.focus()
}

/** Where the card does not say which variant the choice is, the agent is asked for it. */
function inWords(card: ProductCard, chosen: Chosen, ui: Ui): string {
  const options = Object.entries(chosen).map(([name, value]) => `${name}: ${value}`)
  return fill(ui.texts.askFor, { title: card.title, options: options.join(', ') })
}
