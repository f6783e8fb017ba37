import { useState } from 'react'
import type { OutboxStory } from '#contract/staff-outbox.ts'
import { RequestError } from '../api/http.ts'
import { cancelMessage, replayMessage, settleMessage } from '../api/outbox.ts'
import { Button } from '../parts/button.tsx'
import { Confirm } from '../parts/dialog.tsx'
import { texts } from '../texts.ts'

const words = texts.outbox
type Act = keyof typeof words.acts

/** What this reader may do with a message; each is asked once more, and refused where somebody was quicker. */
export function Acts(props: {
  story: OutboxStory
  onDone: (story: OutboxStory, sentence: string) => void
  onOvertaken: () => void
}) {
  const { story } = props
  const [act, setAct] = useState<Act | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const acts = actsOf(story)
  const close = () => {
    setAct(null)
    setProblem(null)
  }
  const confirm = async (chosen: Act) => {
    setBusy(true)
    setProblem(null)
    try {
      props.onDone(await carryOut(chosen, story.outboxId), words.acts[chosen].done)
      close()
    } catch (error) {
      setProblem(problemOf(error))
      props.onOvertaken()
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      {acts.length > 0 && (
        <div className="side-actions">
          {acts.map((each) => (
            <Button key={each} onClick={() => setAct(each)}>
              {words.acts[each].label}
            </Button>
          ))}
        </div>
      )}
      {act !== null && (
        <Confirm
          title={words.acts[act].title}
          text={words.acts[act].text}
          action={words.acts[act].action}
          danger={act === 'cancel'}
          busy={busy}
          problem={problem}
          onConfirm={() => void confirm(act)}
          onClose={close}
        />
      )}
    </>
  )
}

function actsOf({ maySettle, mayReplay, mayCancel }: OutboxStory): Act[] {
  if (maySettle) return ['arrived', 'lost']
  if (mayReplay) return ['replay']
  return mayCancel ? ['cancel'] : []
}

function carryOut(act: Act, outboxId: string): Promise<OutboxStory> {
  if (act === 'replay') return replayMessage(outboxId)
  if (act === 'cancel') return cancelMessage(outboxId)
  return settleMessage(outboxId, act === 'arrived' ? 'sent' : 'not_sent')
}

function problemOf(error: unknown): string {
  if (!(error instanceof RequestError) || error.reason === 'offline') return texts.app.noConnection
  const { status } = error.problem ?? {}
  return status === 403 || status === 404 || status === 409 ? error.message : words.notDone
}
