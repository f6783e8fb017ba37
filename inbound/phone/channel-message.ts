import type { InboundChannelMessage } from '#channels/index.ts'
import { channelMessageOf } from '#domain/conversations/index.ts'
import { inTransaction } from '#store/index.ts'
import { publishChange } from '../handoff.ts'
import type { InboundDeps } from '../house.ts'
import type { TurnWorker } from '../turn-worker.ts'
import { phoneSender } from './sender.ts'
import { GATHER_MS, type StoredFromPhone, storeFromPhone } from './store-from-phone.ts'

export interface ReceivedFromPhone {
  customerId: string
  conversationId: string
  messageId: string
  /** Brought before: nothing was done. */
  duplicate: boolean
}

/**
 * The steps for one message from a phone: known already? who writes? store it once with the stop it may say,
 * tell everybody, wake the agent in a moment. Resolves when it is stored, which is what the provider may be
 * told. Throws where it was not: then the provider brings it again.
 */
export async function receiveChannelMessage(
  deps: InboundDeps,
  worker: TurnWorker,
  message: InboundChannelMessage,
): Promise<ReceivedFromPhone> {
  const earlier = await channelMessageOf(deps.db, message.provider, message.providerMessageId)
  if (earlier) return answerOf(earlier, true)
  const { received, change } = await store(deps, message)
  if (!change) return answerOf(received, true)
  publishChange(deps, change.conversation, change.conversation, change.messages)
  if (change.wakesAgent) worker.wakeAfter(change.conversation, GATHER_MS)
  return answerOf(received, false)
}

function answerOf(
  { customerId, conversationId, messageId }: Omit<ReceivedFromPhone, 'duplicate'>,
  duplicate: boolean,
): ReceivedFromPhone {
  return { customerId, conversationId, messageId, duplicate }
}

/** Whoever is erased between being found and being written for is somebody new to us. */
async function store(deps: InboundDeps, message: InboundChannelMessage): Promise<StoredFromPhone> {
  for (let tries = 0; tries < 3; tries++) {
    const now = deps.clock()
    const sender = await phoneSender(deps.db, message, now)
    const settings = await deps.settings()
    const stored = await inTransaction(deps.db, (tx) =>
      storeFromPhone({ ...deps, settings }, tx, message, sender, now),
    )
    if (stored) return stored
  }
  throw new Error('the sender of a message was erased again and again')
}
