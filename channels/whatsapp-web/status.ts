import type { StatusUpdate } from '../adapter.ts'
import { WHATSAPP_WEB } from './message.ts'

/** The client's numbers: -1 error, 0 waiting, 1 server, 2 phone, 3 read, 4 played. */
const meaning = new Map<number, StatusUpdate['status']>([
  [-1, 'failed'],
  [1, 'sent'],
  [2, 'delivered'],
  [3, 'read'],
  [4, 'read'],
])

/** null: still waiting, or a number that we do not know. */
export function readWebAck(providerMessageId: string, ack: number): StatusUpdate | null {
  const status = meaning.get(ack)
  if (!status) return null
  return {
    provider: WHATSAPP_WEB,
    providerMessageId,
    status,
    reason: null,
    code: String(ack),
    text: null,
    at: null,
  }
}
