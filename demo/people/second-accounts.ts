import { type CustomerInput, customerInput } from '#domain/identity/index.ts'

/** Whose second account it is, and what went wrong in typing it. */
const slips: { of: number; slip: 'swapped' | 'dropped' | 'doubled'; email: string }[] = [
  { of: 7, slip: 'swapped', email: 'second.time@example.com' },
  { of: 19, slip: 'dropped', email: 'guest.again@example.com' },
  { of: 42, slip: 'doubled', email: 'new.phone@example.com' },
]

/** People who came back under another e-mail and mistyped their name: possible duplicates, for staff to judge. */
export function secondAccounts(people: readonly CustomerInput[]): CustomerInput[] {
  return slips.flatMap(({ of, slip, email }, index) => {
    const person = people[of]
    if (!person?.name) return []
    return customerInput.parse({
      userId: `tw-9${String(index + 1).padStart(3, '0')}`,
      name: misspelt(person.name, slip),
      email,
      phone: person.phone,
      locale: person.locale,
      address: person.address,
      createdAt: person.createdAt,
    })
  })
}

function misspelt(name: string, slip: string): string {
  const at = Math.floor(name.length / 2)
  if (slip === 'dropped') return name.slice(0, at) + name.slice(at + 1)
  if (slip === 'doubled') return name.slice(0, at) + name.charAt(at) + name.slice(at)
  return name.slice(0, at) + name.charAt(at + 1) + name.charAt(at) + name.slice(at + 2)
}
