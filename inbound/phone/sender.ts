import type { InboundChannelMessage } from '#channels/index.ts'
import { Problem } from '#contract/problem.ts'
import type { PhoneAddress } from '#domain/conversations/index.ts'
import { customerView, normaliseIdentifier, observe, updateCustomer } from '#domain/identity/index.ts'
import { type Db, storableText } from '#store/index.ts'

/** Who wrote from a phone: the member of the strongest identifier, and the addresses, where answers go first. */
export interface PhoneSender {
  customerId: string
  addresses: PhoneAddress[]
}

/**
 * Finds or makes the customer. What a provider signed for is seen together: a number and a WhatsApp user id are
 * one person from then on; either may be missing. In a transaction of its own, before the message's.
 */
export async function phoneSender(db: Db, message: InboundChannelMessage, now: Date): Promise<PhoneSender> {
  const addresses = addressesOf(message)
  const identifiers = addresses.map(({ kind, value }) => ({ kind, value }))
  const evidence = `${message.channel} message ${message.providerMessageId}`
  const seen = { identifiers, occurredAt: now, source: message.provider, evidence: storableText(evidence) }
  const { people } = await observe(db, [seen], now)
  const customerId = people[0]?.customerId
  if (customerId === undefined) throw new Problem('bad-request', 'The sender of this message is not usable.')
  return { customerId, addresses }
}

/** A number before a user id: it is the stronger of the two, and either channel reaches it. */
function addressesOf({ channel, from }: InboundChannelMessage): PhoneAddress[] {
  const phone = from.phone === null ? null : normaliseIdentifier('phone', from.phone)
  const id =
    channel !== 'whatsapp' || from.whatsappId === null
      ? null
      : normaliseIdentifier('whatsapp_id', from.whatsappId)
  return [
    ...(phone === null ? [] : [{ channel, kind: 'phone' as const, value: phone }]),
    ...(id === null ? [] : [{ channel, kind: 'whatsapp_id' as const, value: id }]),
  ]
}

/** The name of their profile is theirs to choose: it is kept only where no other is known. */
export async function nameIfUnknown(
  tx: Db,
  customerId: string,
  name: string | null,
  now: Date,
): Promise<void> {
  const given = storableText(name ?? '')
    .trim()
    .slice(0, 200)
  if (given === '') return
  const known = await customerView(tx, customerId)
  if (known && known.name === null) await updateCustomer(tx, customerId, { name: given }, now)
}
