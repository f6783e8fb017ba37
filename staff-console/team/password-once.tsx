import { Button } from '../parts/button.tsx'
import { CopyField } from '../parts/copy-field.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { texts } from '../texts.ts'

/** A new password, this once; closing is a choice, so that no stray Escape loses it. */
export function PasswordOnce(props: { name: string; password: string; onClose: () => void }) {
  return (
    <Dialog title={texts.staff.password.title(props.name)}>
      <p className="dialog-text">{texts.staff.password.text}</p>
      <CopyField label={texts.staff.password.label} value={props.password} />
      <footer className="dialog-actions">
        <Button look="primary" onClick={props.onClose}>
          {texts.staff.password.done}
        </Button>
      </footer>
    </Dialog>
  )
}
