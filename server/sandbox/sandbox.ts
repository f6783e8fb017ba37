import {
  type ChannelAdapter,
  createSandboxAdapter,
  type InboundChannelMessage,
  type OutgoingMessage,
  SANDBOX,
  type SandboxAdapter,
  type StatusUpdate,
} from '#channels/index.ts'
import type { DeliveryChannel } from '#contract/outbound.ts'
import type { SandboxChange } from '#contract/staff-sandbox.ts'
import { customerView } from '#domain/identity/index.ts'
import { deliverToDevice, noteStatus } from '#domain/sandbox/index.ts'
import type { Db } from '#store/index.ts'
import { createHub } from '../hub.ts'
import type { Log } from '../log.ts'

/** The provider of the channels that have no credentials, and what it tells. */
export interface Sandbox {
  /** Opens it for these channels: what is sent there stays on this machine. */
  openAdapter: (channels: readonly DeliveryChannel[]) => ChannelAdapter
  channels: () => readonly DeliveryChannel[]
  /** Resolves when the shop has been told all that is due of what it sent, without waiting for it. */
  settled: () => Promise<void>
  /** Tells what became of a message, on the road of a provider's callback. Does not throw. */
  report: (providerMessageId: string, status: StatusUpdate['status'], at: Date) => Promise<void>
  /** What the owner of a phone wrote, on the road of a provider's webhook. */
  receive: (message: InboundChannelMessage) => Promise<unknown>
  changed: (change: SandboxChange) => void
  /** Hears that something stands on a device; answers how to stop. */
  onChanged: (listener: (change: SandboxChange) => void) => () => void
}

export function openSandbox(deps: {
  db: Db
  clock: () => Date
  log: Log
  /** As for any provider's callback. */
  status: (update: StatusUpdate) => Promise<unknown>
  /** As for any provider's webhook. */
  receive: (message: InboundChannelMessage) => Promise<unknown>
}): Sandbox {
  const { db, clock, log } = deps
  const changes = createHub<SandboxChange>()
  let adapter: SandboxAdapter | null = null
  const status = async (update: StatusUpdate) => {
    try {
      const device = await noteStatus(db, update.providerMessageId, update.status)
      if (device) changes.tell({ ...device, typing: null })
      await deps.status({ ...update, at: update.at ?? clock() })
    } catch (error) {
      log.warn({ error }, 'a status of the sandbox was not taken')
    }
  }
  const deliver = async (message: OutgoingMessage, providerMessageId: string) => {
    const owner = await customerView(db, message.reference.customerId)
    const named = { ...message, name: owner?.name ?? null }
    const answer = await deliverToDevice(db, named, providerMessageId, clock())
    changes.tell({ channel: message.to.channel, address: message.to.value, typing: null })
    return answer
  }
  return {
    openAdapter: (channels) => {
      adapter = createSandboxAdapter({ channels, deliver, status })
      return adapter
    },
    channels: () => adapter?.channels ?? [],
    settled: async () => adapter?.settled(),
    report: (providerMessageId, reached, at) =>
      status({
        provider: SANDBOX,
        providerMessageId,
        status: reached,
        reason: null,
        code: null,
        text: null,
        at,
      }),
    receive: deps.receive,
    changed: changes.tell,
    onChanged: changes.hear,
  }
}
