import type { TrackedEvent } from '#domain/events/index.ts'
import { fieldsIn, textIn } from './fields.ts'

const positionNames = new Set(
  'latitude longitude lat lng lon long gps coordinates coords altitude'.split(' '),
)

/** No event is deeper. */
const DEEPEST = 20

/** Where in an event a position stands, as paths; empty: nowhere. */
export function positionsIn(event: TrackedEvent): string[][] {
  return [
    ...pathsIn(event.properties, ['properties']),
    ...pathsIn(event.context, ['context']),
    ...pathsIn(event.traits, ['traits']),
  ]
}

/** At any depth an event may have, in lists too. */
function pathsIn(fields: object, above: string[], depth = 0): string[][] {
  const found: string[][] = []
  for (const [name, inner] of Object.entries(fields)) {
    if (positionNames.has(name.toLowerCase())) found.push([...above, name])
    else if (typeof inner === 'object' && inner !== null && depth < DEEPEST)
      found.push(...pathsIn(inner, [...above, name], depth + 1))
  }
  return found
}

export function deviceOf(event: TrackedEvent): string | null {
  const device = fieldsIn(event.context.device)
  return textIn(event.properties, 'device_id') ?? (device && textIn(device, 'id'))
}

export interface LocationPermission {
  deviceId: string
  state: 'granted' | 'denied'
  source: string
  at: Date
}

/** What the app says it may do; any key may say it, it is the app's own. */
export function permissionIn(event: TrackedEvent): LocationPermission | null {
  const granted = event.name === 'Location Permission Granted'
  const deviceId = granted || event.name === 'Location Permission Denied' ? deviceOf(event) : null
  return deviceId === null
    ? null
    : { deviceId, state: granted ? 'granted' : 'denied', source: event.source, at: event.occurredAt }
}

/** The event without what stands at these paths; everything else is the same object. */
export function withoutPaths(event: TrackedEvent, paths: readonly string[][]): TrackedEvent {
  let left = event
  for (const [part, ...rest] of paths)
    if (part === 'properties' || part === 'context' || part === 'traits')
      left = { ...left, [part]: without(left[part], rest) }
  return left
}

function without(fields: Record<string, unknown>, [name, ...rest]: string[]): Record<string, unknown> {
  if (name === undefined) return fields
  if (rest.length === 0) return Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name))
  const inner = fields[name]
  if (Array.isArray(inner)) return { ...fields, [name]: withoutIn(inner, rest) }
  const object = fieldsIn(inner)
  return object ? { ...fields, [name]: without(object, rest) } : fields
}

/** An entry of a list, or something within one. */
function withoutIn(list: unknown[], [index, ...rest]: string[]): unknown[] {
  if (rest.length === 0) return list.filter((_entry, at) => String(at) !== index)
  return list.map((entry, at) => {
    if (String(at) !== index) return entry
    if (Array.isArray(entry)) return withoutIn(entry, rest)
    const object = fieldsIn(entry)
    return object ? without(object, rest) : entry
  })
}
