import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StaffRole } from '#contract/staff-api.ts'
import {
  addStaff,
  findStaff,
  listStaff,
  onlineStaff,
  readStaffSession,
  seenStaff,
  setStaff,
  signIn,
  signOut,
  staffOffline,
} from '#domain/staff/index.ts'
import type { Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'

const now = new Date('2026-03-02T10:00:00Z')
const later = (ms: number) => new Date(now.getTime() + ms)
const MINUTE = 60_000
let count = 0

describeOnBoth('staff', (open) => {
  let store: Store
  beforeAll(async () => {
    store = await open({ poolSize: 16 })
  })
  afterAll(() => store.close())

  const add = (roles: StaffRole[] = ['support']) =>
    addStaff(store.db, { email: `staff-${++count}@example.com`, name: 'Mia', roles }, now)
  const address = () => `10.0.0.${++count}`

  test('an account signs in with the password that was shown once', async () => {
    const { staff, password } = await add()
    const answer = await signIn(store.db, staff.email.toUpperCase(), password, address(), now)
    if (!answer.ok) throw new Error(answer.reason)
    expect(answer.staff).toEqual(staff)
    const seen = await readStaffSession(store.db, answer.session, later(12 * 60 * MINUTE - 1))
    expect(seen).toEqual({ staff, csrfToken: answer.csrfToken })
    expect(await readStaffSession(store.db, answer.session, later(12 * 60 * MINUTE))).toBeNull()
    await signOut(store.db, answer.session)
    expect(await readStaffSession(store.db, answer.session, now)).toBeNull()
  })

  test('neither password nor session secret is in the database', async () => {
    const { staff, password } = await add()
    const answer = await signIn(store.db, staff.email, password, address(), now)
    if (!answer.ok) throw new Error(answer.reason)
    for (const secret of [password, answer.session]) {
      const { rows } = await sql`select 1 from staff a full join staff_sessions s using (staff_id)
        where a::text like ${`%${secret}%`} or s::text like ${`%${secret}%`}`.execute(store.db)
      expect(rows).toEqual([])
    }
  })

  test('two sign-ins never share a session', async () => {
    const { staff, password } = await add()
    const one = await signIn(store.db, staff.email, password, address(), now)
    const two = await signIn(store.db, staff.email, password, address(), now)
    expect(one.ok && two.ok && one.session !== two.session && one.csrfToken !== two.csrfToken).toBe(true)
  })

  test('an unknown e-mail and a wrong password get the same answer', async () => {
    const { staff } = await add()
    expect(await signIn(store.db, staff.email, 'wrong password', address(), now)).toEqual({
      ok: false,
      reason: 'wrong',
    })
    expect(await signIn(store.db, 'nobody@example.com', 'wrong password', address(), now)).toEqual({
      ok: false,
      reason: 'wrong',
    })
  })

  test('five failures lock an e-mail at its address for 15 minutes, the right password included', async () => {
    const { staff, password } = await add()
    const from = address()
    for (let i = 0; i < 5; i++)
      expect(await signIn(store.db, staff.email, 'wrong', from, now)).toMatchObject({ reason: 'wrong' })
    const locked = { ok: false, reason: 'locked', retryAfterSeconds: 600 }
    expect(await signIn(store.db, staff.email, password, from, later(5 * MINUTE))).toEqual(locked)
    expect(await signIn(store.db, staff.email, password, from, later(15 * MINUTE))).toMatchObject({
      ok: true,
    })
  })

  test('a stranger’s guesses do not keep a person out', async () => {
    const { staff, password } = await add()
    const stranger = address()
    for (let i = 0; i < 6; i++) await signIn(store.db, staff.email, 'wrong', stranger, now)
    expect(await signIn(store.db, staff.email, 'wrong', stranger, now)).toMatchObject({ reason: 'locked' })
    expect(await signIn(store.db, staff.email, password, address(), now)).toMatchObject({ ok: true })
  })

  test('guesses from many addresses are bounded by e-mail', async () => {
    const { staff, password } = await add()
    const guesses = Array.from({ length: 50 }, () => signIn(store.db, staff.email, 'wrong', address(), now))
    for (const answer of await Promise.all(guesses)) expect(answer).toMatchObject({ reason: 'wrong' })
    expect(await signIn(store.db, staff.email, password, address(), now)).toMatchObject({ reason: 'locked' })
  })

  test('an e-mail that nobody has is locked like any other', async () => {
    const email = 'ghost@example.com'
    const from = address()
    for (let i = 0; i < 5; i++) await signIn(store.db, email, 'wrong', from, now)
    expect(await signIn(store.db, email, 'wrong', from, now)).toMatchObject({ reason: 'locked' })
  })

  test('twenty failures lock an address, whatever the e-mails', async () => {
    const from = address()
    const tries = Array.from({ length: 20 }, (_, i) => signIn(store.db, `a${i}@example.com`, 'x', from, now))
    for (const answer of await Promise.all(tries)) expect(answer).toMatchObject({ reason: 'wrong' })
    const { staff, password } = await add()
    expect(await signIn(store.db, staff.email, password, from, now)).toMatchObject({ reason: 'locked' })
    expect(await signIn(store.db, staff.email, password, address(), now)).toMatchObject({ ok: true })
  })

  test('sixteen guesses at once are no more than five', async () => {
    const { staff } = await add()
    const from = address()
    const answers = await Promise.all(
      Array.from({ length: 16 }, () => signIn(store.db, staff.email, 'wrong', from, now)),
    )
    expect(answers.filter((answer) => !answer.ok && answer.reason === 'wrong')).toHaveLength(5)
  })

  test('the right password forgives earlier failures', async () => {
    const { staff, password } = await add()
    const from = address()
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 4; i++) await signIn(store.db, staff.email, 'wrong', from, now)
      expect(await signIn(store.db, staff.email, password, from, now)).toMatchObject({ ok: true })
    }
  })

  test('a new password and a disabled account end every session', async () => {
    const { staff, password } = await add()
    const first = await signIn(store.db, staff.email, password, address(), now)
    await setStaff(store.db, staff.staffId, { password: 'another long one' }, now)
    expect(first.ok && (await readStaffSession(store.db, first.session, now))).toBeNull()
    const second = await signIn(store.db, staff.email, 'another long one', address(), now)
    await setStaff(store.db, staff.staffId, { disabled: true }, now)
    expect(second.ok && (await readStaffSession(store.db, second.session, now))).toBeNull()
    expect(await signIn(store.db, staff.email, 'another long one', address(), now)).toMatchObject({
      reason: 'wrong',
    })
    await setStaff(store.db, staff.staffId, { disabled: false, roles: ['admin', 'crm'], name: 'Mia B.' }, now)
    expect(await findStaff(store.db, staff.staffId)).toMatchObject({
      roles: ['crm', 'admin'],
      name: 'Mia B.',
    })
    expect((await listStaff(store.db)).find((one) => one.staffId === staff.staffId)?.disabled).toBe(false)
  })

  test('an account that makes no sense is refused with the field that is wrong', async () => {
    const bad = addStaff(store.db, { email: 'no', name: ' ', roles: [], password: 'short' }, now)
    await expect(bad).rejects.toMatchObject({
      kind: 'bad-request',
      errors: [{ path: 'email' }, { path: 'name' }, { path: 'roles' }, { path: 'password' }],
    })
    const { staff } = await add()
    const twice = addStaff(store.db, { email: staff.email.toUpperCase(), name: 'Mia', roles: ['crm'] }, now)
    await expect(twice).rejects.toMatchObject({ kind: 'conflict' })
    await expect(setStaff(store.db, 'stf_none', { disabled: true }, now)).rejects.toMatchObject({
      kind: 'not-found',
    })
  })

  test('somebody is online for 60 s after the last heartbeat, and a late one turns no clock back', async () => {
    const { staff } = await add()
    const online = async (at: Date) => (await onlineStaff(store.db, at)).includes(staff.staffId)
    await seenStaff(store.db, staff.staffId, later(1000))
    await seenStaff(store.db, staff.staffId, now)
    await seenStaff(store.db, 'stf_none', now)
    expect([await online(later(60_999)), await online(later(61_000))]).toEqual([true, false])
    await staffOffline(store.db, staff.staffId, later(30_000))
    expect([await online(later(89_999)), await online(later(90_000))]).toEqual([true, false])
    await setStaff(store.db, staff.staffId, { disabled: true }, now)
    expect(await online(later(31_000))).toBe(false)
  })
})
