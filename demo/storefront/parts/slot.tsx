import { type MouseEvent, memo, type ReactNode, useEffect } from 'react'
import type { DecideInput } from '../../../contract/decide.ts'
import { goTo } from '../shop/location.ts'
import { askForSlots } from '../shop/slots.ts'

interface Props {
  name: string
  className?: string
  about?: Partial<DecideInput['page']>
  /** What stands there when Rapport does not answer in time. */
  children?: ReactNode
}

/** A place that rapport.js fills; it is drawn once, so that what was filled in stays. */
export const Slot = memo(
  function Slot({ name, className = '', about, children }: Props) {
    // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, when it is drawn
    useEffect(() => askForSlots(about), [])
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the links within are the ones that are followed, by key too
      // biome-ignore lint/a11y/noStaticElementInteractions: as above
      <div className={`slot ${className}`} data-rapport-slot={name} onClick={followWithin}>
        {children}
      </div>
    )
  },
  () => true,
)

/** A link of this shop is followed without a reload, as everywhere in the storefront. */
function followWithin(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a') : null
  const asNew = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0
  if (!link || asNew || event.defaultPrevented || link.origin !== location.origin) return
  event.preventDefault()
  goTo(`${link.pathname}${link.search}`)
}
