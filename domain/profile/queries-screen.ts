import { sql } from 'kysely'
import { membersRelationFor } from '#domain/identity/index.ts'
import type { Db } from '#store/index.ts'
import {
  deviceOf,
  type LocationPermission,
  permissionIn,
  positionsIn,
  withoutPaths,
} from './events/position.ts'
import { type HeardTrait, traitsHeardIn } from './events/traits.ts'
import { type EventRow, termsFor } from './queries-events.ts'
import { sensitiveStatement, sensitiveTrait } from './sensitive/sensitive.ts'
import { judgeTrait, type PartnerTerms, type TraitRefusal } from './set-trait.ts'
import { traitName } from './traits.ts'

/** What was taken out of an event before it was stored, and why. */
export interface RemovedPart {
  /** As it was sent: `traits.religion`, `context.location.latitude`. */
  field: string
  reason: string
}
export type ScreenedRow = EventRow & { removed: RemovedPart[] }

/**
 * Takes out of events what may not be kept at all: sensitive traits and answers, a partner's traits without
 * contract or consent, and positions of devices whose app has no permission on record. Ask before events are
 * stored. One query where an event has a position, two where a partner speaks, else none.
 */
export async function screenEvents(db: Db, rows: readonly EventRow[], now: Date): Promise<ScreenedRow[]> {
  const heard = rows.map(({ event, customerId }) => traitsHeardIn(event, customerId))
  const terms = await termsFor(db, heard.flat(), now)
  const mayLocate = await permissionsFor(db, rows)
  return rows.map((row, at) => {
    const refused = (heard[at] ?? []).flatMap((entry) => refusedPart(entry, terms))
    const positions = mayLocate(row) ? [] : positionsIn(row.event)
    if (refused.length + positions.length === 0) return { ...row, removed: [] }
    const paths = [...refused.map((part) => part.path), ...positions].sort(laterEntriesFirst)
    return {
      ...row,
      event: withoutPaths(row.event, paths),
      removed: [
        ...refused.map(({ field, reason }) => ({ field, reason })),
        ...positions.map((path) => ({ field: path.join('.'), reason: 'no_location_permission' })),
      ],
    }
  })
}

/** So that taking one entry of a list away does not move those that are still to go. */
function laterEntriesFirst(a: readonly string[], b: readonly string[]): number {
  return Number(b.at(-1)) - Number(a.at(-1)) || 0
}

function refusedPart(
  { field, input, question }: HeardTrait,
  terms: PartnerTerms,
): (RemovedPart & { path: string[] })[] {
  const asked =
    question === null ? null : (sensitiveTrait(traitName(question) ?? '', '') ?? sensitiveStatement(question))
  const reason = asked ? `sensitive: ${asked}` : reasonOf(judgeTrait(input, terms))
  return reason === null ? [] : [{ field, reason, path: pathOf(field) }]
}

/** A value that is no trait (an object, a long text) is kept in the event and only makes no trait. */
function reasonOf(verdict: { ok: true } | { ok: false; refusal: TraitRefusal }): string | null {
  if (verdict.ok || verdict.refusal.reason === 'bad_name' || verdict.refusal.reason === 'bad_value')
    return null
  return verdict.refusal.reason === 'sensitive'
    ? `sensitive: ${verdict.refusal.category}`
    : verdict.refusal.reason
}

/** `traits.a.b` names the trait `a.b`: only the first two dots part. */
function pathOf(field: string): string[] {
  const [part = '', ...rest] = field.split('.')
  if (part === 'traits') return [part, rest.join('.')]
  const [list = '', ...entry] = rest
  return [part, list, entry.join('.')]
}

/** Whether the position of this row may be kept: by what is on record, and by what came in this very group. */
async function permissionsFor(db: Db, rows: readonly EventRow[]): Promise<(row: EventRow) => boolean> {
  const placed = rows.filter(({ event }) => positionsIn(event).length > 0)
  if (placed.length === 0) return () => true
  const said = rows.flatMap(({ event, customerId }) => {
    const permission = permissionIn(event)
    return permission ? [{ customerId, ...permission }] : []
  })
  const known = [...said, ...(await permissionsOf(db, placed))]
  return ({ event, customerId }) => {
    const deviceId = deviceOf(event)
    const latest = known
      .filter((one) => one.customerId === customerId && one.deviceId === deviceId)
      .filter((one) => one.at <= event.occurredAt)
      .sort((a, b) => b.at.getTime() - a.at.getTime() || (a.state === 'denied' ? -1 : 1))[0]
    return latest?.state === 'granted'
  }
}

async function permissionsOf(
  db: Db,
  rows: readonly EventRow[],
): Promise<(Omit<LocationPermission, 'source'> & { customerId: string })[]> {
  const { rows: found } = await sql<{
    customer_id: string
    device_id: string
    state: 'granted' | 'denied'
    at: Date
  }>`with people as (${membersRelationFor(rows.map((row) => row.customerId))})
    select p.customer_id, l.device_id, l.state, l.at from people p
    join people m on m.root_id = p.root_id
    join location_permissions l on l.customer_id = m.customer_id`.execute(db)
  return found.map(({ customer_id, device_id, ...rest }) => ({
    customerId: customer_id,
    deviceId: device_id,
    ...rest,
  }))
}
