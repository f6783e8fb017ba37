import { useState } from 'react'
import type { UgcViewReason } from '#contract/staff-ugc.ts'
import { Choice } from '../content/choice.tsx'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { entriesOf } from '../slots/entries.ts'
import { TextField } from '../slots/text-field.tsx'
import { texts } from '../texts.ts'

const words = texts.photos
const reasons = entriesOf<UgcViewReason>(words.reasons)

/** Why a piece is not shown, from a closed list, with a note for the team. */
export function RejectDialog(props: {
  busy: boolean
  onClose: () => void
  onReject: (reason: UgcViewReason, note: string | null) => void
}) {
  const [reason, setReason] = useState<UgcViewReason>('off_topic')
  const [note, setNote] = useState('')
  return (
    <Dialog title={words.rejectTitle} onClose={props.onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          if (!props.busy) props.onReject(reason, note.trim() || null)
        }}
      >
        <Choice label={words.reason} value={reason} options={reasons} onChange={setReason} />
        <TextField label={words.note} most={500} lines={2} value={note} onChange={setNote} />
        <footer className="dialog-actions">
          <Button onClick={props.onClose}>{texts.app.cancel}</Button>
          <Button look="danger" type="submit" busy={props.busy}>
            {words.reject}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
