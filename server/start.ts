import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { listConversations } from '#domain/conversations/index.ts'
import { publicKey } from '#domain/settings/index.ts'
import { decideFirst } from './decide/index.ts'
import type { FirstStart, House } from './house.ts'
import { createHttp } from './http.ts'
import { type HouseOptions, openHouse } from './open-house.ts'
import { whatIsMissing } from './readiness.ts'
import { openSockets } from './sockets.ts'
import { startTimers } from './timers.ts'
import { trackFirst } from './track/index.ts'
import { waitingRoom } from './waiting-room.ts'
import { warmUp } from './warm-up.ts'

export interface ServerOptions extends HouseOptions {
  host: string
  /** 0 takes a free one. */
  port: number
}

export interface RunningServer {
  url: string
  publicKey: string
  store: House['store']
  house: House
  firstStart: FirstStart | null
  /** Finishes the turns that run, then closes sockets and rooms. Twice is once. */
  close: () => Promise<void>
}

/** A request that is still running gets this long when the server closes. */
const CLOSE_MS = 2000

/** Longer than the shop's systems and proxies rest between two calls, so that none meets a closing line. */
const KEEP_ALIVE_MS = 65_000

/** Starts Rapport. Resolves when it serves; from the first moment on `/health` and `/ready` answer. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  // 1. listen: until the house is open, everything but /health is told to wait
  const waiting = waitingRoom()
  const http = createServer((req, res) => waiting.handle(req, res))
  http.keepAliveTimeout = KEEP_ALIVE_MS
  const url = await listen(http, options)
  let house: House | null = null
  try {
    // 2. open the rooms
    house = await openHouse(options)
    const open = house
    open.listeningAt(url)
    // 3. HTTP and sockets
    const app = createHttp(open, () => whatIsMissing(open))
    const sockets = await openSockets(http, open, options.databaseUrl)
    open.metrics.watch(gaugesOf(open, sockets.count))
    waiting.open(trackFirst(open, decideFirst(open, app)))
    // 4. what waits to leave, and what time makes due
    open.outbox.start()
    const stopTimers = startTimers(open)
    // 5. the heavy modules and the vectors, in the background
    const warm = warmUp(open)
    // 6. other processes on the same server; whoever has the embedded database is alone with it
    if (options.databaseUrl !== undefined)
      open.jobs.start(open.outbox.woken).catch((error: unknown) => {
        open.log.error({ error, step: 'jobs' }, 'other processes are not woken: they look every second')
      })
    open.log.info({ database: open.store.kind }, 'ready')
    let closing: Promise<void> | null = null
    const close = async () => {
      await stopTimers()
      await warm.stop()
      await open.events.close()
      await open.outbox.close()
      await open.inbound.close() // while the sockets still carry its last words
      const slow = setTimeout(() => http.closeAllConnections(), CLOSE_MS)
      await sockets.close()
      clearTimeout(slow)
      await closeHttp(http)
      await open.close()
    }
    return {
      url,
      publicKey: (await publicKey(open.db)) ?? '',
      store: open.store,
      house: open,
      firstStart: open.firstStart,
      close: () => {
        closing ??= close()
        return closing
      },
    }
  } catch (error) {
    await closeHttp(http)
    await house?.close()
    throw error
  }
}

async function listen(http: HttpServer, { host, port }: ServerOptions): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject)
    http.listen(port, host, () => {
      http.off('error', reject)
      resolve()
    })
  })
  const address = http.address()
  if (!isInternet(address)) throw new Error('the server listens on no port')
  const name = host.includes(':') ? `[${host}]` : host === '0.0.0.0' ? '127.0.0.1' : host
  return `http://${name}:${address.port}`
}

function isInternet(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === 'object' && address !== null
}

function closeHttp(http: HttpServer): Promise<void> {
  return new Promise((resolve) => {
    if (!http.listening) return resolve()
    http.close(() => resolve())
    http.closeAllConnections()
  })
}

function gaugesOf(house: House, sockets: () => { chat: number; staff: number }) {
  return {
    sockets,
    turns: () => house.inbound.load(),
    embedding: () => house.search.status(),
    handoffQueue: async () => {
      const queued = await listConversations(house.db, { statuses: ['queued'], limit: 10_000 })
      return queued.length
    },
  }
}
