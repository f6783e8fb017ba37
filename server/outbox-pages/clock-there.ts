import { readContactRules } from '#domain/settings/index.ts'
import { type OutboxRow, readPeople, zonesFor } from '#orchestrator/index.ts'
import type { House } from '../house.ts'

/** When each of these held messages may leave, on its customer's own clock, by the row's id. */
export async function hoursThere(
  house: House,
  rows: readonly OutboxRow[],
  now: Date,
): Promise<Map<string, string>> {
  const held = rows.filter(({ state, dueAt }) => state === 'held' && dueAt !== null)
  if (held.length === 0) return new Map()
  const deps = {
    suppressionKey: house.secrets.suppression,
    rules: await readContactRules(house.db),
    kinds: [],
  }
  const ids = held.map(({ customerId }) => customerId)
  const people = await readPeople(house.db, deps, ids, now)
  const { timeZone: shopZone } = await house.settings()
  return new Map(
    held.flatMap((row) => {
      const { homes, confirmedZone } = people(row.customerId)
      const phone = row.to?.kind === 'phone' ? row.to.value : null
      const [zone] = zonesFor({ addresses: homes, confirmedZone, phone, shopZone }, now).zones
      return row.dueAt && zone ? [[row.outboxId, clockIn(zone, row.dueAt)] as const] : []
    }),
  )
}

function clockIn(timeZone: string, at: Date): string {
  const shape = { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit' } as const
  return new Intl.DateTimeFormat('en-GB', shape).format(at)
}
