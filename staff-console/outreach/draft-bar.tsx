import { useState } from 'react'
import type { OutboundChannel } from '#contract/outbound.ts'
import type { DraftPurpose } from '#contract/staff-outreach.ts'
import { RequestError } from '../api/http.ts'
import { draftOutreach } from '../api/outreach.ts'
import { Button } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { texts } from '../texts.ts'

const words = texts.outreach.draft
const purposes: readonly DraftPurpose[] = ['recommend', 'follow_up', 'thank', 'invite']

/** A draft by the agent: it fills the field, and what stood there can be put back. */
export function DraftBar(props: {
  customerId: string
  channel: OutboundChannel
  productIds: readonly string[]
  text: string
  onText: (text: string) => void
}) {
  const [purpose, setPurpose] = useState<DraftPurpose>('recommend')
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [before, setBefore] = useState<string | null>(null)
  const draft = async () => {
    setBusy(true)
    setProblem(null)
    setSaid('')
    try {
      const { channel, productIds } = props
      const answer = await draftOutreach(props.customerId, { purpose, channel, productIds: [...productIds] })
      setBefore(props.text)
      props.onText(answer.text)
      setSaid([words.done, ...(answer.withheld > 0 ? [words.withheld(answer.withheld)] : [])].join(' '))
    } catch (error) {
      const refused = error instanceof RequestError && error.reason === 'refused'
      setProblem(refused ? error.message : words.failed)
    } finally {
      setBusy(false)
    }
  }
  const undo = () => {
    props.onText(before ?? '')
    setBefore(null)
    setSaid('')
  }
  return (
    <div className="draft-bar">
      <Field label={words.purpose} hint={words.hint}>
        {(ids) => (
          <select
            {...ids}
            className="input"
            value={purpose}
            onChange={(event) =>
              setPurpose(purposes.find((each) => each === event.target.value) ?? 'recommend')
            }
          >
            {purposes.map((each) => (
              <option key={each} value={each}>
                {words.purposes[each]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Button busy={busy} onClick={() => void draft()}>
        {busy ? words.busy : words.button}
      </Button>
      {before !== null && before.trim() !== '' && (
        <Button look="quiet" onClick={undo}>
          {words.undo}
        </Button>
      )}
      <p role="status" className="form-saved">
        {said}
      </p>
      {problem && (
        <p role="alert" className="form-problem">
          {problem}
        </p>
      )}
    </div>
  )
}
