import type { CartView } from '../../../contract/message.ts'

/** What the widget's script gives a page; see the install page of the documentation. */
export interface Rapport {
  open(): Promise<void>
  send(text: string): Promise<void>
  identify(source: (() => Promise<string>) | null): Promise<void>
  addToCart(item: CartItem): Promise<CartView>
  setCartLine(item: CartItem): Promise<CartView>
  cart(): Promise<CartView | null>
  on(event: 'cart', listener: (cart: CartView) => void): () => void
}

export interface CartItem {
  productId: string
  variantId: string
  quantity: number
}

/** Calls for the widget: a list until its script has loaded, then the widget itself. */
interface Calls {
  push: (call: (rapport: Rapport) => void) => unknown
}

declare global {
  interface Window {
    Rapport?: Calls
  }
}

const PATIENCE_MS = 10_000

/** Runs when the widget is there, whether its script has loaded yet or not. */
export function withRapport(work: (rapport: Rapport) => void): void {
  const calls: Calls = window.Rapport ?? ([] as ((rapport: Rapport) => void)[])
  window.Rapport = calls
  calls.push(work)
}

/** The same, answering; rejects where the script has not come in time. */
export function askRapport<T>(work: (rapport: Rapport) => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the widget has not loaded')), PATIENCE_MS)
    withRapport((rapport) => {
      clearTimeout(timer)
      work(rapport).then(resolve, reject)
    })
  })
}

/** Opens the chat with a first sentence of the shopper's. */
export function askAssistant(question: string): void {
  withRapport((rapport) => {
    rapport
      .open()
      .then(() => rapport.send(question))
      .catch(() => {}) // the widget says itself what went wrong
  })
}
