import { type Fields, isFields } from './events.ts'

/** What is kept of Segment's context: enough to say where and with what, nothing that follows a device about. */
const parts: Record<string, readonly string[]> = {
  page: ['path', 'url', 'referrer', 'search', 'title'],
  campaign: ['name', 'source', 'medium', 'term', 'content'],
  device: ['id', 'type', 'manufacturer', 'model'],
  os: ['name', 'version'],
  app: ['name', 'version', 'build'],
  library: ['name', 'version'],
  location: ['city', 'region', 'country', 'latitude', 'longitude'],
}
const singles = ['locale', 'timezone', 'userAgent', 'ip', 'groupId', 'channel', 'partner', 'gpc', 'storeId']
const MAX_CHARS = 500

export function keepContext(given: unknown): Fields {
  if (!isFields(given)) return {}
  const kept: Fields = {}
  for (const name of singles) if (isSmall(given[name])) kept[name] = given[name]
  for (const [part, names] of Object.entries(parts)) {
    const value = given[part]
    if (!isFields(value)) continue
    const inner: Fields = {}
    for (const name of names) if (isSmall(value[name])) inner[name] = value[name]
    if (Object.keys(inner).length > 0) kept[part] = inner
  }
  const preferences = isFields(given.consent) ? given.consent.categoryPreferences : undefined
  if (isFields(preferences)) kept.consent = { categoryPreferences: flags(preferences) }
  return kept
}

function isSmall(value: unknown): boolean {
  if (typeof value === 'string') return value !== '' && value.length <= MAX_CHARS
  return typeof value === 'number' || typeof value === 'boolean'
}

function flags(preferences: Fields): Fields {
  const named = Object.entries(preferences).filter(
    ([name, on]) => name.length <= 60 && typeof on === 'boolean',
  )
  return Object.fromEntries(named.slice(0, 50))
}
