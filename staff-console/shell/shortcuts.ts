import { useEffect, useRef } from 'react'
import { preferences } from './preferences.ts'

type Shortcuts = Record<string, (() => void) | undefined>

/** Single keys, while no field has the focus, no dialog is open and the person has not switched them off. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts)
  useEffect(() => {
    latest.current = shortcuts
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const run = latest.current[event.key]
      if (!run || event.defaultPrevented || isTaken(event)) return
      event.preventDefault()
      run()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}

function isTaken(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true
  if (!preferences.get().singleKeys || document.querySelector('dialog[open]')) return true
  return event.target instanceof Element && event.target.closest('input, textarea, select') !== null
}
