import type { StatusUpdate } from '#channels/index.ts'
import type { RowChange } from '#orchestrator/index.ts'
import type { InboundDeps } from '../house.ts'

/**
 * What a provider says became of a message: kept in the outbox, which tells `deliveryChanged` of every row that
 * it moved. Resolves when it is kept.
 */
export async function receiveStatus(deps: InboundDeps, update: StatusUpdate): Promise<void> {
  await deps.outbox.applyStatus(update, deps.clock())
}

/** Whoever looks at the conversation sees how far its message has come. */
export function deliveryChanged(deps: InboundDeps, { conversation }: RowChange): void {
  if (!conversation) return
  const { ref, messageId } = conversation
  deps.publish({ type: 'delivery', ref, messageId })
}
