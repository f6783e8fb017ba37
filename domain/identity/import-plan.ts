import { type Customer, type CustomerInput, type Identifier, identifiersIn } from './identity.ts'
import { claimFree, type KnownIdentifiers, matchCustomer, mergeImport } from './matching.ts'

export interface ImportCounts {
  created: number
  updated: number
  unchanged: number
}

export interface Resolved {
  customerId: string
  outcome: keyof ImportCounts
}

/** What an import writes, decided before anything is written. */
export interface ImportPlan {
  /** One per input, in order. */
  resolved: Resolved[]
  claims: (Identifier & { customerId: string })[]
  created: Map<string, Customer>
  changed: Map<string, Customer>
}

/** Matches every input in turn, so that a later one finds the customer that an earlier one makes. */
export function planImport(
  inputs: readonly CustomerInput[],
  known: KnownIdentifiers,
  customers: ReadonlyMap<string, Customer>,
  newCustomer: (input: CustomerInput) => Customer,
): ImportPlan {
  const plan: ImportPlan = { resolved: [], claims: [], created: new Map(), changed: new Map() }
  for (const input of inputs) {
    const identifiers = identifiersIn(input)
    const matched = matchCustomer(identifiers, known)
    const before = matched === null ? undefined : currentState(plan, customers, matched)
    const customer = before ?? newCustomer(input)
    const claims = claimFree(customer.customerId, identifiers, known)
    plan.claims.push(...claims.map((claim) => ({ ...claim, customerId: customer.customerId })))
    const merged = mergeImport(customer, input)
    const outcome =
      before === undefined ? 'created' : merged !== before || claims.length > 0 ? 'updated' : 'unchanged'
    const written =
      before === undefined || plan.created.has(customer.customerId) ? plan.created : plan.changed
    if (before === undefined || merged !== before) written.set(customer.customerId, merged)
    plan.resolved.push({ customerId: customer.customerId, outcome })
  }
  return plan
}

function currentState(
  plan: ImportPlan,
  customers: ReadonlyMap<string, Customer>,
  customerId: string,
): Customer | undefined {
  return plan.created.get(customerId) ?? plan.changed.get(customerId) ?? customers.get(customerId)
}
