import type { Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'
import { createChatSocket } from './chat-socket.ts'
import type { House } from './house.ts'
import { mayEmbed, ownOrigins } from './origins.ts'
import { createStaffSocket } from './staff-socket.ts'

export interface Sockets {
  count: () => { chat: number; staff: number }
  /** Takes no new connections and ends the open ones. */
  close: () => Promise<void>
}

const MEGABYTE = 1024 * 1024

/** One engine with two namespaces: `/chat` for shoppers on pages of the shop, `/staff` for the console. */
export async function openSockets(
  http: HttpServer,
  house: House,
  databaseUrl: string | undefined,
): Promise<Sockets> {
  const io = new Server(http, {
    serveClient: false,
    maxHttpBufferSize: MEGABYTE,
    pingInterval: 20_000,
    pingTimeout: 20_000,
    cors: { origin: true, credentials: false },
    // refused here, a page of another site never gets as far as a namespace
    allowRequest: (req, allow) => {
      const own = ownOrigins(house.config.PUBLIC_URL, req.headers.host)
      house.settings().then(
        (settings) => allow(null, mayEmbed(req.headers.origin, own, settings)),
        () => allow('not ready', false),
      )
    },
  })
  const bridge = databaseUrl
    ? await (await import('./socket-bridge.ts')).bridgeProcesses(io, databaseUrl, house)
    : null
  const chat = createChatSocket(io, house)
  const staff = createStaffSocket(io, house)
  return {
    count: () => ({ chat: chat.count(), staff: staff.count() }),
    close: async () => {
      chat.close()
      staff.close()
      await io.close()
      await bridge?.close()
    },
  }
}
