import type { ConversationView, ResumeAnswer } from '../../contract/chat.ts'
import type { CartView, Message } from '../../contract/message.ts'
import type { RapportEvent } from '../handover.ts'
import { without } from './outbox.ts'
import type { State } from './state.ts'
import { hasGap, type Transcript, withConversation, withMessage, withResume } from './transcript.ts'

interface Deps {
  state: State
  emit: (event: RapportEvent, detail: unknown) => void
  /** A complete message that was not complete before; not for history that was read back. */
  onNews: (message: Message) => void
  onGap: () => void
}

/** Takes what the server says into the state, and tells the host page what is new in it. */
export function createRecord({ state, emit, onNews, onGap }: Deps) {
  const take = (next: Transcript, isHistory = false) => {
    const { transcript: before, outbox } = state.get()
    const mine = next.messages.filter((message) => message.clientMessageId !== null)
    const unsent = mine.reduce((rest, message) => without(rest, message.clientMessageId ?? ''), [...outbox])
    state.set({ transcript: next, ...(unsent.length < outbox.length && { outbox: unsent }) })
    if (!isHistory) tellNews(before, next)
    if (before.conversation?.status !== next.conversation?.status && !isHistory)
      emit('handoff', next.conversation?.status)
    if (hasGap(next)) onGap()
  }

  const tellNews = (before: Transcript, next: Transcript) => {
    const complete = new Set(before.messages.filter(isComplete).map((message) => message.messageId))
    for (const message of next.messages) {
      if (!isComplete(message) || complete.has(message.messageId)) continue
      onNews(message)
      emit('message', message)
    }
  }

  const cart = (view: CartView | null) => {
    if (!view) return
    state.set({ cart: view })
    emit('cart', view)
  }

  return {
    message(message: Message) {
      if (message.sender !== 'customer') state.set({ typing: null })
      take(withMessage(state.get().transcript, message))
    },
    conversation: (view: ConversationView) => take(withConversation(state.get().transcript, view)),
    accepted(message: Message, view: ConversationView) {
      take(withConversation(withMessage(state.get().transcript, message), view))
    },
    resumed(answer: ResumeAnswer, isHistory: boolean) {
      take(withResume(state.get().transcript, answer), isHistory)
      cart(answer.cart)
    },
    cart,
  }
}

const isComplete = (message: Message) => message.status === 'complete'
