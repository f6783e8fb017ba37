import { type InboundChannelMessage, SANDBOX } from '#channels/index.ts'
import type { DeliveryChannel } from '#contract/outbound.ts'
import { Problem } from '#contract/problem.ts'
import { customerView, type Identifier, observe, withoutCards } from '#domain/identity/index.ts'
import { findDevice, forgetWritten, noteWritten } from '#domain/sandbox/index.ts'
import { cleanText } from '#inbound/index.ts'
import type { House } from '../house.ts'

interface Written {
  channel: DeliveryChannel
  address: string
  clientMessageId: string
  text: string
  choiceId: string | null
}

const phones = ['sms', 'whatsapp'] as const

/**
 * Answering needs a phone whose messages stay here. Where either network is real nobody writes as a customer: what
 * is said from a number, a START above all, is kept for the day on which the other becomes real too.
 */
export function canAnswer(house: House, channel: DeliveryChannel): channel is 'sms' | 'whatsapp' {
  const sandboxed = house.sandbox.channels()
  return phones.some((phone) => phone === channel) && phones.every((phone) => sandboxed.includes(phone))
}

/**
 * Writes as the owner of a phone: it stands on the phone first, as on any, and then comes in on the road of a
 * provider's webhook. The same id again is the same message.
 */
export async function writeAsCustomer(house: House, input: Written, now: Date): Promise<void> {
  const { channel, address, choiceId } = input
  if (!canAnswer(house, channel))
    throw new Problem('conflict', 'Messages of this channel are real here: answer from a phone of yours')
  const text = withoutCards(cleanText(input.text))
  const owner = await ownerOf(house, channel, address, now)
  const providerMessageId = `sbx_${input.clientMessageId}`
  const from = { channel, address, ...owner, providerMessageId }
  await noteWritten(house.db, { ...from, content: { type: 'written', text, choiceId } }, now)
  house.sandbox.changed({ channel, address, typing: null })
  try {
    await house.sandbox.receive(asWebhook(from, text, choiceId, now))
  } catch (error) {
    if (error instanceof Problem) await forgetWritten(house.db, owner.customerId, providerMessageId)
    throw error
  }
}

const NO_NUMBER = 'This is not a number that somebody can write from'

interface Owner {
  customerId: string
  kind: 'phone' | 'whatsapp_id'
  name: string | null
}

/** Who is known under the address, or from now on is, as with the first message of any number. */
async function ownerOf(
  house: House,
  channel: 'sms' | 'whatsapp',
  address: string,
  now: Date,
): Promise<Owner> {
  const device = await findDevice(house.db, channel, address)
  const kind = device?.kind ?? (address.startsWith('+') ? 'phone' : 'whatsapp_id')
  if (kind !== 'phone' && kind !== 'whatsapp_id') throw new Problem('bad-request', NO_NUMBER)
  const identifiers: Identifier[] = [{ kind, value: address }]
  const sight = { identifiers, occurredAt: now, source: SANDBOX, evidence: 'Wrote from this number' }
  const { people } = await observe(house.db, [sight], now)
  const [person] = people
  if (!person) throw new Problem('bad-request', NO_NUMBER)
  const customer = await customerView(house.db, person.customerId)
  return { customerId: person.customerId, kind, name: customer?.name ?? null }
}

function asWebhook(
  from: Owner & { channel: 'sms' | 'whatsapp'; address: string; providerMessageId: string },
  text: string,
  choiceId: string | null,
  at: Date,
): InboundChannelMessage {
  const phone = from.kind === 'phone' ? from.address : null
  return {
    provider: SANDBOX,
    providerMessageId: from.providerMessageId,
    channel: from.channel,
    from: { phone, whatsappId: phone === null ? from.address : null, name: from.name },
    to: SANDBOX,
    text,
    choiceId,
    media: [],
    at,
  }
}
