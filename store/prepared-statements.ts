import { createHash } from 'node:crypto'
import type pg from 'pg'

/** Longer statements are bulk writes, whose text is seldom the same twice. */
const MAX_CHARS = 4000
/** What one connection keeps; a statement whose text varies (lists of ids) would otherwise grow it for ever. */
const MOST = 400

/**
 * Parses a statement once per connection instead of each time: from its second use on it runs by name. On
 * the embedded database this halves the time of a small query, measured. Not for a server: there another
 * process may migrate, or a pooler hand the statement to a connection that has never heard of it.
 */
export function prepareRepeated(pool: pg.Pool): void {
  const names = new Map<string, string | null>() // text -> name; null: seen once
  pool.on('connect', (client) => {
    const query = client.query
    Reflect.set(client, 'query', (...given: unknown[]) => Reflect.apply(query, client, named(names, given)))
  })
}

/** `(text, values)` becomes one configuration with a name. Without values it may be many commands at once: those stay as they are. */
function named(names: Map<string, string | null>, given: unknown[]): unknown[] {
  const [text, values, ...rest] = given
  if (typeof text !== 'string' || !Array.isArray(values) || values.length === 0 || text.length > MAX_CHARS)
    return given
  const name = nameOf(names, text)
  return name === null ? given : [{ text, values, name }, ...rest]
}

function nameOf(names: Map<string, string | null>, text: string): string | null {
  const known = names.get(text)
  if (typeof known === 'string') return known
  if (names.size >= MOST && known === undefined) return null
  const name = known === null ? `s${createHash('sha256').update(text).digest('hex').slice(0, 32)}` : null
  names.set(text, name)
  return name
}
