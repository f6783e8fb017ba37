import type { Customer } from './identity.ts'

export interface StoredCustomer extends Customer {
  /** When its name, locale or address were last written. */
  updatedAt: Date
}

/**
 * What a person is called and where they live: what the root says, else what was written last of any member;
 * a customer since the earliest of them. `members` has the root first.
 */
export function viewOf(members: readonly StoredCustomer[]): Customer | null {
  const [root, ...rest] = members
  if (!root) return null
  const inTurn = [
    root,
    ...rest.sort((a, b) => +b.updatedAt - +a.updatedAt || (a.customerId < b.customerId ? -1 : 1)),
  ]
  const first = inTurn.reduce((min, { createdAt }) => (createdAt < min ? createdAt : min), root.createdAt)
  return {
    customerId: root.customerId,
    name: inTurn.find(({ name }) => name !== null)?.name ?? null,
    locale: inTurn.find(({ locale }) => locale !== null)?.locale ?? null,
    address: inTurn.find(({ address }) => address !== null)?.address ?? null,
    createdAt: first,
  }
}
