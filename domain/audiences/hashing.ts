import { createHash } from 'node:crypto'
import type { AudienceFormat, AudienceKind } from '#contract/audiences.ts'

/**
 * The SHA-256 of an address as the platform writes it before hashing. E-mail: no spaces around, small letters
 * (both). Numbers: E.164 with its + (Google, Customer Match) or the digits alone (Meta, Custom Audiences). The
 * value is an identifier of ours, which is in normal form already.
 */
export function hashFor(format: AudienceFormat, kind: AudienceKind, value: string): string {
  const plain = kind === 'email' ? value.trim().toLowerCase() : value.trim()
  const written = kind === 'phone' && format === 'meta' ? plain.replace(/\D/g, '') : plain
  return createHash('sha256').update(written).digest('hex')
}
