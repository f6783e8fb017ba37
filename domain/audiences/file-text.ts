import type { AudienceFormat, AudienceKind } from '#contract/audiences.ts'
import type { Entry } from './audiences.ts'
import type { Part } from './queries-exports.ts'

/** The heads of the columns, as each platform's upload wants them. */
const heads: Record<AudienceFormat, Record<AudienceKind, string>> = {
  google: { email: 'Email', phone: 'Phone' },
  meta: { email: 'email', phone: 'phone' },
}

/**
 * One side of a part as text. `csv`: the platform's own upload, one hash a line. `jsonl`: one object a line, with
 * what is to be done.
 */
export function fileText(
  taken: Pick<Part, 'added' | 'removed'>,
  { format, as, part }: { format: AudienceFormat; as: 'csv' | 'jsonl'; part: 'added' | 'removed' },
): string {
  const entries = taken[part]
  if (as === 'jsonl') {
    const change = part === 'added' ? 'add' : 'remove'
    return entries.map(({ kind, hash }) => `${JSON.stringify({ change, kind, sha256: hash })}\n`).join('')
  }
  const line = ({ kind, hash }: Entry) => (kind === 'email' ? `${hash},` : `,${hash}`)
  return [`${heads[format].email},${heads[format].phone}`, ...entries.map(line), ''].join('\n')
}
