import type { DeliveryChannel } from '#contract/outbound.ts'
import type { CustomerRow, IdentifierName } from '#contract/staff-customers.ts'

/** What a channel's addresses are called among a customer's identifiers, the first choice first. */
const kinds: Record<DeliveryChannel, IdentifierName[]> = {
  whatsapp: ['phone', 'whatsapp_id'],
  sms: ['phone'],
  email: ['email'],
  push: [],
}

/** Where a customer is reached on a channel; null: nowhere. */
export function addressOf(
  customer: Pick<CustomerRow, 'identifiers'>,
  channel: DeliveryChannel,
): string | null {
  const [found] = kinds[channel].flatMap((kind) => customer.identifiers.filter((each) => each.kind === kind))
  return found?.value ?? null
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** What was typed as an address of the channel; null where it is none. */
export function typedAddress(text: string, channel: DeliveryChannel): string | null {
  if (channel === 'email') {
    const mail = text.trim().toLowerCase()
    return EMAIL.test(mail) ? mail : null
  }
  const plain = text.trim().replace(/^00/, '+')
  const digits = plain.replace(/\D/g, '')
  const isNumber = /^\+[\d\s().-]+$/.test(plain) && digits.length >= 8 && digits.length <= 15 // E.164
  return isNumber ? `+${digits}` : null
}
