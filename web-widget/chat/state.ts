import type { CartView } from '../../contract/message.ts'
import type { Unsent } from './outbox.ts'
import type { Transcript } from './transcript.ts'

/** `refused`: the server does not take this page (key or origin); no try of ours will change that. */
export type Link = 'idle' | 'connecting' | 'online' | 'offline' | 'refused'

/** All that the panel draws. */
export interface ChatState {
  isOpen: boolean
  link: Link
  transcript: Transcript
  /** False until the history of a chat that was kept has arrived. */
  isSynced: boolean
  outbox: readonly Unsent[]
  typing: { who: 'agent' | 'staff'; name: string | null } | null
  cart: CartView | null
  /** The shopper is to be asked whether the chat may be kept on the device. */
  asksConsent: boolean
  /** The chat is kept on the device now. */
  isStored: boolean
}

export interface State {
  get(): ChatState
  set(change: Partial<ChatState>): void
  subscribe(listener: (state: ChatState) => void): () => void
}

export function createState(first: ChatState): State {
  let state = first
  const listeners = new Set<(state: ChatState) => void>()
  return {
    get: () => state,
    set(change) {
      state = { ...state, ...change }
      for (const listener of listeners) listener(state)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
