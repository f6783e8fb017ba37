import { mayUse } from '#domain/consent/index.ts'
import { replaceNumbers } from '#domain/identity/index.ts'
import {
  boughtBy,
  type Facts,
  factsOf,
  type Trait,
  type TraitRow,
  traitsOfMembers,
} from '#domain/profile/index.ts'
import type { ToolContext } from '../tool.ts'

/** What may be used of this shopper now, in this conversation. */
export interface KnownOfShopper {
  /** account: all that is known of the person. session: only what was said here, or in this browser before. */
  scope: 'account' | 'session'
  /** Whether more than this conversation's own words may be used, and why not. */
  personalised: { allowed: true } | { allowed: false; reason: string }
  traits: Trait[]
  /** How many things are on record that may not be used here. */
  unused: number
  /** From orders; only for an account. */
  facts: Facts | null
}

type Asking = Pick<
  ToolContext,
  'db' | 'now' | 'customerIds' | 'trust' | 'transcript' | 'suppressionKey' | 'ref'
>

/**
 * Reads what is known, as far as this conversation may. Below account trust that is what this very session
 * said itself, whatever it is linked to. Without consent to personalisation it is what was said since this
 * conversation began, and nothing from orders.
 */
export async function knownOfShopper(ctx: Asking): Promise<KnownOfShopper> {
  const account = ctx.trust === 'account'
  const nothing: KnownOfShopper = {
    scope: 'session',
    personalised: { allowed: true },
    traits: [],
    unused: 0,
    facts: null,
  }
  const all = await traitsHere(ctx, { allowed: true })
  if (!account && all.length === 0) return nothing
  const use = { channel: 'web', purpose: 'personalisation', suppressionKey: ctx.suppressionKey } as const
  const answer = await mayUse(ctx.db, ctx.ref.customerId, use, ctx.now)
  const traits = answer.allowed ? all : await traitsHere(ctx, answer)
  return {
    scope: account ? 'account' : 'session',
    personalised: answer.allowed ? { allowed: true } : answer,
    traits,
    unused: Math.max(all.length - traits.length, 0),
    facts: account && answer.allowed ? factsOf(await boughtBy(ctx.db, ctx.customerIds), ctx.now) : null,
  }
}

/** The names of all that may be forgotten at this shopper's word, used or not. */
export async function namesOnRecord(ctx: Asking): Promise<string[]> {
  return (await traitsHere(ctx, { allowed: true })).map((trait) => trait.name)
}

async function traitsHere(ctx: Asking, consent: { allowed: boolean }): Promise<Trait[]> {
  const account = ctx.trust === 'account'
  const own = ctx.ref.customerId
  const began = new Date(ctx.transcript[0]?.createdAt ?? ctx.now)
  const mayLookAt = (row: TraitRow) =>
    (account || (row.party === 'zero' && row.customerId === own)) &&
    (consent.allowed || (row.party === 'zero' && row.lastAt >= began))
  const purpose = consent.allowed ? 'personalisation' : 'service'
  const members = account ? ctx.customerIds : [own]
  const { traits } = await traitsOfMembers(ctx.db, members, purpose, ctx.now, mayLookAt)
  return traits.map(withoutNumbers)
}

/**
 * The words a trait was heard in may hold a phone number of an earlier conversation, which this one hides
 * from its model only where it is typed again.
 */
function withoutNumbers(trait: Trait): Trait {
  const hide = (text: string) => replaceNumbers(text, ({ kind }) => `[${kind}]`)
  const hidden = <T>(value: T) => (typeof value === 'string' ? hide(value) : value)
  const { value } = trait
  return {
    ...trait,
    value: Array.isArray(value) ? value.map(hidden) : hidden(value),
    evidence: hide(trait.evidence),
    why: hide(trait.why),
  }
}
