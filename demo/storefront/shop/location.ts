import { useSyncExternalStore } from 'react'

const CHANGED = 'tarnwick:location'

export interface Place {
  path: string
  query: URLSearchParams
}

function subscribe(listener: () => void): () => void {
  addEventListener('popstate', listener)
  addEventListener(CHANGED, listener)
  return () => {
    removeEventListener('popstate', listener)
    removeEventListener(CHANGED, listener)
  }
}

/** Where the reader is; a page is drawn anew when it changes. */
export function useLocation(): Place {
  const address = useSyncExternalStore(subscribe, () => `${location.pathname}${location.search}`)
  const [path = '/', query = ''] = address.split('?')
  return { path: path === '/' ? path : path.replace(/\/$/, ''), query: new URLSearchParams(query) }
}

/** Goes to a page of the shop: to its top, with the focus on its content. */
export function goTo(address: string): void {
  history.pushState(null, '', address)
  dispatchEvent(new Event(CHANGED))
  scrollTo(0, 0)
  document.getElementById('content')?.focus({ preventScroll: true })
}

/** Changes the address of the page one is on, without a new entry in the history. */
export function replaceQuery(query: URLSearchParams): void {
  const text = query.toString()
  history.replaceState(null, '', text ? `${location.pathname}?${text}` : location.pathname)
  dispatchEvent(new Event(CHANGED))
}
