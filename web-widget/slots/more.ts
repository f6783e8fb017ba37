import type { SlotAnswer } from '../../contract/decide.ts'
import type { Report, Shown } from './report.ts'

export interface Offered {
  tell: Report
  what: Shown
  mayKeep: () => boolean
  fill: (element: HTMLElement, html: string) => void
  add: (element: HTMLElement, what: Shown) => void
}

export interface More {
  offer: typeof offer
}

const DAY_MS = 86_400_000
const SETTLED_MS = 3000

/** What asks for attention: it is loaded only for pages that have such a slot. */
export function offer(element: HTMLElement, answer: SlotAnswer, offered: Offered): void {
  const { what } = offered
  if (isQuiet(what.slot)) return
  if (answer.kind === 'exit_intent') onLeaving(element, () => openDialog(element, answer, offered))
  else put(element, element, answer, offered)
}

/** A pointer that leaves by the top, once somebody has been here for a moment; touch screens have no such sign. */
function onLeaving(element: HTMLElement, leave: () => void): void {
  const from = performance.now() + SETTLED_MS
  const listen = ({ clientY, relatedTarget }: MouseEvent) => {
    if (!element.isConnected) document.removeEventListener('mouseout', listen)
    else if (clientY <= 0 && relatedTarget === null && performance.now() > from && isFree()) {
      document.removeEventListener('mouseout', listen)
      leave()
    }
  }
  if (matchMedia('(hover: hover)').matches) document.addEventListener('mouseout', listen)
}

const isFree = () => document.querySelector('dialog[open]') === null

/** A modal dialog of the browser's own: it holds the focus, and Escape closes it. */
function openDialog(element: HTMLElement, answer: SlotAnswer, offered: Offered): void {
  const dialog = document.createElement('dialog')
  dialog.className = 'rapport-dialog'
  element.replaceChildren(dialog)
  element.dataset.rapportState = 'shown'
  put(element, dialog, answer, offered)
  const section = dialog.querySelector('[role=dialog]')
  dialog.setAttribute('aria-label', section?.getAttribute('aria-label') ?? '')
  section?.removeAttribute('role')
  dialog.showModal()
  quieten(offered.what.slot, 0, false) // once in a session, closed or not
}

function put(element: HTMLElement, place: HTMLElement, answer: SlotAnswer, offered: Offered): void {
  const { tell, what, mayKeep, fill, add } = offered
  const days = answer.quietDays ?? 0
  fill(place, answer.html ?? '')
  add(element, what)
  const close = () => {
    element.replaceChildren()
    quieten(what.slot, days, mayKeep())
    tell('Slot Closed', { ...what, quiet_days: days })
  }
  if (place instanceof HTMLDialogElement) place.addEventListener('close', close)
  place.querySelector('.rapport-close')?.addEventListener('click', () => {
    if (place instanceof HTMLDialogElement) place.close()
    else close()
  })
}

const keyOf = (slot: string) => `rapport.quiet.${slot}`

/**
 * That somebody closed it is kept for the session, which serves them alone; for longer only where the browser may
 * be remembered.
 */
function quieten(slot: string, days: number, mayKeep: boolean): void {
  try {
    sessionStorage.setItem(keyOf(slot), '1')
    if (mayKeep && days > 0) localStorage.setItem(keyOf(slot), String(Date.now() + days * DAY_MS))
  } catch {
    // storage is barred: it may come again with the next page
  }
}

function isQuiet(slot: string): boolean {
  try {
    return (
      sessionStorage.getItem(keyOf(slot)) !== null || Number(localStorage.getItem(keyOf(slot))) > Date.now()
    )
  } catch {
    return false
  }
}
