import type { TrackedEvent } from '#domain/events/index.ts'
import { fieldsIn, textIn } from './fields.ts'

const positionNames = new Set(
  'latitude longitude lat lng lon long gps coordinates coords altitude'.split(' '),
)

/** Where in an event a position stands, as paths; empty: nowhere. */
export function positionsIn(event: TrackedEvent): string[][] {
  return [
    ...pathsIn(event.properties, ['properties']),
    ...pathsIn(event.context, ['context']),
    ...pathsIn(event.traits, ['traits']),
  ]
}

/** At the top, or one level down as in `context.location.latitude`. */
function pathsIn(fields: Record<string, unknown>, above: string[], depth = 0): string[][] {
  const found: string[][] = []
  for (const name in fields) {
    if (positionNames.has(name.toLowerCase())) found.push([...above, name])
    else if (depth < 1) {
      const inner = fields[name]
      if (typeof inner === 'object' && inner !== null && !Array.isArray(inner))
        found.push(...pathsIn(fieldsIn(inner) ?? {}, [...above, name], depth + 1))
    }
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
  if (Array.isArray(inner)) return { ...fields, [name]: inner.filter((_entry, at) => String(at) !== rest[0]) }
  const object = fieldsIn(inner)
  return object ? { ...fields, [name]: without(object, rest) } : fields
}
