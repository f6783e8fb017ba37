import type { StatusUpdate } from './adapter.ts'

export type Reference = NonNullable<StatusUpdate['reference']>

const WRITTEN = /^([\w-]{1,64})\.([\w-]{1,64})\.(\d{1,3})\.(\d{1,4})$/

/** What a provider keeps beside a message and hands back with its status: ids of ours, nothing of the person. */
export function writeReference({ customerId, outboxId, part, attempt }: Reference): string {
  return `${customerId}.${outboxId}.${part}.${attempt}`
}

/** null: none, or not one of ours. */
export function readReference(written: string | null | undefined): Reference | null {
  const found = WRITTEN.exec(written ?? '')
  if (!found) return null
  const [, customerId = '', outboxId = '', part, attempt] = found
  return { customerId, outboxId, part: Number(part), attempt: Number(attempt) }
}
