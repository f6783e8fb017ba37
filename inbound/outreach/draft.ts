import type { z } from 'zod'
import type { DraftRequest } from '#agent/index.ts'
import { Problem } from '#contract/problem.ts'
import type { StaffView } from '#contract/staff-api.ts'
import type { DraftView, draftInput } from '#contract/staff-outreach.ts'
import { mayUse } from '#domain/consent/index.ts'
import { findCustomer, membersOf, personView, replaceNumbers } from '#domain/identity/index.ts'
import { ordersOf } from '#domain/orders/index.ts'
import { profileOf, type TraitPurpose } from '#domain/profile/index.ts'
import { attachedProducts } from './content.ts'
import type { OutreachDeps } from './house.ts'

const MOST_KNOWN = 12

const roomFor: Record<z.output<typeof draftInput>['channel'], DraftRequest['roomFor']> = {
  sms: 'a line',
  push: 'a line',
  whatsapp: 'a few sentences',
  web: 'a few sentences',
  email: 'a letter',
}

/**
 * A draft by the agent, of what this person of the staff may read of the customer and the customer lets us use.
 * It fills a field; nothing is sent by it.
 */
export async function draftOutreach(
  deps: OutreachDeps,
  { staff, purpose }: { staff: StaffView; purpose: TraitPurpose },
  customerId: string,
  input: z.output<typeof draftInput>,
  now: Date,
): Promise<DraftView> {
  const { db, search } = deps
  if (!(await findCustomer(db, customerId))) throw new Problem('not-found', 'There is no such customer.')
  const products = await attachedProducts(db, input.productIds, customerId, now)
  const person = await personView(db, customerId)
  const { draftMessage } = await import('#agent/index.ts') // heavy: a server listens before it is loaded
  const draft = await draftMessage(deps.agent, {
    purpose: input.purpose,
    roomFor: roomFor[input.channel],
    staffName: staff.name,
    clientName: firstName(person?.name ?? null),
    ...(await whatMayBeUsed(deps, customerId, purpose, now)),
    products,
    settings: await deps.settings(),
    search,
    now,
  })
  if (draft.text === '') throw new Problem('unavailable', 'No draft could be written for this.')
  return { text: draft.text, withheld: draft.withheld.length, writtenBy: draft.writtenBy }
}

/** Without consent to personalisation a draft knows the name and the products alone. */
async function whatMayBeUsed(
  { db, suppressionKey }: OutreachDeps,
  customerId: string,
  purpose: TraitPurpose,
  now: Date,
): Promise<Pick<DraftRequest, 'known' | 'lastBought'>> {
  const use = { channel: 'web', purpose: 'personalisation', suppressionKey } as const
  if (!(await mayUse(db, customerId, use, now)).allowed) return { known: [], lastBought: [] }
  const { traits, facts } = await profileOf(db, customerId, { purpose, now })
  const known = [
    ...traits.map(({ name, value, why }) => `${name}: ${JSON.stringify(value)} | ${why}`),
    ...facts.sizes.map(({ category, size, why }) => `usual size in ${category}: ${size} | ${why}`),
  ]
  const [last] = await ordersOf(db, await membersOf(db, customerId), 1)
  const bought = last?.status === 'cancelled' ? [] : (last?.lines ?? [])
  return {
    known: known.slice(0, MOST_KNOWN).map(withoutNumbers),
    lastBought: [...new Set(bought.map(({ title }) => withoutNumbers(title)))].slice(0, 4),
  }
}

/** Numbers of persons are shown to no model; a draft has no use for them, so nothing leads back. */
function withoutNumbers(text: string): string {
  return replaceNumbers(text, ({ kind }) => `[${kind}]`)
}

/** The first word of a name; an initial or a number is none to greet somebody by. */
export function firstName(name: string | null): string | null {
  const [first = ''] = withoutNumbers(name ?? '')
    .trim()
    .split(/\s+/)
  return /^\p{L}[\p{L}'’-]+$/u.test(first) ? first : null
}
