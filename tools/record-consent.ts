import { z } from 'zod'
import {
  addressesFor,
  type ConsentChannel,
  type ConsentPurpose,
  consentChannels,
  consentPurposes,
  doubleOptInFor,
  recordForPerson,
  recordConsent as recordOwn,
  regionOfCustomer,
  withdrawn,
} from '#domain/consent/index.ts'
import { createProposal } from '#domain/conversations/index.ts'
import { identifiersOf } from '#domain/identity/index.ts'
import { noteChanged } from '#domain/segments/index.ts'
import { inTransaction } from '#store/index.ts'
import { refuse } from './refuse.ts'
import { defineTool, type ToolContext, type ToolResult } from './tool.ts'

const input = z.strictObject({
  channel: z.enum([...consentChannels, 'all']),
  purpose: z.enum([...consentPurposes, 'all']).default('all'),
  state: z.enum(['granted', 'denied']),
})
const stored = z.object({
  channel: z.enum(consentChannels),
  purposes: z.array(z.enum(consentPurposes)),
  address: z.string().nullable(),
  words: z.string(),
})

const channelNames: Record<ConsentChannel, string> = {
  web: 'on this site',
  email: 'by e-mail',
  sms: 'by SMS',
  whatsapp: 'on WhatsApp',
  push: 'by push message',
}
const purposeNames: Record<ConsentPurpose, string> = {
  transactional: 'messages about your orders',
  service: 'service messages',
  clienteling: 'personal messages from our associates',
  marketing: 'news and offers',
  personalisation: 'suggestions made from what we know of you',
}

/**
 * Withdrawing is done at once and asks nothing. Granting is only proposed, and only for an address that this
 * conversation has control of: the customer's explicit yes to the proposal records it, with his own words.
 */
export const recordConsent = defineTool({
  name: 'record_consent',
  description:
    'Records what this customer allows. state "denied": at once. state "granted": proposes it, and his explicit yes records it; only for his own address. Call it when he says that he wants, or no longer wants, messages on a channel or his data to be used. Never suggest it.',
  trust: 'session',
  callsPerTurn: 2,
  input,
  async run(ctx, { channel, purpose, state }) {
    if (state === 'denied') return deny(ctx, channel === 'all' ? [...consentChannels] : [channel], purpose)
    if (channel === 'all') return refuse('bad_arguments', 'one channel at a time')
    return propose(ctx, channel, purpose)
  },
  async execute(ctx, args) {
    const { channel, purposes, address, words } = stored.parse(args)
    const own = await ownAddress(ctx, channel)
    if (!own.controlled || own.address !== address) return refuse('needs_sign_in')
    const region = await regionOfCustomer(ctx.db, ctx.ref.customerId)
    const promises = purposes.some((purpose) => purpose === 'marketing' || purpose === 'clienteling')
    const state = promises && doubleOptInFor(region, channel) ? 'pending' : 'granted'
    const evidence = `${words} / ${lastWords(ctx)}`
    const said = { source: 'agent', evidence, region, address, key: `${ctx.turnId}_yes` }
    const inputs = purposes.map((purpose) => ({ channel, purpose, state, ...said }) as const)
    await (mayGrantForPerson(ctx) ? write(ctx, inputs) : writeOwn(ctx, inputs))
    return {
      ok: true,
      data: { done: true, channel, purposes, state },
      facts: [{ kind: 'done', what: 'consent_recorded' }],
    }
  },
})

async function deny(
  ctx: ToolContext,
  channels: ConsentChannel[],
  purpose: ConsentPurpose | 'all',
): Promise<ToolResult> {
  const said = { source: 'agent', evidence: lastWords(ctx), key: `${ctx.turnId}_no` }
  const inputs = channels.flatMap((channel) =>
    (purpose === 'all' ? withdrawn[channel] : [purpose]).map((entry) => ({
      channel,
      purpose: entry,
      state: 'denied' as const,
      ...said,
    })),
  )
  await write(ctx, inputs)
  return {
    ok: true,
    data: { done: true, channels, purpose, state: 'denied' },
    facts: [{ kind: 'done', what: 'consent_recorded' }],
  }
}

function write(ctx: ToolContext, inputs: Parameters<typeof recordForPerson>[2]): Promise<void> {
  const { customerId } = ctx.ref
  return inTransaction(ctx.db, async (tx) => {
    // a sign-in opens all of the account's records, and speaks for them
    const as = ctx.trust === 'account' ? [customerId, ...ctx.customerIds] : [customerId]
    await recordForPerson(tx, customerId, inputs, ctx.now, [...new Set(as)])
    await noteChanged(tx, [customerId], ctx.now)
  })
}

/** A browser that once stood for an account says yes for itself alone; a no holds for the whole person. */
const mayGrantForPerson = (ctx: ToolContext): boolean => ctx.trust === 'account' || ctx.trust === 'channel'

function writeOwn(ctx: ToolContext, inputs: Parameters<typeof recordForPerson>[2]): Promise<void> {
  const { customerId } = ctx.ref
  return inTransaction(ctx.db, async (tx) => {
    for (const input of inputs) await recordOwn(tx, { ...input, customerId }, ctx.now)
    await noteChanged(tx, [customerId], ctx.now)
  })
}

async function propose(
  ctx: ToolContext,
  channel: ConsentChannel,
  purpose: ConsentPurpose | 'all',
): Promise<ToolResult> {
  const own = await ownAddress(ctx, channel)
  if (!own.controlled) return refuse('needs_sign_in')
  const purposes = purpose === 'all' ? [...withdrawn[channel]] : [purpose]
  const what =
    purposes.length > 1 ? 'messages with news and offers' : purposeNames[purposes[0] ?? 'marketing']
  const summary = `Send you ${what} ${channelNames[channel]}${own.address ? ` (${masked(own.address)})` : ''}`
  const args = { channel, purposes, address: own.address, words: lastWords(ctx) }
  const proposal = await createProposal(
    ctx.db,
    ctx.ref,
    { tool: 'record_consent', arguments: args, summary },
    ctx.now,
  )
  const expiresAt = proposal.expiresAt.toISOString()
  return {
    ok: true,
    data: { proposed: true, done: false, summary, needs: 'an explicit yes' },
    parts: [{ type: 'proposal', proposalId: proposal.proposalId, summary, expiresAt }],
    facts: [{ kind: 'done', what: 'proposal_made' }],
  }
}

/**
 * The address a grant would hold for, and whether this conversation has control of it: the sender's own on his
 * own channel, any of the account's with account trust; what this site shows needs no address.
 */
async function ownAddress(
  ctx: ToolContext,
  channel: ConsentChannel,
): Promise<{ controlled: boolean; address: string | null }> {
  const ids = ctx.trust === 'account' ? ctx.customerIds : [ctx.ref.customerId]
  const addresses = addressesFor(channel, await identifiersOf(ctx.db, ids))
  if (addresses === null) return { controlled: channel === 'web', address: null }
  const [address] = addresses
  // on a phone channel the conversation's own customer is the sender, signed for by the provider
  const sender = ctx.trust === 'channel' && (channel === 'sms' || channel === 'whatsapp')
  const controlled = address !== undefined && (ctx.trust === 'account' || sender)
  return { controlled, address: address ?? null }
}

/** The customer's last words and their message: the evidence. */
function lastWords(ctx: ToolContext): string {
  const last = ctx.transcript.filter((message) => message.sender === 'customer').at(-1)
  return last ? `${last.messageId}: ${last.text}` : ctx.turnId
}

/** `a…@example.com`, `…4567`: enough to know which, too little to learn it. */
function masked(address: string): string {
  const [name = '', domain] = address.split('@')
  return domain ? `${name.slice(0, 1)}…@${domain}` : `…${address.slice(-4)}`
}
