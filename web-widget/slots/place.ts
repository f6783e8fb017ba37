const CAP_MS = 300

/**
 * Keeps the defaults out of sight, their space kept, until there is an answer, and no longer than 300 ms from
 * when they could first be seen. Answers whether an element may still be changed: not under a reader's eye.
 */
export function holdBack(elements: HTMLElement[], since: number): (element: HTMLElement) => boolean {
  const left = since + CAP_MS - performance.now()
  if (left > 0) {
    for (const { style } of elements) style.visibility = 'hidden'
    setTimeout(() => elements.forEach(show), left)
  }
  return (element) => performance.now() < since + CAP_MS || !isInSight(element)
}

export function show(element: HTMLElement): void {
  element.style.visibility = ''
  element.dataset.rapportState ||= 'default'
}

function isInSight(element: HTMLElement): boolean {
  const { top, bottom } = element.getBoundingClientRect()
  return bottom > 0 && top < innerHeight && bottom > top
}

interface Policy {
  createHTML: (html: string) => string
}

declare global {
  interface Window {
    trustedTypes?: { createPolicy: (name: string, rules: Policy) => Policy }
  }
}

/** The server's markup, escaped by it; where the page asks for trusted types, under a policy of our name. */
export function fill(element: HTMLElement, html: string): void {
  const asItIs = { createHTML: (text: string) => text }
  policy ??= window.trustedTypes?.createPolicy('rapport', asItIs) ?? asItIs
  element.innerHTML = policy.createHTML(html)
  element.dataset.rapportState = 'shown'
  show(element)
}

let policy: Policy | undefined
