import { useMemo, useSyncExternalStore } from 'react'
import { formatRoute, parseRoute, type Route } from './route.ts'

type LeaveGuard = (proceed: () => void) => void

const listeners = new Set<() => void>()
let current = window.location.pathname + window.location.search
let guard: LeaveGuard | null = null

/** Goes to a route; a page with unsaved work is asked first. */
export function navigate(route: Route, options: { replace?: boolean } = {}): void {
  const address = formatRoute(route)
  if (address === current) return
  const go = () => {
    window.history[options.replace ? 'replaceState' : 'pushState'](null, '', address)
    changed()
  }
  if (guard && !options.replace) guard(go)
  else go()
}

/** While set, leaving the page is first put to the guard, which may call `proceed`. */
export function setLeaveGuard(next: LeaveGuard | null): void {
  guard = next
}

/** The route of the address bar; follows links, back and forward. */
export function useRoute(): Route {
  const address = useSyncExternalStore(subscribe, () => current)
  return useMemo(() => {
    const [pathname = '', search = ''] = address.split('?')
    return parseRoute(pathname, search)
  }, [address])
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function changed(): void {
  guard = null
  current = window.location.pathname + window.location.search
  for (const listener of listeners) listener()
}

window.addEventListener('popstate', () => {
  const target = window.location.pathname + window.location.search
  if (!guard) return changed()
  // the browser has moved already: stand still until the person has answered
  window.history.pushState(null, '', current)
  guard(() => {
    window.history.pushState(null, '', target)
    changed()
  })
})
