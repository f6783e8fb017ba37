/** What stands in an element of the page. */
export interface Shown {
  slot: string
  variant_id: string | undefined
  decision_id: string
}

export type Report = (event: string, properties: object) => boolean

const SEEN_MS = 1000

/**
 * Reports what came into sight (half of it, or half a screen of it, for a second) and what was clicked; `report`
 * answers whether it did.
 */
export function watch(report: Report) {
  const shown = new WeakMap<Element, Shown>()
  const timers = new WeakMap<Element, ReturnType<typeof setTimeout>>()
  const sight = new IntersectionObserver(
    (entries) => {
      for (const { target, intersectionRatio, intersectionRect } of entries) {
        clearTimeout(timers.get(target))
        const isSeen = intersectionRatio >= 0.5 || intersectionRect.height >= innerHeight / 2
        if (isSeen) timers.set(target, setTimeout(seen, SEEN_MS, target))
      }
    },
    { threshold: [0.1, 0.3, 0.5] },
  )
  const seen = (target: Element) => {
    const what = shown.get(target)
    if (what && report('Slot Viewed', what)) sight.unobserve(target)
  }
  document.addEventListener(
    'click',
    ({ target }) => {
      if (!(target instanceof Element) || !target.closest('a')) return
      const what = shown.get(target.closest('[data-rapport-slot]') ?? target)
      const product_id = target.closest<HTMLElement>('[data-product]')?.dataset.product
      if (what) report('Slot Clicked', { ...what, product_id })
    },
    true,
  )
  return {
    add(element: Element, what: Shown): void {
      shown.set(element, what)
      sight.observe(element)
    },
    /** Looks again at what is in sight, now that it may be told. */
    again(): void {
      for (const element of document.querySelectorAll('[data-rapport-slot]')) {
        sight.unobserve(element)
        sight.observe(element)
      }
    },
  }
}
