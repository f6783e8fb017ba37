import { type Selectable, sql } from 'kysely'
import { newId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { Slot, SlotInput, SlotVariant } from '#contract/slots.ts'
import { liveSegments } from '#domain/segments/index.ts'
import { type Db, inTransaction, lock, storableJson, storableText } from '#store/index.ts'
import { noteChange } from './queries-changes.ts'
import { checkedSlot, checkedVariant } from './slots.ts'
import type { SlotTables } from './tables.ts'

const tables = (db: Db) => db.withTables<SlotTables>()
type SlotRow = Selectable<SlotTables['slots']>
type VariantRow = Selectable<SlotTables['slot_variants']>

/** Who changes; null: the house itself, or a command. */
export type By = string | null

/** `updatedAt` of what the caller has read; 'new': it must not be there yet. */
export type SeenAt = string | 'new'

/** Every slot with its variants, in their order. */
export async function listSlots(db: Db): Promise<Slot[]> {
  const rows = await tables(db).selectFrom('slots').selectAll().orderBy('position').orderBy('name').execute()
  const variants = await tables(db)
    .selectFrom('slot_variants')
    .selectAll()
    .orderBy('slot')
    .orderBy('position')
    .orderBy('variant_id')
    .execute()
  return rows.map((row) =>
    toSlot(
      row,
      variants.filter(({ slot }) => slot === row.name),
    ),
  )
}

export async function findSlot(db: Db, name: string): Promise<Slot | null> {
  const row = await slotRow(db, name)
  if (!row) return null
  const variants = await tables(db)
    .selectFrom('slot_variants')
    .selectAll()
    .where('slot', '=', row.name)
    .orderBy('position')
    .orderBy('variant_id')
    .execute()
  return toSlot(row, variants)
}

/**
 * Writes a slot, new or by its name; its variants stay. Throws `bad-request` by field, and `conflict` where the
 * kind changes while there are variants, which were made for the old one, and where it is not as it was `seenAt`.
 */
export async function saveSlot(db: Db, input: unknown, by: By, now: Date, seenAt?: SeenAt): Promise<Slot> {
  const slot = checkedSlot(input)
  return changing(db, async (tx) => {
    const before = await findSlot(tx, slot.name)
    refuseStale(before, seenAt)
    if (before && before.kind !== slot.kind && before.variants.length > 0)
      throw new Problem('conflict', 'Its variants were made for another kind. Remove them first.')
    const written = {
      place: slot.place,
      kind: slot.kind,
      is_on: slot.on,
      strategy: slot.strategy,
      default_content: storableJson(slot.defaultContent),
      quiet_days: slot.quietDays,
      updated_at: now,
      updated_by: by,
    }
    await tables(tx)
      .insertInto('slots')
      .values({
        name: slot.name,
        position: sql<number>`(select coalesce(max(position), 0) + 1 from slots)`,
        created_at: now,
        ...written,
      })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(written))
      .execute()
    const after = before ? 'changed' : 'added'
    await noteChange(
      tx,
      { slot: slot.name, change: after, before: before && slotOnly(before), after: slot, by },
      now,
    )
    return found(await findSlot(tx, slot.name))
  })
}

/** Removes a slot with its variants. Throws `not-found`. */
export function removeSlot(db: Db, name: string, by: By, now: Date): Promise<void> {
  return changing(db, async (tx) => {
    const before = found(await findSlot(tx, name))
    await tables(tx).deleteFrom('slots').where('name', '=', before.name).execute()
    await noteChange(tx, { slot: before.name, change: 'removed', before, by }, now)
  })
}

/**
 * Writes a variant, new (at the end) or by its id. Throws `bad-request` by field, `not-found`, and `conflict`
 * where it is not as it was `seenAt`.
 */
export function saveVariant(
  db: Db,
  slotName: string,
  input: unknown,
  by: { staffId: By; variantId?: string; seenAt?: string },
  now: Date,
): Promise<SlotVariant> {
  return changing(db, async (tx) => {
    const slot = found(await findSlot(tx, slotName))
    const before = slot.variants.find(({ variantId }) => variantId === by.variantId) ?? null
    if (by.variantId !== undefined && before === null)
      throw new Problem('not-found', 'There is no such variant.')
    refuseStale(before, by.seenAt)
    const variant = checkedVariant(slot.kind, input, await liveSegments(tx))
    const variantId = before?.variantId ?? newId('slotVariant', now)
    const written = {
      name: variant.name,
      is_on: variant.on,
      audience: storableJson(variant.audience),
      content: storableJson(variant.content),
      starts_at: variant.from === null ? null : new Date(variant.from),
      ends_at: variant.until === null ? null : new Date(variant.until),
      updated_at: now,
      updated_by: by.staffId,
    }
    const row = await tables(tx)
      .insertInto('slot_variants')
      .values({
        variant_id: variantId,
        slot: slot.name,
        position: slot.variants.length,
        created_at: now,
        ...written,
      })
      .onConflict((conflict) => conflict.column('variant_id').doUpdateSet(written))
      .returningAll()
      .executeTakeFirstOrThrow()
    const change = before ? 'changed' : 'added'
    await noteChange(tx, { slot: slot.name, variantId, change, before, after: variant, by: by.staffId }, now)
    return toVariant(row)
  })
}

/** Removes a variant. Throws `not-found`. */
export function removeVariant(db: Db, slotName: string, variantId: string, by: By, now: Date): Promise<void> {
  return changing(db, async (tx) => {
    const slot = found(await findSlot(tx, slotName))
    const before = slot.variants.find((variant) => variant.variantId === variantId)
    if (!before) throw new Problem('not-found', 'There is no such variant.')
    await tables(tx).deleteFrom('slot_variants').where('variant_id', '=', variantId).execute()
    await noteChange(tx, { slot: slot.name, variantId, change: 'removed', before, by }, now)
  })
}

/** Sets the order in which variants are tried. Throws `bad-request` where these are not all of them, once. */
export function orderVariants(
  db: Db,
  slotName: string,
  variantIds: readonly string[],
  by: By,
  now: Date,
): Promise<Slot> {
  return changing(db, async (tx) => {
    const slot = found(await findSlot(tx, slotName))
    const before = slot.variants.map(({ variantId }) => variantId)
    if ([...variantIds].sort().join(' ') !== [...before].sort().join(' '))
      throw new Problem('bad-request', 'The order must name every variant of the slot, once.', {
        errors: [{ path: 'variantIds', message: 'not the variants of this slot' }],
      })
    await sql`update slot_variants v set position = given.at - 1
      from unnest(${[...variantIds]}::text[]) with ordinality as given(variant_id, at)
      where v.variant_id = given.variant_id`.execute(tx)
    await noteChange(tx, { slot: slot.name, change: 'reordered', before, after: variantIds, by }, now)
    return found(await findSlot(tx, slotName))
  })
}

/** What somebody else saved meanwhile is not written over unseen. */
function refuseStale(before: { updatedAt: string } | null, seenAt: SeenAt | undefined): void {
  if (seenAt === undefined) return
  if (seenAt === 'new') {
    if (before !== null) throw new Problem('conflict', 'There is a slot of this name already.')
  } else if (before === null || Date.parse(before.updatedAt) !== Date.parse(seenAt))
    throw new Problem('conflict', 'Somebody else has changed it meanwhile. Read it again before you save.')
}

/** One after another, so that what is noted is what was there. */
function changing<T>(db: Db, change: (tx: Db) => Promise<T>): Promise<T> {
  return inTransaction(db, async (tx) => {
    await lock(tx, 'budget', 'slots')
    return change(tx)
  })
}

function slotRow(db: Db, name: string): Promise<SlotRow | undefined> {
  return tables(db).selectFrom('slots').selectAll().where('name', '=', storableText(name)).executeTakeFirst()
}

function found<T>(slot: T | null): T {
  if (slot === null) throw new Problem('not-found', 'There is no such slot.')
  return slot
}

/** What a slot is without its variants. */
function slotOnly({ variants: _, updatedAt: __, updatedBy: ___, ...slot }: Slot): SlotInput {
  return slot
}

function toSlot(row: SlotRow, variants: readonly VariantRow[]): Slot {
  return {
    name: row.name,
    place: row.place,
    kind: row.kind,
    on: row.is_on,
    strategy: row.strategy,
    defaultContent: row.default_content,
    quietDays: row.quiet_days,
    variants: variants.map(toVariant),
    updatedAt: row.updated_at.toISOString(),
    updatedBy: row.updated_by,
  }
}

function toVariant(row: VariantRow): SlotVariant {
  return {
    variantId: row.variant_id,
    name: row.name,
    on: row.is_on,
    audience: row.audience,
    content: row.content,
    from: row.starts_at?.toISOString() ?? null,
    until: row.ends_at?.toISOString() ?? null,
    updatedAt: row.updated_at.toISOString(),
    updatedBy: row.updated_by,
  }
}
