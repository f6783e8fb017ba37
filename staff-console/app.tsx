import { useCallback, useEffect, useState } from 'react'
import type { SessionView } from '#contract/staff-api.ts'
import { onSignedOut } from './api/http.ts'
import { readSession, signOut } from './api/session.ts'
import { forgetDrafts } from './conversations/drafts.ts'
import { forgetChosen } from './outreach/chosen-products.ts'
import { forgetPrepared } from './outreach/prepared.ts'
import { Failed } from './parts/states.tsx'
import { SessionContext } from './session/session.ts'
import { SignInAgain, SignInPage } from './session/sign-in-page.tsx'
import { Shell } from './shell/shell.tsx'
import { texts } from './texts.ts'

type State =
  | { step: 'opening' }
  | { step: 'failed' }
  | { step: 'signed_out' }
  /** `expired`: the work stays on the screen, under the sign-in. */
  | { step: 'signed_in'; session: SessionView; expired: boolean }

/** Who is here decides what is drawn: the door, or the rooms. */
export function App() {
  const [state, setState] = useState<State>({ step: 'opening' })
  const open = useCallback(async () => {
    setState({ step: 'opening' })
    try {
      const session = await readSession()
      setState(session ? { step: 'signed_in', session, expired: false } : { step: 'signed_out' })
    } catch {
      setState({ step: 'failed' })
    }
  }, [])
  const expire = useCallback(
    () => setState((held) => (held.step === 'signed_in' ? { ...held, expired: true } : held)),
    [],
  )
  useEffect(() => {
    onSignedOut(expire)
    void open()
  }, [open, expire])

  if (state.step === 'opening') return <p className="opening">{texts.app.loading}</p>
  if (state.step === 'failed') {
    return (
      <main className="sign-in">
        <Failed text={texts.app.failed} onRetry={open} />
      </main>
    )
  }
  const enter = (session: SessionView) => setState({ step: 'signed_in', session, expired: false })
  if (state.step === 'signed_out') return <SignInPage onSignedIn={enter} />
  return (
    <SessionContext value={state.session}>
      {/* another person starts with nothing of the first one's */}
      <Shell
        key={state.session.staff.staffId}
        expired={state.expired}
        onExpired={expire}
        onSignOut={() => leave(setState)}
      />
      {state.expired && (
        <SignInAgain
          email={state.session.staff.email}
          onSignedIn={(session) => {
            if (session.staff.staffId !== state.session.staff.staffId) forgetWriting()
            enter(session)
          }}
          onGiveUp={() => leave(setState)}
        />
      )}
    </SessionContext>
  )
}

async function leave(setState: (state: State) => void): Promise<void> {
  forgetWriting()
  await signOut().catch(() => {}) // offline or gone already: the cookie cannot be used from this page any more
  setState({ step: 'signed_out' })
}

/** What one person has begun to write is not the next one's to read. */
function forgetWriting(): void {
  forgetDrafts()
  forgetChosen()
  forgetPrepared()
}
