import type { HandoffView } from '#contract/staff-api.ts'
import { Ago } from '../parts/time.tsx'
import { texts } from '../texts.ts'

/** Why a person was called, and what the agent says about it. */
export function HandoffCard({ handoff }: { handoff: HandoffView }) {
  return (
    <div className="handoff">
      <p className="handoff-reason">{texts.reasons[handoff.reason]}</p>
      {handoff.summary && <p className="handoff-summary">{handoff.summary}</p>}
      <p className="handoff-when">
        <Ago at={handoff.queuedAt} />
        {handoff.noticeAt && ` · ${texts.desk.told}`}
        {handoff.staffName && ` · ${texts.customer.takenBy(handoff.staffName)}`}
      </p>
    </div>
  )
}
