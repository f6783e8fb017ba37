import type { WebhookState } from '#contract/staff-integrations.ts'
import { texts } from '../texts.ts'

/** Whether an endpoint is told. */
export function WebhookChip({ state }: { state: WebhookState }) {
  return (
    <span className={`chip ${state === 'on' ? 'chip-on' : 'chip-off'}`}>{texts.webhooks.states[state]}</span>
  )
}
