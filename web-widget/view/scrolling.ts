const NEAR_PX = 48
const GAP_PX = 12

export function isAtEnd(element: HTMLElement): boolean {
  return element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX
}

/**
 * Scrolls to the end, but never past what the shopper said last: a long answer is read from its beginning.
 */
export function showNewest(element: HTMLElement): void {
  const mine = [...element.querySelectorAll<HTMLElement>('.row.mine')].at(-1)
  const end = element.scrollHeight - element.clientHeight
  const top = mine ? mine.offsetTop - element.offsetTop - GAP_PX : end
  element.scrollTop = Math.min(end, top)
}
