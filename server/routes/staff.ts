import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { Problem } from '#contract/problem.ts'
import { staffRoles } from '#contract/staff-api.ts'
import { addStaff, listStaff, setStaff } from '#domain/staff/index.ts'
import { type StaffCall, staffOperation } from '../operation.ts'
import { staffRow, staffView } from '../schemas/staff.ts'

const roles = z
  .array(z.enum(staffRoles))
  .min(1, 'at least one role')
  .max(4)
  .transform((list) => [...new Set(list)])
const name = z.string().trim().min(1).max(80)

const newStaff = z.strictObject({ email: z.email('an e-mail address').max(254), name, roles })
const staffChange = z.strictObject({
  name: name.optional(),
  roles: roles.optional(),
  disabled: z.boolean().optional(),
  /** A new random password, answered once; ends the person's sessions. */
  newPassword: z.literal(true).optional(),
})

async function changeStaff(staffId: string, change: z.output<typeof staffChange>, call: StaffCall) {
  const { db } = call.house
  const everyone = await listStaff(db)
  const before = everyone.find((each) => each.staffId === staffId)
  if (!before) throw new Problem('not-found', 'There is no such account')
  assertStillRun(everyone, before, change, call.staff.staffId)
  const { newPassword, ...fields } = change
  const password = newPassword ? randomBytes(12).toString('base64url') : undefined
  await setStaff(db, staffId, { ...fields, ...(password && { password }) }, call.now)
  call.house.staffChanged(staffId)
  const after = (await listStaff(db)).find((each) => each.staffId === staffId) ?? before
  return { staff: after, ...(password && { password }) }
}

type Row = Awaited<ReturnType<typeof listStaff>>[number]

/** Nobody locks themselves out, and one admin who can sign in always remains. */
function assertStillRun(
  everyone: Row[],
  before: Row,
  change: z.output<typeof staffChange>,
  self: string,
): void {
  const loses = change.disabled === true || (change.roles !== undefined && !change.roles.includes('admin'))
  if (!loses || !before.roles.includes('admin') || before.disabled) {
    if (change.disabled !== true || before.staffId !== self) return
  }
  if (before.staffId === self)
    throw new Problem('conflict', 'You cannot disable your own account or give up your own admin role.')
  const others = everyone.filter((each) => each.staffId !== before.staffId && !each.disabled)
  if (!others.some((each) => each.roles.includes('admin')))
    throw new Problem('conflict', 'This is the last admin.')
}

export const staffOperations = [
  staffOperation('listStaff', {
    method: 'get',
    path: '/api/staff',
    summary: 'The accounts of the team',
    input: z.object({}),
    answer: z.object({ staff: z.array(staffRow) }),
    run: async (_input, { house }) => ({ staff: await listStaff(house.db) }),
  }),
  staffOperation('addStaff', {
    method: 'post',
    path: '/api/staff',
    summary: 'Add an account; its random password is answered once',
    input: z.object({ body: newStaff }),
    answer: z.object({ staff: staffView, password: z.string() }),
    status: 201,
    run: ({ body }, { house, now }) => addStaff(house.db, body, now),
  }),
  staffOperation('changeStaff', {
    method: 'patch',
    path: '/api/staff/:staffId',
    summary: 'Change name or roles, disable or enable, or make a new password (answered once)',
    input: z.object({ params: z.object({ staffId: z.string().max(100) }), body: staffChange }),
    answer: z.object({ staff: staffRow, password: z.string().optional() }),
    run: ({ params, body }, call) => changeStaff(params.staffId, body, call),
  }),
]
