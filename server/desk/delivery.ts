import type { Message } from '#contract/message.ts'
import type { StaffMessage } from '#contract/staff-api.ts'
import { wordsOfOutcome } from '#inbound/index.ts'
import { deliveryOf } from '#orchestrator/index.ts'
import type { Db } from '#store/index.ts'

/** Messages with what became of those of ours that went to a phone; the others stay as they are. */
export async function withDelivery(db: Db, messages: readonly Message[]): Promise<StaffMessage[]> {
  const ours = messages.filter(({ sender }) => sender !== 'customer').map(({ messageId }) => messageId)
  const delivered = ours.length === 0 ? new Map() : await deliveryOf(db, ours)
  return messages.map((message) => {
    const found = delivered.get(message.messageId)
    if (!found) return message
    const { state, reason, at } = found
    return { ...message, delivery: { state, words: wordsOfOutcome(reason), at: at.toISOString() } }
  })
}
