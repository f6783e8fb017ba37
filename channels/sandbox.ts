import type { DeliveryChannel } from '#contract/outbound.ts'
import type { ChannelAdapter, OutgoingMessage, SendResult, StatusUpdate } from './adapter.ts'

/** What a phone or mailbox of the sandbox did with a message. */
export type SandboxAnswer =
  | 'taken'
  | 'unreachable'
  | 'server_error'
  | 'opted_out'
  | 'window_closed'
  /** It was delivered, but the answer about it was lost on the way. */
  | 'answer_lost'

export interface SandboxDeps {
  channels: readonly DeliveryChannel[]
  /** Puts the message on its phone under that id; the same id again changes nothing. */
  deliver: (message: OutgoingMessage, providerMessageId: string) => Promise<SandboxAnswer>
  /** Tells what became of it, as a provider's callback would. Must not throw. */
  status: (update: StatusUpdate) => Promise<void>
}

export const SANDBOX = 'sandbox'
const PER_SECOND = 1000
/** A callback comes a moment after the answer, as from any network. */
const CALLBACK_MS = 150

export interface SandboxAdapter extends ChannelAdapter {
  /** Tells at once what is still to be told, and resolves when it is: a clock that is moved does not wait. */
  settled: () => Promise<void>
}

/** The provider of the sandbox: accepts, delivers and reports like a phone network, and reaches nobody. */
export function createSandboxAdapter(deps: SandboxDeps): SandboxAdapter {
  const callbacks = createCallbacks(deps.status)
  return {
    provider: SANDBOX,
    channels: deps.channels,
    perSecond: PER_SECOND,
    send: async (message) => {
      const providerMessageId = sandboxIdOf(message.reference)
      try {
        const answer = await deps.deliver(message, providerMessageId)
        if (answer === 'taken') callbacks.due(providerMessageId)
        return resultOf(answer, providerMessageId)
      } catch {
        return { outcome: 'unknown', text: 'The sandbox could not say whether it was delivered.' }
      }
    },
    settled: () => callbacks.settle(),
    close: () => callbacks.settle(),
  }
}

/** The same attempt of the same part is the same message, however often it is handed over. */
function sandboxIdOf({ outboxId, part, attempt }: OutgoingMessage['reference']): string {
  return `sbx_${outboxId}_${part}_${attempt}`
}

function resultOf(answer: SandboxAnswer, providerMessageId: string): SendResult {
  switch (answer) {
    case 'taken':
      return { outcome: 'accepted', providerMessageId }
    case 'server_error':
      return { outcome: 'retry', code: '500', text: 'This phone of the sandbox answers 500.' }
    case 'answer_lost':
      return { outcome: 'unknown', text: 'The answer of this phone of the sandbox was lost.' }
    case 'unreachable':
      return rejected('unreachable', 'This phone of the sandbox cannot be reached.')
    case 'opted_out':
      return rejected('opted_out', 'Its owner has opted out at the provider of the sandbox.')
    case 'window_closed':
      return rejected('window_closed', 'Its owner has not written for 24 hours: a template only.')
  }
}

function rejected(reason: 'unreachable' | 'opted_out' | 'window_closed', text: string): SendResult {
  return { outcome: 'rejected', reason, code: `sandbox_${reason}`, text }
}

/** Callbacks that are due; settling sends them at once, so that none is lost with the process. */
function createCallbacks(status: SandboxDeps['status']) {
  const waiting = new Map<string, NodeJS.Timeout>()
  const running = new Set<Promise<void>>()
  const call = (providerMessageId: string, reached: readonly StatusUpdate['status'][]) => {
    waiting.delete(providerMessageId)
    const told = tell(status, providerMessageId, reached).finally(() => running.delete(told))
    running.add(told)
  }
  return {
    due: (providerMessageId: string) => {
      clearTimeout(waiting.get(providerMessageId))
      const timer = setTimeout(() => call(providerMessageId, ['sent', 'delivered']), CALLBACK_MS)
      waiting.set(providerMessageId, timer)
    },
    settle: async () => {
      for (const [providerMessageId, timer] of [...waiting]) {
        clearTimeout(timer)
        call(providerMessageId, ['delivered']) // a network leaves out what is overtaken
      }
      await Promise.all(running)
    },
  }
}

async function tell(
  status: SandboxDeps['status'],
  providerMessageId: string,
  reports: readonly StatusUpdate['status'][],
): Promise<void> {
  for (const reached of reports)
    await status({
      provider: SANDBOX,
      providerMessageId,
      status: reached,
      reason: null,
      code: null,
      text: null,
      at: null,
    })
}
