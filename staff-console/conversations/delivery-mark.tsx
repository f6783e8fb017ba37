import type { DeliveryView } from '#contract/staff-outreach.ts'
import { exactTime } from '../look/time.ts'
import { Icon } from '../parts/icon.tsx'
import { texts } from '../texts.ts'

const signs = { sent: 'check', delivered: 'delivered', read: 'delivered' } as const
const bad: ReadonlySet<string> = new Set(['failed', 'dead', 'refused', 'unknown'])

/** What became of a message of ours on its way to a phone: a sign, and always its word. */
export function DeliveryMark({ delivery }: { delivery: DeliveryView }) {
  const { state, words, at } = delivery
  const sign = state === 'sent' || state === 'delivered' || state === 'read' ? signs[state] : null
  return (
    <p className={`message-mark delivery delivery-${state}`} title={at === null ? undefined : exactTime(at)}>
      {sign && <Icon name={sign} />}
      {bad.has(state) && <Icon name="close" />}
      <span>
        {texts.outreach.states[state]}
        {words !== '' && `: ${words}`}
      </span>
    </p>
  )
}
