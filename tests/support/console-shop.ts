import { randomUUID } from 'node:crypto'
import { io, type Socket } from 'socket.io-client'
import type { Ack, ChatClientEvents, ChatServerEvents, ConversationView } from '#contract/chat.ts'
import type { Message } from '#contract/message.ts'
import type { StaffRole, StaffView } from '#contract/staff-api.ts'
import { addStaff } from '#domain/staff/index.ts'
import { type RunningServer, startServer } from '#server/index.ts'
import { openTestStore } from './database.ts'
import { buildScreens } from './screens.ts'

export interface Account {
  staff: StaffView
  password: string
}

/** A real server with the built console, and the people of a small shop. */
export interface ConsoleShop {
  server: RunningServer
  url: string
  admin: Account
  mia: Account
  jonas: Account
  lea: Account
  addPerson: (name: string, roles: StaffRole[]) => Promise<Account>
  /** Somebody who opens the chat on the shop's site. */
  shopper: () => Promise<Shopper>
  close: () => Promise<void>
}

export async function openConsoleShop(): Promise<ConsoleShop> {
  await buildScreens('staff-console')
  const store = await openTestStore('pglite')
  const env = { LOG_LEVEL: 'silent' }
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    env,
    store,
    demo: false,
    model: null,
    embedder: null,
    limits: { messagesPerSecond: 1000, messageBurst: 1000 },
  })
  const addPerson = async (name: string, roles: StaffRole[]) => {
    const email = `${name.toLowerCase()}@shop.example`
    return addStaff(server.house.db, { email, name, roles }, new Date())
  }
  const shoppers: Shopper[] = []
  return {
    server,
    url: server.url,
    admin: await addPerson('Ada', ['admin']),
    mia: await addPerson('Mia', ['support']),
    jonas: await addPerson('Jonas', ['associate']),
    lea: await addPerson('Lea', ['crm']),
    addPerson,
    shopper: async () => {
      const shopper = await openShopper(server)
      shoppers.push(shopper)
      return shopper
    },
    close: async () => {
      for (const shopper of shoppers) shopper.leave()
      await server.close()
    },
  }
}

/** The shopper's side of a conversation, by the same protocol as the widget. */
export interface Shopper {
  socket: Socket<ChatServerEvents, ChatClientEvents>
  /** Everything that was heard, by id, in its latest state. */
  heard: Map<string, Message>
  view: () => ConversationView | null
  say: (text: string) => Promise<{ message: Message; conversation: ConversationView }>
  leave: () => void
}

async function openShopper(server: RunningServer): Promise<Shopper> {
  const socket: Shopper['socket'] = io(`${server.url}/chat`, {
    auth: { key: server.publicKey },
    transports: ['websocket'],
    forceNew: true,
  })
  const heard = new Map<string, Message>()
  let view: ConversationView | null = null
  socket.on('message', (message) => heard.set(message.messageId, message))
  socket.on('message.replaced', (message) => heard.set(message.messageId, message))
  socket.on('conversation', (conversation) => {
    view = conversation
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  return {
    socket,
    heard,
    view: () => view,
    say: async (text) => {
      const answer: Ack<{ message: Message; conversation: ConversationView }> = await socket.emitWithAck(
        'send',
        {
          clientMessageId: randomUUID(),
          text,
        },
      )
      if (!answer.ok) throw new Error(answer.problem.detail ?? answer.problem.title)
      return answer
    },
    leave: () => {
      socket.disconnect()
    },
  }
}
