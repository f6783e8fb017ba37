import type { CartView } from '../contract/message.ts'
import type { RapportEvent, TokenSource } from './handover.ts'

export interface CartItem {
  productId: string
  variantId: string
  quantity: number
}

type Listener = (detail: unknown) => void

/** `window.Rapport`, for the host page. */
export interface RapportApi {
  open(): Promise<void>
  close(): Promise<void>
  send(text: string): Promise<void>
  /** The signed identity token of who is signed in, or a function that fetches one; null on sign-out. */
  identify(source: TokenSource | null): Promise<void>
  consent(granted: boolean): Promise<void>
  addToCart(item: CartItem): Promise<CartView>
  /** The line's new quantity; 0 removes it. */
  setCartLine(item: CartItem): Promise<CartView>
  cart(): Promise<CartView | null>
  /** Answers a function that stops listening. */
  on(event: RapportEvent, listener: Listener): () => void
  push(...calls: unknown[]): void
}

/** Listeners of the host page. `ready` and the last `cart` are told to those who come late, too. */
export function createEvents() {
  const listeners = new Map<RapportEvent, Set<Listener>>()
  const last = new Map<RapportEvent, unknown>()
  return {
    on(event: RapportEvent, listener: Listener): () => void {
      const set = listeners.get(event) ?? new Set()
      listeners.set(event, set.add(listener))
      if (last.has(event)) tell(listener, last.get(event))
      return () => set.delete(listener)
    },
    emit(event: RapportEvent, detail?: unknown): void {
      if (event === 'ready' || event === 'cart') last.set(event, detail)
      for (const listener of listeners.get(event) ?? []) tell(listener, detail)
    },
  }
}

/** A listener of the page that throws must not stop the chat; its error still reaches the page's console. */
function tell(listener: Listener, detail: unknown): void {
  try {
    listener(detail)
  } catch (error) {
    reportError(error)
  }
}

/** Runs a call that was queued before the script arrived: `['open']` or `(rapport) => …`. */
export function runQueued(api: RapportApi, call: unknown): void {
  tell(() => {
    if (typeof call === 'function') call(api)
    else if (Array.isArray(call)) Reflect.get(api, call[0])(...call.slice(1))
  }, null)
}
