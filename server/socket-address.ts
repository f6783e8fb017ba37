import type { Socket } from 'socket.io'
import type { House } from './house.ts'

/** The caller's address: the one the outermost trusted proxy names, else the connection's own. */
export function socketAddress(house: House, handshake: Socket['handshake']): string {
  const hops = house.config.TRUST_PROXY
  const header = handshake.headers['x-forwarded-for']
  if (hops === 0 || header === undefined) return handshake.address
  const named = String(header)
    .split(',')
    .map((each) => each.trim())
  return named.at(-hops) ?? named[0] ?? handshake.address
}
