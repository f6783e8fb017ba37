import { useEffect } from 'react'
import type { SessionView } from '#contract/staff-api.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { texts } from '../texts.ts'
import { SignInForm } from './sign-in-form.tsx'

/** The door. The address stays, so that a deep link leads on after signing in. */
export function SignInPage({ onSignedIn }: { onSignedIn: (session: SessionView) => void }) {
  useEffect(() => {
    document.title = texts.app.title(texts.signIn.title, 'Rapport')
  }, [])
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <span className="mark" aria-hidden="true" />
        <h1>{texts.signIn.title}</h1>
        <p className="sign-in-intro">{texts.signIn.intro}</p>
        <SignInForm onSignedIn={onSignedIn} />
        <p className="field-hint">{texts.signIn.help}</p>
      </div>
    </main>
  )
}

/** Over the page that was being worked on: the session ran out, the work stays where it is. */
export function SignInAgain(props: {
  email: string
  onSignedIn: (session: SessionView) => void
  onGiveUp: () => void
}) {
  return (
    <Dialog title={texts.signIn.againTitle}>
      <p className="dialog-text">{texts.signIn.againText}</p>
      <SignInForm email={props.email} onSignedIn={props.onSignedIn} />
      <footer className="dialog-actions">
        <Button look="quiet" onClick={props.onGiveUp}>
          {texts.signIn.other}
        </Button>
      </footer>
    </Dialog>
  )
}
