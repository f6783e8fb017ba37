import { consentOf, readOptOut } from '#domain/consent/index.ts'
import { type Conversation, recentMessages } from '#domain/conversations/index.ts'
import type { Db } from '#store/index.ts'

const RECENT = 60
const nothingElse = { isOptedOut: false, wasAsked: false, hasOpenProposal: false }

/**
 * Whether the last word on this channel is that they want no more of it: a stop after everything they wrote, or
 * a message that says nothing else. Who writes again, or asks something beside the stop, wants an answer. Under
 * the customer's lock.
 */
export async function isLeftAlone(tx: Db, { channel, ...ref }: Conversation): Promise<boolean> {
  const { lines } = await consentOf(tx, ref.customerId)
  const line = lines.find((each) => each.channel === channel && each.purpose === 'service')
  if (line?.state !== 'denied' || line.since === null) return false
  const last = (await recentMessages(tx, ref, RECENT)).findLast(({ sender }) => sender === 'customer')
  const wrote = last ? Date.parse(last.createdAt) : 0
  if (!last || line.since.getTime() !== wrote) return line.since.getTime() > wrote
  return readOptOut(last.text, { channel, ...nothingElse }).rest === ''
}
