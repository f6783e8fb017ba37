import type { StaffRole } from '#contract/staff-api.ts'

export const roles: Record<StaffRole, { name: string; may: string }> = {
  associate: { name: 'Associate', may: 'Conversations' },
  support: { name: 'Support', may: 'Conversations, settings, documents' },
  crm: { name: 'CRM', may: 'Reads settings and documents' },
  admin: { name: 'Admin', may: 'Everything, staff and keys included' },
}

export const signIn = {
  title: 'Sign in',
  intro: 'Conversations and settings of the shop.',
  email: 'E-mail',
  password: 'Password',
  show: 'Show password',
  button: 'Sign in',
  busy: 'Signing in',
  wrong: 'That e-mail and password do not fit together.',
  locked: (minutes: number) =>
    `Too many tries. Wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`} and try again.`,
  offline: 'No connection to the shop. Try again in a moment.',
  help: 'Forgotten? An admin can give you a new password on the staff page.',
  againTitle: 'Sign in to go on',
  againText: 'Your session has run out. Nothing you typed is lost.',
  other: 'Sign in as somebody else',
} as const

export const account = {
  open: (name: string) => `${name}: your account`,
  roles: 'Roles',
  sound: 'Sound when somebody is waiting',
  shortcuts: 'Keyboard shortcuts',
  singleKeys: 'Single-key shortcuts',
  signOut: 'Sign out',
} as const
