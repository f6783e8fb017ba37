const reachable = 'a[href], button:not([disabled]), textarea, select, [tabindex="0"]'

/** Tab goes round inside the open panel; Escape is the way out. */
export function keepFocusInside(
  panel: HTMLElement | null,
  event: { key: string; shiftKey: boolean; preventDefault(): void },
): void {
  if (event.key !== 'Tab' || !panel) return
  const stops = [...panel.querySelectorAll<HTMLElement>(reachable)].filter(
    (stop) => stop.offsetParent !== null,
  )
  const root = panel.getRootNode()
  const focused = root instanceof ShadowRoot ? root.activeElement : document.activeElement
  const [first] = stops
  const last = stops.at(-1)
  if (event.shiftKey ? focused !== first : focused !== last) return
  event.preventDefault()
  const next = event.shiftKey ? last : first
  next?.focus()
}
