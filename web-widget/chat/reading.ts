import type { State } from './state.ts'
import { unread } from './transcript.ts'

/** Tells the server what the shopper has seen: only while the panel is open and the page is in view. */
export function createReading(state: State, isOnline: () => boolean, tell: (seq: number) => void) {
  return function read(): void {
    const { isOpen, transcript } = state.get()
    const { conversation } = transcript
    if (!isOpen || !conversation || document.visibilityState !== 'visible' || !isOnline()) return
    const seen = unread(transcript).filter((message) => message.status === 'complete')
    const customerReadSeq = seen.at(-1)?.seq
    if (customerReadSeq === undefined) return
    tell(customerReadSeq)
    state.set({ transcript: { ...transcript, conversation: { ...conversation, customerReadSeq } } })
  }
}
