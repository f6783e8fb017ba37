import { Problem } from '#contract/problem.ts'
import type { Slot, SlotStrategy } from '#contract/slots.ts'
import type { SlotPage, SlotRow, SlotsPage } from '#contract/staff-slots.ts'
import { liveSegments } from '#domain/segments/index.ts'
import { findSlot, listSlots, type SlotChange, slotChanges, slotCounts } from '#domain/slots/index.ts'
import { listStaff } from '#domain/staff/index.ts'
import type { Db } from '#store/index.ts'
import type { House } from '../house.ts'

const DAYS = 30
const CHANGES = 20

type Asked = Pick<House, 'db' | 'slots'>

/** Every slot with what became of it in the last month. */
export async function readSlots({ db, slots }: Asked, now: Date): Promise<SlotsPage> {
  const found = await listSlots(db)
  const { rules } = slots.live()
  return {
    days: DAYS,
    slots: await rowsOf(db, found, now),
    strategy: rules.strategy,
    deadlineMs: rules.deadlineMs,
    segments: await segmentNames(db, found),
  }
}

/** One slot, and who changed what of it. Throws `not-found`. */
export async function readSlotPage({ db, slots }: Asked, name: string, now: Date): Promise<SlotPage> {
  const slot = await findSlot(db, name)
  const [row] = slot === null ? [] : await rowsOf(db, [slot], now)
  if (!row) throw new Problem('not-found', 'There is no such slot.')
  const changes = await slotChanges(db, row.name, CHANGES)
  return {
    slot: row,
    days: DAYS,
    strategy:
      slots.live().byName.get(row.name)?.strategy ?? narrower(row.strategy, slots.live().rules.strategy),
    changes: await changeRows(db, row, changes),
    segments: await segmentNames(db, [row]),
  }
}

const widths: readonly SlotStrategy[] = ['manual', 'contextual', 'personal']

/** Of a slot that is off nothing is live. */
function narrower(a: SlotStrategy, b: SlotStrategy): SlotStrategy {
  return widths.indexOf(a) <= widths.indexOf(b) ? a : b
}

async function rowsOf(db: Db, slots: readonly Slot[], now: Date): Promise<SlotRow[]> {
  const names = await staffNames(db)
  const counts = await slotCounts(db, DAYS, now)
  return slots.map((slot) => ({
    ...slot,
    updatedByName: nameOf(names, slot.updatedBy),
    counts: counts.filter((count) => count.slot === slot.name),
  }))
}

async function changeRows(db: Db, slot: Slot, changes: readonly SlotChange[]): Promise<SlotPage['changes']> {
  const names = await staffNames(db)
  const titles = new Map(slot.variants.map(({ variantId, name }) => [variantId, name]))
  return changes.map(({ rev, variantId, change, before, after, changedBy, changedAt }) => ({
    rev,
    variantId,
    variantName: variantId && (titles.get(variantId) ?? namedIn(before) ?? namedIn(after)),
    change,
    fields: change === 'changed' ? differences(before, after) : [],
    changedByName: nameOf(names, changedBy),
    changedAt,
  }))
}

/** Which of the fields are not the same; what a change notes of a variant holds its id and times besides. */
function differences(before: unknown, after: unknown): string[] {
  const [was, is] = [fieldsOf(before), fieldsOf(after)]
  return Object.keys(is).filter(
    (name) => JSON.stringify(was[name] ?? null) !== JSON.stringify(is[name] ?? null),
  )
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function namedIn(value: unknown): string | null {
  const { name } = fieldsOf(value)
  return typeof name === 'string' ? name : null
}

async function segmentNames(db: Db, slots: readonly Slot[]): Promise<Record<string, string>> {
  const named = new Set(
    slots.flatMap((slot) => slot.variants.flatMap(({ audience }) => audience.segments ?? [])),
  )
  const live = named.size === 0 ? [] : await liveSegments(db)
  return Object.fromEntries(
    live.flatMap(({ segmentId, name }) => (named.has(segmentId) ? [[segmentId, name]] : [])),
  )
}

async function staffNames(db: Db): Promise<ReadonlyMap<string, string>> {
  return new Map((await listStaff(db)).map(({ staffId, name }) => [staffId, name]))
}

function nameOf(names: ReadonlyMap<string, string>, staffId: string | null): string | null {
  return staffId === null ? null : (names.get(staffId) ?? staffId)
}
