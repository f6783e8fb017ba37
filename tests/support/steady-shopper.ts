import { randomUUID } from 'node:crypto'
import { io, type Socket } from 'socket.io-client'
import type { Ack, ConversationView, ResumeAnswer } from '#contract/chat.ts'
import type { Message } from '#contract/message.ts'

type Sent = Ack<{ message: Message; conversation: ConversationView; session?: string }>

/** A shopper whose device keeps to the protocol: resends until acknowledged, and resumes after every cut. */
export interface SteadyShopper {
  say: (text: string) => void
  /** Resolves when everything said is acknowledged. */
  settled: () => Promise<void>
  /** Asks once more for everything after what is known. */
  catchUp: () => Promise<void>
  /** What the screen shows: each message once, by seq. */
  screen: () => Message[]
  conversationId: () => string | null
  /** Every messageId and rev that arrived, resent ones included. */
  arrivals: () => number
  close: () => void
}

const ACK_MS = 1500

export function startSteadyShopper(url: string, key: string): SteadyShopper {
  const outbox: { id: string; text: string }[] = []
  const shown = new Map<string, Message>()
  let session: string | undefined
  let known = 0
  let arrivals = 0
  let conversationId: string | null = null
  let closed = false
  const socket: Socket = io(`${url}/chat`, {
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelay: 20,
    reconnectionDelayMax: 100,
    timeout: 2000,
    auth: (give) => give({ key, ...(session && { session }) }),
  })
  const show = (message: Message) => {
    arrivals++
    const before = shown.get(message.messageId)
    if (!before || before.rev < message.rev) shown.set(message.messageId, message)
  }
  const catchUp = async () => {
    const answer: Ack<ResumeAnswer> = await socket.timeout(ACK_MS).emitWithAck('resume', { afterRev: known })
    if (!answer.ok || !answer.conversation) return
    for (const message of answer.messages) show(message)
    known = answer.conversation.rev // everything up to here has been asked for
  }
  socket.on('message', show)
  socket.on('message.replaced', show)
  socket.on('connect', () => {
    catchUp().catch(() => {}) // cut again: the next connect asks again
  })

  async function deliver(): Promise<void> {
    while (!closed && outbox[0]) {
      const { id, text } = outbox[0]
      const answer: Sent | null = await socket
        .timeout(ACK_MS)
        .emitWithAck('send', { clientMessageId: id, text })
        .catch(() => null)
      if (!answer) continue // lost on the way there or back: the same one again
      if (!answer.ok) throw new Error(answer.problem.detail ?? answer.problem.title)
      session = answer.session ?? session
      conversationId = answer.conversation.conversationId
      show(answer.message)
      outbox.shift()
    }
  }
  let delivering: Promise<void> = Promise.resolve()
  return {
    say(text) {
      outbox.push({ id: randomUUID(), text })
      delivering = delivering.then(deliver)
    },
    settled: () => delivering,
    catchUp: async () => {
      for (;;) {
        const done = await catchUp().then(
          () => true,
          () => false,
        )
        if (done) return
      }
    },
    screen: () => [...shown.values()].sort((a, b) => a.seq - b.seq),
    conversationId: () => conversationId,
    arrivals: () => arrivals,
    close: () => {
      closed = true
      socket.close()
    },
  }
}
