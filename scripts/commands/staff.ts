import { randomBytes } from 'node:crypto'
import { type StaffRole, type StaffView, staffRoles } from '#contract/staff-api.ts'
import type { Db } from '#store/index.ts'
import { BadInput, type Command, type CommandContext, textOption, textOptions } from '../command.ts'
import { printTable } from '../print-table.ts'

const roleOption = {
  type: 'string',
  multiple: true,
  about: `${staffRoles.join(', ')}; may be repeated`,
} as const
const stdinOption = { type: 'boolean', about: 'read the password from stdin instead of making one' } as const

export const staffAdd: Command = {
  words: ['staff', 'add'],
  usage: 'EMAIL --name NAME --role ROLE',
  summary: 'add an account for the console; its password is shown once',
  options: {
    name: { type: 'string', about: 'the name shoppers see' },
    role: roleOption,
    'password-stdin': stdinOption,
  },
  takes: [1, 1],
  needs: 'database',
  run: async (input, context) => {
    const email = input.positionals[0] ?? ''
    const name = textOption(input, 'name')
    if (!/^\S+@\S+\.\S+$/.test(email)) throw new BadInput(`"${email}" is not an e-mail address`)
    if (!name) throw new BadInput('--name is missing')
    const roles = readRoles(textOptions(input, 'role'))
    const given = input.values['password-stdin'] ? await readPassword(context) : undefined
    const { addStaff } = await import('#domain/staff/index.ts')
    const { staff, password } = await addStaff(
      await context.db(),
      { email, name, roles, password: given },
      context.now(),
    )
    sayAccount(context, staff, given === undefined ? password : null)
    return 0
  },
}

export const staffList: Command = {
  words: ['staff', 'list'],
  usage: '',
  summary: 'list the accounts',
  takes: [0, 0],
  needs: 'database',
  run: async (_input, context) => {
    const { listStaff } = await import('#domain/staff/index.ts')
    const all = await listStaff(await context.db())
    if (context.json) context.out(`${JSON.stringify(all)}\n`)
    else {
      const rows = all.map((one) => [
        one.email,
        one.name,
        one.roles.join(', '),
        one.disabled ? 'disabled' : '',
      ])
      printTable(context.out, ['e-mail', 'name', 'roles', ''], rows)
    }
    return 0
  },
}

export const staffSetPassword: Command = {
  words: ['staff', 'set-password'],
  usage: 'EMAIL',
  summary: 'give an account a new password, shown once',
  options: { 'password-stdin': stdinOption },
  takes: [1, 1],
  needs: 'database',
  run: async (input, context) => {
    const db = await context.db()
    const found = await accountOf(db, input.positionals[0] ?? '')
    const given = input.values['password-stdin'] ? await readPassword(context) : undefined
    const password = given ?? newPassword()
    const { setStaff } = await import('#domain/staff/index.ts')
    const staff = await setStaff(db, found.staffId, { password }, context.now())
    sayAccount(context, staff, given === undefined ? password : null)
    return 0
  },
}

export const staffDisable = switchCommand('disable', 'close an account: it can sign in no more', true)
export const staffEnable = switchCommand('enable', 'open a disabled account again', false)

function switchCommand(word: string, summary: string, disabled: boolean): Command {
  return {
    words: ['staff', word],
    usage: 'EMAIL',
    summary,
    takes: [1, 1],
    needs: 'database',
    run: async (input, context) => {
      const db = await context.db()
      const found = await accountOf(db, input.positionals[0] ?? '')
      const { setStaff } = await import('#domain/staff/index.ts')
      const staff = await setStaff(db, found.staffId, { disabled }, context.now())
      context.out(context.json ? `${JSON.stringify({ ...staff, disabled })}\n` : `${found.email}: ${word}d\n`)
      return 0
    },
  }
}

/** 20 characters of base64url: 120 random bits. */
function newPassword(): string {
  return randomBytes(15).toString('base64url')
}

async function accountOf(db: Db, email: string): Promise<StaffView> {
  const { listStaff } = await import('#domain/staff/index.ts')
  const found = (await listStaff(db)).find((one) => one.email.toLowerCase() === email.toLowerCase())
  if (!found) throw new BadInput(`there is no account "${email}"; "rapport staff list" shows them`)
  return found
}

function readRoles(given: string[]): StaffRole[] {
  const names = given.flatMap((entry) => entry.split(',')).map((entry) => entry.trim())
  if (names.length === 0) throw new BadInput(`--role is missing: one of ${staffRoles.join(', ')}`)
  return names.map((name) => {
    const role = staffRoles.find((known) => known === name)
    if (!role) throw new BadInput(`"${name}" is no role: one of ${staffRoles.join(', ')}`)
    return role
  })
}

async function readPassword(context: CommandContext): Promise<string> {
  let text = ''
  for await (const chunk of context.stdin) text += String(chunk)
  const password = text.split('\n')[0]?.trim() ?? ''
  if (password.length < 10) throw new BadInput('the password on stdin must have at least 10 characters')
  return password
}

function sayAccount(context: CommandContext, staff: StaffView, password: string | null): void {
  if (context.json) context.out(`${JSON.stringify({ ...staff, ...(password && { password }) })}\n`)
  else context.out(`${staff.email}  ${password ?? '(the password given)'}  (${staff.roles.join(', ')})\n`)
}
