import { useSyncExternalStore } from 'react'
import { onSlots } from './slots.ts'

const KEY = 'tarnwick.consent'
const CHANGED = 'tarnwick:consent'

/** What the shopper has said to the shop's own banner; null: nothing yet. */
export type Answer = 'all' | 'necessary' | null

function read(): Answer {
  const kept = localStorage.getItem(KEY)
  return kept === 'all' || kept === 'necessary' ? kept : null
}

/** Keeps the answer, which is necessary in itself, and passes it on. */
export function answerConsent(answer: 'all' | 'necessary'): void {
  localStorage.setItem(KEY, answer)
  dispatchEvent(new Event(CHANGED))
  onSlots('consent', answer === 'all')
}

/** With every page: Rapport keeps no answer of its own. */
export function tellConsent(): void {
  const answer = read()
  if (answer) onSlots('consent', answer === 'all')
}

export function useConsent(): Answer {
  return useSyncExternalStore((listener) => {
    addEventListener(CHANGED, listener)
    return () => removeEventListener(CHANGED, listener)
  }, read)
}
