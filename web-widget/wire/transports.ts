import { engine, silenceAllowed } from './packets.ts'

/** What a transport tells: each packet in order, then once that it is over. */
export interface Ends {
  packet: (text: string) => void
  closed: () => void
}

export interface Transport {
  send: (packet: string) => void
  /** Closes without telling `closed`. */
  close: () => void
}

export type OpenTransport = (address: string, ends: Ends) => Transport

export const openWebSocket: OpenTransport = (address, ends) => {
  const socket = new WebSocket(`${address.replace(/^http/, 'ws')}&transport=websocket`)
  socket.onmessage = ({ data }) => ends.packet(String(data))
  socket.onclose = () => ends.closed()
  return {
    send: (packet) => socket.send(packet),
    close() {
      socket.onmessage = null
      socket.onclose = null
      socket.close()
    },
  }
}

const SEPARATOR = '\x1e'

/** Long polling, for networks that let no WebSocket through. */
export const openPolling: OpenTransport = (base, ends) => {
  const stop = new AbortController()
  const address = `${base}&transport=polling`
  let session = ''
  let sending = Promise.resolve()

  const ask = async (body?: string): Promise<string> => {
    const answer = await fetch(address + session, {
      ...(body !== undefined && {
        method: 'POST',
        body,
        headers: { 'content-type': 'text/plain;charset=UTF-8' },
      }),
      signal: stop.signal,
      credentials: 'omit',
      cache: 'no-store',
    })
    if (!answer.ok) throw new Error(`${answer.status}`)
    return answer.text()
  }
  const receive = async () => {
    while (!stop.signal.aborted) {
      for (const packet of (await ask()).split(SEPARATOR)) {
        const open = silenceAllowed(packet)
        if (open) session = `&sid=${encodeURIComponent(open.sid)}`
        if (packet === engine.close) throw new Error('closed')
        ends.packet(packet)
      }
    }
  }
  const over = () => {
    if (stop.signal.aborted) return
    stop.abort()
    ends.closed()
  }

  receive().catch(over)
  return {
    send(packet) {
      sending = sending.then(() => ask(packet)).then(() => {}, over)
    },
    close: () => stop.abort(),
  }
}
