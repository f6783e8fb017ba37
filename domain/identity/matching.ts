import type { Address, Customer, CustomerInput, Identifier } from './identity.ts'

/** Who of the known customers has which identifier; grows while a batch is matched. */
export interface KnownIdentifiers {
  owners: Map<string, string>
  /** The user id of a customer, where there is one. */
  userIds: Map<string, string>
}

export const identifierKey = ({ kind, value }: Identifier): string => `${kind} ${value}`

/**
 * The known customer that an import means: the one with its user id; else the one with its e-mail, unless
 * that is another user's (a family's shared address); else, where it has neither, by loyalty number or
 * phone. null: nobody we know.
 */
export function matchCustomer(identifiers: readonly Identifier[], known: KnownIdentifiers): string | null {
  const userId = identifiers.find((identifier) => identifier.kind === 'user_id')
  const email = identifiers.find((identifier) => identifier.kind === 'email')
  const byUserId = userId && known.owners.get(identifierKey(userId))
  if (byUserId) return byUserId
  const deciding =
    email ?? (userId ? undefined : identifiers.find((entry) => entry.kind === 'loyalty_number'))
  const owner = known.owners.get(identifierKey(deciding ?? (userId ? userId : phoneOf(identifiers))))
  if (owner === undefined) return null
  const owned = known.userIds.get(owner)
  return userId && owned !== undefined && owned !== userId.value ? null : owner
}

function phoneOf(identifiers: readonly Identifier[]): Identifier {
  return identifiers.find((entry) => entry.kind === 'phone') ?? { kind: 'phone', value: '' }
}

/** The identifiers that nobody has yet, noted as this customer's from now on. */
export function claimFree(
  customerId: string,
  identifiers: readonly Identifier[],
  known: KnownIdentifiers,
): Identifier[] {
  const free = identifiers.filter((identifier) => !known.owners.has(identifierKey(identifier)))
  for (const identifier of free) {
    known.owners.set(identifierKey(identifier), customerId)
    if (identifier.kind === 'user_id') known.userIds.set(customerId, identifier.value)
  }
  return free
}

/** The customer with what an import knows better; the very same object where it changes nothing. */
export function mergeImport(customer: Customer, input: CustomerInput): Customer {
  const merged = {
    ...customer,
    name: input.name ?? customer.name,
    locale: input.locale ?? customer.locale,
    address: input.address ?? customer.address,
  }
  const same =
    merged.name === customer.name &&
    merged.locale === customer.locale &&
    sameAddress(merged.address, customer.address)
  return same ? customer : merged
}

function sameAddress(a: Address | null, b: Address | null): boolean {
  if (a === null || b === null) return a === b
  const fields = ['line1', 'line2', 'city', 'region', 'postcode', 'country'] as const
  return fields.every((field) => (a[field] ?? '') === (b[field] ?? ''))
}
