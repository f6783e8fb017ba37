/**
 * The packets of Socket.IO (protocol 5, inside Engine.IO 4) that the chat needs: one namespace, JSON only.
 * https://socket.io/docs/v4/socket-io-protocol/
 */
export type Packet =
  | { kind: 'connect' }
  | { kind: 'refuse'; data: unknown }
  | { kind: 'disconnect' }
  | { kind: 'event'; name: string; data: unknown }
  | { kind: 'ack'; id: number; data: unknown }

/** Engine.IO's own packets are one digit; those of Socket.IO travel inside its message, `4`. */
export const engine = { open: '0', close: '1', ping: '2', pong: '3', message: '4' } as const

export const packets = {
  connect: (namespace: string, auth: unknown) => `40${namespace},${JSON.stringify(auth)}`,
  disconnect: (namespace: string) => `41${namespace},`,
  event: (namespace: string, name: string, data: readonly unknown[], id?: number) =>
    `42${namespace},${id ?? ''}${JSON.stringify([name, ...data])}`,
}

const shape = /^([0-4])(\/[^,]*),(\d*)(.*)$/s

/** Reads what stands behind the `4`. null for another namespace, and for what is no packet. */
export function decode(text: string, namespace: string): Packet | null {
  const [, type, name, id = '', json = ''] = shape.exec(text) ?? []
  if (name !== namespace) return null
  if (type === '0') return { kind: 'connect' }
  if (type === '1') return { kind: 'disconnect' }
  const data = parse(json)
  if (type === '4') return { kind: 'refuse', data: isRecord(data) ? data.data : null }
  if (!Array.isArray(data)) return null
  if (type === '3') return { kind: 'ack', id: Number(id), data: data[0] }
  return typeof data[0] === 'string' ? { kind: 'event', name: data[0], data: data[1] } : null
}

/** How long the server may be silent, in milliseconds, from its open packet; null where it is none. */
export function silenceAllowed(open: string): { sid: string; ms: number } | null {
  const data = parse(open.slice(1))
  if (!open.startsWith(engine.open) || !isRecord(data)) return null
  const { sid, pingInterval, pingTimeout } = data
  if (typeof sid !== 'string' || typeof pingInterval !== 'number' || typeof pingTimeout !== 'number')
    return null
  return { sid, ms: pingInterval + pingTimeout }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
