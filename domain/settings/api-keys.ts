import { createHash, randomBytes } from 'node:crypto'

/** public: named in pages, opens what shoppers may do. secret: the shop's own systems. */
export type KeyKind = 'public' | 'secret'

export interface ApiKeyRow {
  /** Names the key in lists and for revoking; opens nothing. */
  keyId: string
  kind: KeyKind
  label: string
  /** A public key as it is; of a secret one its start and its end. */
  hint: string
  createdAt: Date
  revokedAt: Date | null
}

const prefixes = { public: 'pk_', secret: 'sk_' } as const

export function newKey(kind: KeyKind): string {
  return prefixes[kind] + randomBytes(kind === 'secret' ? 32 : 16).toString('base64url')
}

/** What is stored: a public key as it is, of a secret one only the hash. */
export function storedForm(key: string): string {
  return key.startsWith(prefixes.secret) ? createHash('sha256').update(key).digest('hex') : key
}

export function hintOf(key: string): string {
  return key.startsWith(prefixes.secret) ? `${key.slice(0, 5)}…${key.slice(-4)}` : key
}

export function keyIdOf(stored: string): string {
  return createHash('sha256').update(stored).digest('hex').slice(0, 16)
}
