import type { CustomerRow, IdentifierName, IdentifierView } from '#contract/staff-customers.ts'
import { texts } from '../texts.ts'

const words = texts.customers

/** What a customer is called on a screen: their name, else what they can be recognised by. */
export function calledOf(customer: Pick<CustomerRow, 'name' | 'identifiers'>): string {
  return customer.name ?? named(customer.identifiers)?.value ?? words.visitor
}

/** The identifiers that tell people something, in a line; a browser's own only where there is no other. */
export function identifierLine(customer: Pick<CustomerRow, 'name' | 'identifiers'>): string {
  const first = named(customer.identifiers)
  const telling = inReadingOrder(customer.identifiers).filter(
    (each) => customer.name !== null || each !== first,
  )
  if (telling.length > 0) return telling.map((each) => each.value).join(' · ')
  return first ? words.onlyThis : words.onlyBrowser
}

/** What a person reads first stands first; numbers of machines last, a browser's own not at all. */
const readingOrder: IdentifierName[] = ['email', 'phone', 'whatsapp_id', 'loyalty_number', 'user_id']

function inReadingOrder(identifiers: IdentifierView[]): IdentifierView[] {
  return readingOrder.flatMap((kind) => identifiers.filter((each) => each.kind === kind))
}

const named = (identifiers: IdentifierView[]) => inReadingOrder(identifiers)[0]
