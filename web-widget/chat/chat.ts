import type { CartInput } from '../../contract/chat.ts'
import type { CartView, Message } from '../../contract/message.ts'
import type { ProblemDetails } from '../../contract/problem.ts'
import type { PanelHost, TokenSource } from '../handover.ts'
import { createConnection, refusalOf } from './connection.ts'
import { createConsent, privacyControl, readPage } from './consent.ts'
import { createDelivery } from './delivery.ts'
import { createIdentity } from './identity.ts'
import { createLink } from './link.ts'
import { createMemory, type Remembered } from './memory.ts'
import { createReading } from './reading.ts'
import { createRecord } from './record.ts'
import { createResync } from './resync.ts'
import { createSession } from './session.ts'
import { type ChatState, createState } from './state.ts'
import { emptyTranscript } from './transcript.ts'
import { createTyping } from './typing.ts'

/** MAX_MESSAGE_CHARS of the contract, from which browser code takes types only. */
export const MAX_CHARS = 10_000

const RETRY_REFUSED_S = 5

export type Chat = ReturnType<typeof createChat>

/** The chat of this page: what is known of it, and all that the shopper or the host page can do. */
export function createChat(host: PanelHost, onNews: (message: Message) => void) {
  // 1. what may be kept on the device, and what was
  const memory = createMemory(() => consent.mayStore())
  const isRequired = host.options.consent ? host.options.consent === 'required' : host.config.consentRequired
  const consent = createConsent(isRequired, host.consent ?? (memory.read().agreed || null), {
    privacyControl: privacyControl(),
    readPage,
  })
  if (!consent.mayStore() && memory.isStored()) memory.withdraw()
  const state = createState(firstState(memory.read()))
  const noteMemory = () => state.set({ isStored: memory.isStored(), asksConsent: consent.isAsked() })
  noteMemory()

  // 2. the way to the server, and what comes from it
  const record = createRecord({ state, emit: host.emit, onNews, onGap: () => resync.soon() })
  const typing = createTyping(state, (on) => connection.typing(on))
  const connection = createConnection(host.options.base, () => session.handshake(), {
    connected: () => void connected(),
    disconnected: () => state.set({ link: 'offline', typing: null }),
    refused,
    message: record.message,
    'message.replaced': record.message,
    conversation: record.conversation,
    typing: typing.arrived,
    cart: record.cart,
  })
  const { isOnline } = connection
  const link = createLink(state, connection.connect)
  const resync = createResync({ state, isOnline, resume: connection.resume, apply: record.resumed })
  const read = createReading(state, isOnline, connection.read)

  // 3. who is speaking, and what they send
  const identity = createIdentity(host.identity, Date.now)
  const session = createSession({
    key: host.options.key,
    memory,
    identity,
    isShared: consent.mayStore,
    isOnline,
    identify: connection.identify,
    reconnect,
    onReplaced: () => {
      clearShown()
      void resync.now()
    },
  })
  const delivery = createDelivery({
    state,
    isOnline,
    keep(outbox) {
      memory.keep({ outbox })
      noteMemory()
    },
    send: (input) =>
      session.begin(async () => {
        const answer = await connection.send(input)
        if (!answer.ok) return answer
        session.adopt(answer.session)
        record.accepted(answer.message, answer.conversation)
        noteMemory()
        return answer
      }),
  })

  async function connected(): Promise<void> {
    state.set({ link: 'online' })
    if (session.has()) await resync.now()
    else state.set({ isSynced: true })
    read()
    await delivery.pump()
  }

  function refused(problem: ProblemDetails): void {
    if (problem.status === 401 && session.has()) {
      memory.keep({ session: null }) // unknown to the server by now; what is unsent goes into a new one
      startOver()
    } else if (problem.status === 429 || problem.status >= 500) {
      setTimeout(connection.connect, (problem.retryAfterSeconds ?? RETRY_REFUSED_S) * 1000)
    } else {
      state.set({ link: 'refused' })
    }
  }

  function clearShown(): void {
    state.set({ transcript: emptyTranscript, isSynced: false, cart: null, typing: null })
    noteMemory()
  }

  /** Shows nothing of the session before, and connects as whatever memory holds now. */
  function startOver(): void {
    session.end()
    clearShown()
    if (state.get().link !== 'idle') reconnect()
  }

  function reconnect(): void {
    state.set({ link: 'connecting' })
    connection.reconnect()
  }

  memory.onOtherTab((other) => {
    if (other?.agreed) consent.decide(true)
    if (other === null && isRequired) consent.decide(null)
    if (other === null) memory.forget()
    noteMemory()
    if (!session.is(other?.session ?? null)) startOver()
  })
  document.addEventListener('visibilitychange', read)
  state.subscribe(read)

  return {
    state,
    start: link.start,
    isKept: session.has,
    typed: typing.typed,
    open(): void {
      state.set({ isOpen: true })
      memory.keepOpen(true)
      link.start()
    },
    close(): void {
      state.set({ isOpen: false })
      memory.keepOpen(false)
    },
    send(text: string): void {
      const entry = { clientMessageId: randomId(), text, page: consent.page(), attempts: 0, problem: null }
      typing.stop()
      delivery.add(entry)
      if (state.get().isOpen) memory.keepOpen(true)
      link.start()
      void delivery.pump()
    },
    retry(clientMessageId: string): void {
      delivery.retry(clientMessageId)
      void delivery.pump()
    },
    drop: delivery.drop,
    async changeCart(input: CartInput): Promise<CartView> {
      await link.ready()
      const answer = await session.begin(() => connection.cart(input))
      if (answer === null) return this.changeCart(input) // another tab has just begun the session
      if (!answer.ok) throw refusalOf(answer)
      session.adopt(answer.session)
      noteMemory()
      record.cart(answer.cart)
      return answer.cart
    },
    async cart(): Promise<CartView | null> {
      if (session.has()) await link.ready()
      return state.get().cart
    },
    async endHandoff(): Promise<void> {
      const answer = await connection.endHandoff()
      if (!answer.ok) throw refusalOf(answer)
      record.conversation(answer.conversation)
    },
    /** Whether the chat may be kept on this device. */
    agree(granted: boolean): void {
      consent.decide(granted)
      if (granted) memory.keep({ agreed: true })
      else memory.withdraw()
      if (state.get().isOpen) memory.keepOpen(granted)
      noteMemory()
    },
    async identify(source: TokenSource | null): Promise<void> {
      await session.setIdentity(source)
      if (source !== null) return
      memory.forget()
      state.set({ outbox: [] })
      startOver()
    },
  }
}

function firstState(remembered: Remembered): ChatState {
  return {
    isOpen: false,
    link: 'idle',
    transcript: emptyTranscript,
    isSynced: remembered.session === null,
    outbox: remembered.outbox,
    typing: null,
    cart: null,
    asksConsent: false,
    isStored: false,
  }
}

/** 128 random bits; `crypto.randomUUID` is missing on plain http. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
