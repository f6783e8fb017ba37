import { randomUUID } from 'node:crypto'
import { io, type Socket } from 'socket.io-client'
import { z } from 'zod'
import type { Message } from '#contract/message.ts'
import type { ConversationRow } from '#contract/staff-api.ts'
import { at, request, type StaffClient } from './server.ts'

/** A person at the desk whose console keeps to the protocol: writes are sent again with the same id. */
export interface SteadyDesk {
  take: (conversationId: string) => Promise<void>
  reply: (conversationId: string, text: string) => Promise<void>
  /** Opens a conversation: reads it whole, then hears what is new; after a cut it reads it again. */
  watch: (conversationId: string) => Promise<void>
  /** Reads the watched one once more, whole. */
  reread: () => Promise<void>
  /** The transcript on the screen: each message once, by seq. */
  screen: () => Message[]
  rows: Map<string, ConversationRow>
  close: () => void
}

const messages = z.object({
  messages: z.array(z.custom<Message>((value) => typeof at(value, 'rev') === 'number')),
})

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

export function startSteadyDesk(url: string, staff: StaffClient): SteadyDesk {
  const rows = new Map<string, ConversationRow>()
  const shown = new Map<string, Message>()
  let watched: string | null = null
  const socket: Socket = io(`${url}/staff`, {
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelay: 10,
    reconnectionDelayMax: 60,
    timeout: 2000,
    extraHeaders: { cookie: staff.cookie },
  })
  const show = (message: Message) => {
    const before = shown.get(message.messageId)
    if (message.conversationId === watched && (!before || before.rev < message.rev))
      shown.set(message.messageId, message)
  }
  /** Until it is answered: a line that is cut leaves open whether it was done. */
  const surely = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    for (;;) {
      const headers = { cookie: staff.cookie, 'x-csrf-token': staff.csrfToken, connection: 'close' }
      const answer = await request(url + path, method, { body, headers }).catch(() => null)
      if (!answer) {
        await pause(20)
        continue
      }
      if (answer.status >= 400)
        throw new Error(`${path} ${answer.status} ${String(at(answer.body, 'detail'))}`)
      return answer.body
    }
  }
  const reread = async () => {
    if (watched === null) return
    const detail = await surely('get', `/api/conversations/${watched}`)
    for (const message of messages.parse(detail).messages) show(message)
  }
  const resync = async () => {
    if (watched === null) return
    await socket.timeout(1500).emitWithAck('watch', watched)
    await reread()
  }
  socket.on('message', show)
  socket.on('conversation.changed', (row: ConversationRow) => rows.set(row.conversationId, row))
  socket.on('connect', () => {
    resync().catch(() => {}) // cut again: the next connect does it
  })
  return {
    take: async (id) => {
      await surely('post', `/api/conversations/${id}/take`)
    },
    reply: async (id, text) => {
      await surely('post', `/api/conversations/${id}/reply`, { clientMessageId: randomUUID(), text })
    },
    watch: async (id) => {
      shown.clear()
      watched = id
      await resync().catch(() => {})
    },
    reread,
    screen: () => [...shown.values()].sort((a, b) => a.seq - b.seq),
    rows,
    close: () => socket.close(),
  }
}
