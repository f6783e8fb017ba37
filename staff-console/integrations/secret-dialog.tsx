import { Button } from '../parts/button.tsx'
import { CopyField } from '../parts/copy-field.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { texts } from '../texts.ts'

const words = texts.webhooks

/** The secret of an endpoint, shown once: it can only be left by saying that it is kept. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Dialog title={words.secretTitle}>
      <p className="dialog-text">{words.secretText}</p>
      <CopyField label={words.secretTitle} value={secret} />
      <footer className="dialog-actions">
        <Button look="primary" onClick={onClose}>
          {words.secretDone}
        </Button>
      </footer>
    </Dialog>
  )
}
