/** Text as PostgreSQL can keep it: without NUL characters and halves of surrogate pairs. */
export function storableText(text: string): string {
  return text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD')
}

/** JSON for a jsonb column, with every string in it storable; what JSON cannot say becomes null. */
export function storableJson(value: unknown): string {
  const seen = JSON.stringify(value, (_key, entry) =>
    typeof entry === 'bigint' ? entry.toString() : storableEntry(entry),
  )
  return seen ?? 'null'
}

function storableEntry(entry: unknown): unknown {
  if (typeof entry === 'string') return storableText(entry)
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return entry
  return Object.fromEntries(Object.entries(entry).map(([key, inner]) => [storableText(key), inner]))
}
