import type { JourneyStatus } from '#contract/journeys.ts'
import { texts } from '../texts.ts'

const looks: Record<JourneyStatus, string> = { on: 'chip chip-on', paused: 'chip chip-waits', off: 'chip' }

export function StatusChip({ status }: { status: JourneyStatus }) {
  return <span className={looks[status]}>{texts.journeys.statuses[status]}</span>
}
