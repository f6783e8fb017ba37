import { z } from 'zod'
import { Problem } from '#contract/problem.ts'
import { type StaffRole, staffRoles } from '#contract/staff-api.ts'
import { storableText } from '#store/index.ts'

/** Shortest password that a person may choose; ours are random. */
const MIN_PASSWORD = 10

const newStaff = z.object({
  email: z
    .string()
    .trim()
    .toLowerCase()
    .max(254)
    .regex(/^[^\s@]+@[^\s@]+\.[^\s@.]+$/, 'an e-mail address'),
  name: z
    .string()
    .transform((name) => storableText(name).trim())
    .pipe(z.string().min(1, 'a name').max(80)),
  roles: z
    .array(z.enum(staffRoles))
    .min(1, 'at least one role')
    .transform((roles): StaffRole[] => staffRoles.filter((role) => roles.includes(role))),
  password: z.string().min(MIN_PASSWORD, `at least ${MIN_PASSWORD} characters`).max(1000).optional(),
})

const staffChange = newStaff.pick({ name: true, roles: true, password: true }).partial().extend({
  disabled: z.boolean().optional(),
})

export type NewStaff = z.infer<typeof newStaff>
export type StaffChange = z.infer<typeof staffChange>

/** A new account, checked. Throws `bad-request` with one entry per wrong field. */
export const checkedStaff = (input: unknown): NewStaff => checked(newStaff, input)

/** A change of an account, checked likewise. */
export const checkedChange = (input: unknown): StaffChange => checked(staffChange, input)

function checked<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  throw new Problem('bad-request', 'That account is not valid', { errors })
}

/** How an e-mail is compared. */
export function normalEmail(email: string): string {
  return storableText(email.normalize('NFKC')).trim().toLowerCase()
}
