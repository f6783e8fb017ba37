import type { CartInput, WidgetConfig } from '../contract/chat.ts'
import type { CartView } from '../contract/message.ts'

/** A signed identity token, or a function that fetches a fresh one; null signs out. */
export type TokenSource = string | (() => string | Promise<string>)

/** What the script tag says, attribute by attribute, as written. */
export interface ScriptOptions {
  /** Where Rapport runs, ending in a slash. */
  base: string
  key: string
  locale?: string
  /** `ltr` or `rtl` */
  direction?: string
  /** `required` or `granted` */
  consent?: string
  accent?: string
  /** `light` or `dark`, where the page does not follow the shopper's system. */
  scheme?: string
  identityToken?: string
}

export type RapportEvent = 'ready' | 'open' | 'close' | 'message' | 'cart' | 'handoff'

/** What the loader has drawn. */
export interface Launcher {
  shadow: ShadowRoot
  /** The element inside the shadow root that holds launcher and panel. */
  frame: HTMLElement
  button: HTMLElement
  /** Where it is said that the panel could not be had, and the words for it. */
  note: HTMLElement
  again: string
}

/** What the loader gives the panel when its chunk arrives. */
export interface PanelHost extends Launcher {
  options: ScriptOptions
  config: WidgetConfig
  locale: string
  identity: TokenSource | null
  /** null: the host page has not said. */
  consent: boolean | null
  emit: (event: RapportEvent, detail?: unknown) => void
}

/** What the panel gives back. */
export interface Panel {
  open: () => void
  close: () => void
  toggle: () => void
  send: (text: string) => void
  identify: (source: TokenSource | null) => Promise<void>
  consent: (granted: boolean) => void
  changeCart: (input: CartInput) => Promise<CartView>
  cart: () => Promise<CartView | null>
}
