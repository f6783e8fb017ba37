/** What the first start made, and shows this once. */
export interface FirstAccess {
  staff: { email: string; password: string; roles: string[] }[]
  secretKey: string
}

export function firstAccessLines({ staff, secretKey }: FirstAccess): string {
  const width = Math.max(...staff.map(({ email }) => email.length))
  const accounts = staff.map(
    ({ email, password, roles }) => `  ${email.padEnd(width)}  ${password}  (${roles.join(', ')})`,
  )
  return [
    'Accounts for the console, shown this once:',
    ...accounts,
    'Secret key of the API, shown this once:',
    `  ${secretKey}`,
    '',
  ].join('\n')
}
