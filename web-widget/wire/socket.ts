import { decode, engine, packets, silenceAllowed } from './packets.ts'
import { type OpenTransport, openPolling, openWebSocket, type Transport } from './transports.ts'

export interface SocketOptions {
  /** Where the server answers, e.g. `https://shop.example/socket.io/`. */
  address: string
  namespace: string
  /** Asked before each connect. */
  auth: () => Promise<unknown>
  /** A timed-out call rejects after this. */
  answerMs: number
  connected: () => void
  disconnected: () => void
  /** The server does not take us; no further try is made until `connect` is called. */
  refused: (data: unknown) => void
  event: (name: string, data: unknown) => void
}

export interface Socket {
  connect: () => void
  disconnect: () => void
  isConnected: () => boolean
  /** Sends, if connected; what is lost with a broken line is the caller's to send again. */
  tell: (name: string, data: unknown) => void
  /** Sends and waits for the acknowledgement. Rejects when the line breaks, or nothing comes in time. */
  ask: (name: string, ...data: unknown[]) => Promise<unknown>
}

interface Waiting {
  resolve: (data: unknown) => void
  reject: (error: Error) => void
  timer: ReturnType<typeof setTimeout>
}

const OPEN_MS = 10_000
const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 10_000

/**
 * A small Socket.IO client: one namespace, JSON, acknowledgements, a watch on the server's pings, and
 * reconnects with growing, jittered waits. It resends nothing: the chat's own protocol makes each message
 * arrive exactly once, whatever the line loses.
 */
export function createSocket(options: SocketOptions): Socket {
  const { namespace } = options
  let transport: Transport | null = null
  let isConnected = false
  let wanted = false
  let failures = 0
  let open: OpenTransport = openWebSocket
  let timer: ReturnType<typeof setTimeout> | undefined // the one thing that is waited for: open, ping or retry
  let lastId = 0
  const waiting = new Map<number, Waiting>()

  const wait = (ms: number, then: () => void) => {
    clearTimeout(timer)
    timer = setTimeout(then, ms)
  }

  const attempt = async () => {
    const way = open
    const auth = await options.auth()
    if (!wanted || transport) return
    let silence = 0
    const current = way(`${options.address}?EIO=4`, {
      packet(text) {
        if (transport !== current) return
        const opened = silenceAllowed(text)
        if (opened) {
          silence = opened.ms
          current.send(packets.connect(namespace, auth))
        } else if (text === engine.ping) {
          current.send(engine.pong)
          wait(silence, lost)
        } else if (text.startsWith(engine.message)) {
          receive(text.slice(1), silence)
        }
      },
      closed() {
        if (transport !== current) return
        if (silence === 0) open = way === openWebSocket ? openPolling : openWebSocket // never opened: try the other way
        lost()
      },
    })
    transport = current
    wait(OPEN_MS, lost)
  }

  const receive = (text: string, silence: number) => {
    const packet = decode(text, namespace)
    if (packet?.kind === 'connect') {
      isConnected = true
      failures = 0
      wait(silence, lost)
      options.connected()
    } else if (packet?.kind === 'refuse') {
      drop()
      wanted = false
      options.refused(packet.data)
    } else if (packet?.kind === 'disconnect') {
      lost()
    } else if (packet?.kind === 'event') {
      options.event(packet.name, packet.data)
    } else if (packet?.kind === 'ack') {
      settle(packet.id)?.resolve(packet.data)
    }
  }

  const settle = (id: number): Waiting | undefined => {
    const entry = waiting.get(id)
    waiting.delete(id)
    clearTimeout(entry?.timer)
    return entry
  }

  const drop = () => {
    clearTimeout(timer)
    transport?.close()
    transport = null
    isConnected = false
    for (const id of [...waiting.keys()]) settle(id)?.reject(new Error('the connection was lost'))
  }

  const lost = () => {
    drop()
    options.disconnected()
    failures++
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1))
    wait(longest * (0.5 + Math.random() / 2), attempt)
  }

  const connect = () => {
    wanted = true
    if (transport) return
    clearTimeout(timer)
    void attempt()
  }

  // a phone that wakes, or a network that is back, does not wait for the next try
  const wake = () => {
    if (wanted && !isConnected && document.visibilityState === 'visible') connect()
  }
  addEventListener('online', wake)
  addEventListener('offline', () => wanted && transport && lost())
  document.addEventListener('visibilitychange', wake)

  return {
    connect,
    disconnect() {
      wanted = false
      if (isConnected) transport?.send(packets.disconnect(namespace))
      drop()
    },
    isConnected: () => isConnected,
    tell(name, data) {
      if (isConnected) transport?.send(packets.event(namespace, name, [data]))
    },
    ask(name, ...data) {
      if (!isConnected) return Promise.reject(new Error('not connected'))
      const id = lastId++
      transport?.send(packets.event(namespace, name, data, id))
      return new Promise((resolve, reject) => {
        const late = () => settle(id)?.reject(new Error('no answer came'))
        waiting.set(id, { resolve, reject, timer: setTimeout(late, options.answerMs) })
      })
    },
  }
}
