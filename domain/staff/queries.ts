import { type Selectable, sql } from 'kysely'
import { newId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { StaffRole, StaffView } from '#contract/staff-api.ts'
import { type Db, inTransaction } from '#store/index.ts'
import { hashPassword, randomPassword } from './password.ts'
import { checkedChange, checkedStaff, normalEmail, type StaffChange } from './staff.ts'
import type { StaffTables } from './tables.ts'

const tables = (db: Db) => db.withTables<StaffTables>()

/** Somebody whose console was seen within this long is online. */
const PRESENCE_MS = 60_000

export function toStaff(
  row: Pick<Selectable<StaffTables['staff']>, 'staff_id' | 'email' | 'name' | 'roles'>,
): StaffView {
  return { staffId: row.staff_id, email: row.email, name: row.name, roles: row.roles }
}

/** A new account; without a password it gets a random one, which is answered this once. */
export async function addStaff(
  db: Db,
  input: { email: string; name: string; roles: StaffRole[]; password?: string },
  now: Date,
): Promise<{ staff: StaffView; password: string }> {
  const { email, name, roles, password = randomPassword() } = checkedStaff(input)
  const row = await tables(db)
    .insertInto('staff')
    .values({
      staff_id: newId('staff', now),
      email,
      name,
      roles,
      password_hash: await hashPassword(password),
      created_at: now,
      disabled_at: null,
    })
    .onConflict((conflict) => conflict.expression(sql`lower(email)`).doNothing())
    .returningAll()
    .executeTakeFirst()
  if (!row) throw new Problem('conflict', 'There is an account with that e-mail already')
  return { staff: toStaff(row), password }
}

/** The account, disabled or not. */
export async function findStaff(db: Db, staffId: string): Promise<StaffView | null> {
  const row = await tables(db)
    .selectFrom('staff')
    .selectAll()
    .where('staff_id', '=', staffId)
    .executeTakeFirst()
  return row ? toStaff(row) : null
}

/** Since when there is this account; null: there is none. */
export async function accountSince(db: Db, staffId: string): Promise<Date | null> {
  const row = await tables(db)
    .selectFrom('staff')
    .select('created_at')
    .where('staff_id', '=', staffId)
    .executeTakeFirst()
  return row?.created_at ?? null
}

/** The account that may sign in with this e-mail, and its password's hash. */
export async function findAccount(
  db: Db,
  email: string,
): Promise<{ staff: StaffView; passwordHash: string } | null> {
  const row = await tables(db)
    .selectFrom('staff')
    .selectAll()
    .where(sql`lower(email)`, '=', normalEmail(email))
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  return row ? { staff: toStaff(row), passwordHash: row.password_hash } : null
}

export async function listStaff(db: Db): Promise<(StaffView & { disabled: boolean })[]> {
  const rows = await tables(db).selectFrom('staff').selectAll().orderBy('name').orderBy('staff_id').execute()
  return rows.map((row) => ({ ...toStaff(row), disabled: row.disabled_at !== null }))
}

/** Changes an account. A new password, and being disabled, end its sessions. */
export async function setStaff(
  db: Db,
  staffId: string,
  change: { roles?: StaffRole[]; password?: string; disabled?: boolean; name?: string },
  now: Date,
): Promise<StaffView> {
  const checked = checkedChange(change)
  const columns = await columnsOf(checked, now)
  return inTransaction(db, async (tx) => {
    const staff =
      Object.keys(columns).length > 0 ? await update(tx, staffId, columns) : await findStaff(tx, staffId)
    if (!staff) throw new Problem('not-found', 'There is no such account')
    if (checked.password !== undefined || checked.disabled)
      await tables(tx).deleteFrom('staff_sessions').where('staff_id', '=', staffId).execute()
    return staff
  })
}

async function columnsOf(change: StaffChange, now: Date) {
  return {
    ...(change.name !== undefined && { name: change.name }),
    ...(change.roles !== undefined && { roles: change.roles }),
    ...(change.disabled !== undefined && { disabled_at: change.disabled ? now : null }),
    ...(change.password !== undefined && { password_hash: await hashPassword(change.password) }),
  }
}

async function update(
  tx: Db,
  staffId: string,
  columns: Awaited<ReturnType<typeof columnsOf>>,
): Promise<StaffView | null> {
  const row = await tables(tx)
    .updateTable('staff')
    .set(columns)
    .where('staff_id', '=', staffId)
    .returningAll()
    .executeTakeFirst()
  return row ? toStaff(row) : null
}

/** The heartbeat of an open console. A late one never turns the clock back. */
export async function seenStaff(db: Db, staffId: string, now: Date): Promise<void> {
  await sql`
    insert into staff_presence (staff_id, last_seen_at)
    select staff_id, ${now} from staff where staff_id = ${staffId}
    on conflict (staff_id) do update
      set last_seen_at = greatest(staff_presence.last_seen_at, excluded.last_seen_at)`.execute(db)
}

/** Those seen within 60 s who may still sign in. */
export async function onlineStaff(db: Db, now: Date): Promise<string[]> {
  const rows = await tables(db)
    .selectFrom('staff_presence')
    .innerJoin('staff', 'staff.staff_id', 'staff_presence.staff_id')
    .select('staff.staff_id')
    .where('last_seen_at', '>', new Date(now.getTime() - PRESENCE_MS))
    .where('disabled_at', 'is', null)
    .orderBy('staff.staff_id')
    .execute()
  return rows.map((row) => row.staff_id)
}

/**
 * The console has gone. Counted from now on: a page that is loaded again within 60 s was never away, and
 * nobody loses a conversation over it.
 */
export function staffOffline(db: Db, staffId: string, now: Date): Promise<void> {
  return seenStaff(db, staffId, now)
}
