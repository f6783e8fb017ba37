import type { SendResult } from '#channels/index.ts'
import { type Conversation, openConversation } from '#domain/conversations/index.ts'
import { findCustomer, lockCustomer, visitorSessionOf } from '#domain/identity/index.ts'
import type { OutboxRow } from '#orchestrator/index.ts'
import { type Db, inTransaction } from '#store/index.ts'
import type { InboundDeps } from '../house.ts'
import { conversationOf } from '../visitor-conversation.ts'
import { appendSaid, publishSaid, textOf } from './note-said.ts'

/**
 * Speaks first in a chat that is open on the site: in that of its visitor, or in their phone's that they go on
 * with there, for as long as they may see it. Where it is open no more, the next channel is tried. Never throws.
 */
export async function deliverWeb(deps: InboundDeps, row: OutboxRow): Promise<SendResult> {
  const visitorId = row.to?.kind === 'session' ? row.to.value : row.customerId
  try {
    if (!(await deps.isOpen?.(visitorId))) return closed
    const text = await textOf(deps.db, row)
    const now = deps.clock()
    const said = await inTransaction(deps.db, async (tx) => {
      await lockCustomer(tx, row.customerId)
      if (!(await findCustomer(tx, visitorId))) return null
      const conversation = await chatOf(tx, row.customerId, visitorId, now)
      if (!conversation) return null
      return appendSaid(tx, conversation, row, { text, channel: 'web' }, now)
    })
    if (!said) return closed
    publishSaid(deps, said)
    return { outcome: 'accepted', providerMessageId: said.message.messageId }
  } catch (error) {
    deps.log.error({ error, outboxId: row.outboxId }, 'a message to an open chat failed')
    return { outcome: 'retry', code: 'web', text: 'The message could not be stored.' }
  }
}

/** null: the visitor is somebody else by now, or may not see this any more. */
async function chatOf(
  tx: Db,
  customerId: string,
  visitorId: string,
  now: Date,
): Promise<Conversation | null> {
  if (visitorId === customerId) return openConversation(tx, visitorId, 'web', now)
  const session = await visitorSessionOf(tx, visitorId)
  const seen = session && (await conversationOf(tx, session, now))
  return seen?.customerId === customerId ? seen : null
}

const closed: SendResult = {
  outcome: 'rejected',
  reason: 'unreachable',
  code: 'no_open_chat',
  text: 'No chat of theirs is open.',
}
