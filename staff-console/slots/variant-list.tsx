import { useRef, useState } from 'react'
import type { SlotVariant } from '#contract/slots.ts'
import type { SlotPage } from '#contract/staff-slots.ts'
import { orderVariants, removeVariant, saveVariant } from '../api/slots.ts'
import { Icon } from '../parts/icon.tsx'
import { Section } from '../parts/section.tsx'
import { Link } from '../routing/link.tsx'
import { variantPage } from '../routing/route.ts'
import { texts } from '../texts.ts'
import { moved } from './moved.ts'
import { problemOf } from './problem-of.ts'
import { RemoveDialog } from './remove-dialog.tsx'
import { inputOfVariant } from './variant-draft.ts'
import { VariantLine } from './variant-line.tsx'

const words = texts.slots

/** The variants in the order in which they are tried; dragged, or moved by their buttons. */
export function VariantList({ page, onChanged }: { page: SlotPage; onChanged: () => Promise<void> }) {
  const { slot } = page
  const [held, setHeld] = useState<readonly SlotVariant[] | null>(null)
  const [told, setTold] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [removing, setRemoving] = useState<SlotVariant | null>(null)
  const busy = useRef(false)
  const carried = useRef<number | null>(null)
  const [carriedId, setCarriedId] = useState<string | null>(null)
  const shown = held ?? slot.variants

  /** One change after another; the list is read anew after each, whatever became of it. */
  const change = async (act: () => Promise<unknown>, done: string) => {
    if (busy.current) return
    busy.current = true
    setProblem(null)
    try {
      await act()
      setTold(done)
    } catch (error) {
      setProblem(problemOf(error, '').text)
    }
    await onChanged()
    setHeld(null)
    busy.current = false
  }
  const save = (order: readonly SlotVariant[], done: string) => {
    setHeld(order)
    const ids = order.map(({ variantId }) => variantId)
    void change(() => orderVariants(slot.name, ids), done)
  }
  const move = (at: number, to: number) => {
    const variant = shown[at]
    if (!variant || to < 0 || to >= shown.length) return
    save(moved(shown, at, to), words.moved(variant.name, to + 1, shown.length))
  }
  const turn = (variant: SlotVariant) => {
    const input = { ...inputOfVariant(variant), on: !variant.on }
    const before = { variantId: variant.variantId, seenAt: variant.updatedAt }
    const done = variant.on ? words.nowOff(variant.name) : words.nowOn(variant.name)
    void change(() => saveVariant(slot.name, input, before), done)
  }
  const carryOver = (to: number) => {
    if (carried.current === null || carried.current === to) return
    setHeld(moved(shown, carried.current, to))
    carried.current = to
  }
  const drop = () => {
    const at = carried.current
    const variant = at === null ? undefined : shown[at]
    carried.current = null
    setCarriedId(null)
    const isAsBefore = shown.every(({ variantId }, place) => variantId === slot.variants[place]?.variantId)
    if (at === null || !variant || isAsBefore) return setHeld(null)
    save(shown, words.moved(variant.name, at + 1, shown.length))
  }

  return (
    <Section
      title={words.variants}
      aside={
        <Link className="button button-primary" to={variantPage(slot.name, null)}>
          <Icon name="plus" />
          {words.addVariant}
        </Link>
      }
    >
      {shown.length === 0 && <p className="quiet">{words.noVariants}</p>}
      <ol className="variant-list" aria-label={words.variants}>
        {shown.map((variant, at) => (
          <li
            key={variant.variantId}
            className={`variant ${variant.variantId === carriedId ? 'variant-carried' : ''}`}
            draggable
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move'
              event.dataTransfer.setData('text/plain', variant.name) // else Firefox does not begin
              carried.current = at
              setCarriedId(variant.variantId)
            }}
            onDragOver={(event) => {
              if (carried.current === null) return
              event.preventDefault()
              carryOver(at)
            }}
            onDrop={(event) => event.preventDefault()}
            onDragEnd={drop}
          >
            <VariantLine
              slot={slot.name}
              variant={variant}
              segments={page.segments}
              place={{ at, of: shown.length }}
              onMove={(to) => move(at, to)}
              onTurn={() => turn(variant)}
              onRemove={() => setRemoving(variant)}
            />
          </li>
        ))}
      </ol>
      <p role="status" className="quiet">
        {told}
      </p>
      {problem !== null && (
        <p role="alert" className="form-problem">
          {problem}
        </p>
      )}
      {removing && (
        <RemoveDialog
          name={removing.name}
          text={words.removeVariantText}
          remove={() => removeVariant(slot.name, removing.variantId)}
          onClose={() => setRemoving(null)}
          onRemoved={() => {
            setTold(words.removed(removing.name))
            setRemoving(null)
            void onChanged()
          }}
        />
      )}
    </Section>
  )
}
