import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { isLoopback, isPublicAddress } from './public-address.ts'

/** Every address that a host name stands for now; throws where there is none. */
export type ResolveHost = (host: string) => Promise<string[]>

export interface DestinationRules {
  resolve: ResolveHost
  /** true: this machine itself is allowed, by http too; for tests and for trying it out. */
  allowLoopback: boolean
}

/** Where a request is really sent to: the address is the one that was checked. */
export type Destination = { ok: true; url: URL; address: string } | { ok: false; problem: string }

export const resolveHost: ResolveHost = async (host) => {
  const found = await lookup(host, { all: true, verbatim: true })
  return found.map(({ address }) => address)
}

/**
 * Resolves and checks an address that somebody typed in. All addresses of the name must be public: a name that
 * has one inside and one outside is a trap. Must not throw.
 */
export async function destinationOf(text: string, rules: DestinationRules): Promise<Destination> {
  if (!URL.canParse(text)) return refuse('is not an address')
  const url = new URL(text)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (url.protocol !== 'https:' && !(rules.allowLoopback && url.protocol === 'http:'))
    return refuse('must begin with https://')
  if (url.username || url.password) return refuse('must not carry a name or password')
  const found = isIP(host) ? [host] : await rules.resolve(host).catch(() => [])
  const [address] = found
  if (address === undefined) return refuse(`${host} is not known`)
  const inside = rules.allowLoopback && found.every(isLoopback)
  if (!inside && (url.protocol !== 'https:' || !found.every(isPublicAddress)))
    return refuse('leads to an address that is not public')
  return { ok: true, url, address }
}

const refuse = (problem: string): Destination => ({ ok: false, problem })
