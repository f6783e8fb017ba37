import { createHmac } from 'node:crypto'
import { type Identifier, normaliseIdentifier } from '#domain/identity/index.ts'

/** Kinds that something can be sent to, or that an import would bring a person back by. */
const lasting: ReadonlySet<string> = new Set(['email', 'phone', 'user_id', 'loyalty_number', 'whatsapp_id'])

/**
 * HMAC-SHA256 of a normalised identifier under a key that is not in the database: without the key nobody can
 * tell whose it was. null for what is no such identifier. An HMAC rather than a bare hash because e-mail
 * addresses and numbers can be guessed one by one (RFC 2104; FIPS 180-4).
 */
export function suppressionHash(key: string, { kind, value }: Identifier): string | null {
  const normal = lasting.has(kind) ? normaliseIdentifier(kind, value) : null
  if (normal === null) return null
  return createHmac('sha256', key).update(`suppression\0${kind}\0${normal}`).digest('base64url')
}

export function suppressionHashes(key: string, identifiers: readonly Identifier[]): string[] {
  const hashes = identifiers.flatMap((identifier) => suppressionHash(key, identifier) ?? [])
  return [...new Set(hashes)]
}
