import { useState } from 'react'
import type { OutreachView } from '#contract/staff-outreach.ts'
import { takeBack } from '../api/outreach.ts'
import { clockTime, dayName, exactTime, useNow } from '../look/time.ts'
import { Button } from '../parts/button.tsx'
import { texts } from '../texts.ts'
import { useDesk, useDeskState } from './desk.ts'

const words = texts.outreach

/** What a colleague wrote first and has not left yet: nobody has read it, and it can be taken back. */
export function WaitingItem({ conversationId, item }: { conversationId: string; item: OutreachView }) {
  const desk = useDesk()
  const now = useNow(60_000)
  const customerId = useDeskState((state) => state.rows.get(conversationId)?.customerId ?? '')
  const [problem, setProblem] = useState(false)
  const [busy, setBusy] = useState(false)
  const back = async () => {
    setBusy(true)
    const taken = await takeBack(customerId, item.outboxId).catch(() => null)
    setProblem(taken?.state !== 'cancelled')
    setBusy(false)
    await desk.reload(conversationId)
  }
  return (
    <li className="message message-ours voice-ours message-first message-pending">
      <p className="message-by">{item.staffName}</p>
      <div className="bubble">
        <p>{item.text}</p>
      </div>
      {item.products.length > 0 && <p className="message-mark">{item.products.join(', ')}</p>}
      <div className="message-mark delivery delivery-held">
        <span title={item.dueAt === null ? undefined : exactTime(item.dueAt)}>
          {words.states[item.state]}
          {item.dueAt !== null && `: ${words.until(`${dayName(item.dueAt, now)}, ${clockTime(item.dueAt)}`)}`}
        </span>
        {item.mayTakeBack && (
          <Button look="quiet" busy={busy} onClick={() => void back()}>
            {words.written.takeBack}
          </Button>
        )}
      </div>
      <p className="message-mark field-error" role="alert">
        {problem && words.written.notTakenBack}
      </p>
    </li>
  )
}
