import type { SendResult } from '#channels/index.ts'
import { openConversation } from '#domain/conversations/index.ts'
import { findCustomer, lockCustomer } from '#domain/identity/index.ts'
import type { OutboxRow } from '#orchestrator/index.ts'
import { inTransaction } from '#store/index.ts'
import type { InboundDeps } from '../house.ts'
import { appendSaid, publishSaid, textOf } from './note-said.ts'

/** Speaks first in a chat that is open on the site; where it is not any more, the next channel is tried. Never throws. */
export async function deliverWeb(deps: InboundDeps, row: OutboxRow): Promise<SendResult> {
  const visitorId = row.to?.kind === 'session' ? row.to.value : row.customerId
  try {
    if (!(await deps.isOpen?.(visitorId))) return closed
    const text = await textOf(deps.db, row)
    const now = deps.clock()
    const said = await inTransaction(deps.db, async (tx) => {
      await lockCustomer(tx, visitorId)
      if (!(await findCustomer(tx, visitorId))) return null
      const conversation = await openConversation(tx, visitorId, 'web', now)
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

const closed: SendResult = {
  outcome: 'rejected',
  reason: 'unreachable',
  code: 'no_open_chat',
  text: 'No chat of theirs is open.',
}
