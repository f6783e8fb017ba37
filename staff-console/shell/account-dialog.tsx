import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Check } from '../parts/field.tsx'
import { useSession } from '../session/session.ts'
import { texts } from '../texts.ts'
import { chime } from './chime.ts'
import { setPreference, usePreferences } from './preferences.ts'

/** Who is signed in, what they like on this device, and the way out. */
export function AccountDialog(props: {
  onClose: () => void
  onShortcuts: () => void
  onSignOut: () => void
}) {
  const { staff } = useSession()
  const likes = usePreferences()
  return (
    <Dialog title={staff.name} onClose={props.onClose}>
      <dl className="facts">
        <dt>{texts.signIn.email}</dt>
        <dd>{staff.email}</dd>
        <dt>{texts.account.roles}</dt>
        <dd>{staff.roles.map((role) => texts.roles[role].name).join(', ')}</dd>
      </dl>
      <Check
        label={texts.account.sound}
        checked={likes.sound}
        onChange={(sound) => {
          setPreference({ sound })
          if (sound) chime()
        }}
      />
      <Check
        label={texts.account.singleKeys}
        checked={likes.singleKeys}
        onChange={(singleKeys) => setPreference({ singleKeys })}
      />
      <footer className="dialog-actions">
        <Button look="quiet" onClick={props.onShortcuts}>
          {texts.account.shortcuts}
        </Button>
        <Button onClick={props.onSignOut}>{texts.account.signOut}</Button>
      </footer>
    </Dialog>
  )
}
