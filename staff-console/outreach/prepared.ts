import type { OutboundChannel } from '#contract/outbound.ts'
import { createStore } from '../state/store.ts'

/** How a message to a customer is to begin, taken from what to do next; for this tab, until it is sent. */
export interface Prepared {
  channel: OutboundChannel
  subject: string
}

const prepared = createStore<Readonly<Record<string, Prepared>>>({})

export function preparedFor(customerId: string): Prepared | undefined {
  return prepared.get()[customerId]
}

export function prepare(customerId: string, message: Prepared): void {
  prepared.update((all) => ({ ...all, [customerId]: message }))
}

export function forgetPrepared(customerId?: string): void {
  prepared.update((all) => {
    if (customerId === undefined) return {}
    const { [customerId]: _sent, ...others } = all
    return others
  })
}
