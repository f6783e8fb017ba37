import type { DeliveryChannel } from '#contract/outbound.ts'
import { normaliseIdentifier } from '#domain/identity/index.ts'

/** An address as it is kept everywhere; null where the channel knows none such. */
export function addressOn(channel: DeliveryChannel, address: string): string | null {
  switch (channel) {
    case 'sms':
      return normaliseIdentifier('phone', address)
    case 'whatsapp':
      // a user id has no plus, and is no number
      return normaliseIdentifier(address.trim().startsWith('+') ? 'phone' : 'whatsapp_id', address)
    case 'email':
      return normaliseIdentifier('email', address)
    case 'push':
      return address
  }
}
