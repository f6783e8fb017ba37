import { type FormEvent, useRef, useState } from 'react'
import type { SessionView } from '#contract/staff-api.ts'
import { RequestError } from '../api/http.ts'
import { signIn } from '../api/session.ts'
import { Button } from '../parts/button.tsx'
import { Check, Field } from '../parts/field.tsx'
import { texts } from '../texts.ts'

/** E-mail and password; the same form at the door and over the work of a session that ran out. */
export function SignInForm({
  email: known = '',
  onSignedIn,
}: {
  email?: string
  onSignedIn: (session: SessionView) => void
}) {
  const [email, setEmail] = useState(known)
  const [password, setPassword] = useState('')
  const [shown, setShown] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const passwordRef = useRef<HTMLInputElement>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy || email.trim() === '' || password === '') return
    setBusy(true)
    setProblem(null)
    try {
      onSignedIn(await signIn(email.trim(), password))
    } catch (error) {
      setProblem(sentenceFor(error))
      passwordRef.current?.select()
      passwordRef.current?.focus()
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className="sign-in-form" onSubmit={submit}>
      <Field label={texts.signIn.email}>
        {(ids) => (
          <input
            {...ids}
            className="input"
            type="email"
            autoComplete="username"
            required
            readOnly={known !== ''}
            // biome-ignore lint/a11y/noAutofocus: the page has one thing to do
            autoFocus={known === ''}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <Field label={texts.signIn.password} error={problem}>
        {(ids) => (
          <input
            {...ids}
            ref={passwordRef}
            className="input"
            type={shown ? 'text' : 'password'}
            autoComplete="current-password"
            required
            data-first
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      <p className="hidden" role="alert">
        {problem}
      </p>
      <Check label={texts.signIn.show} checked={shown} onChange={setShown} />
      <Button look="primary" type="submit" busy={busy}>
        {busy ? texts.signIn.busy : texts.signIn.button}
      </Button>
    </form>
  )
}

function sentenceFor(error: unknown): string {
  if (!(error instanceof RequestError) || error.reason === 'offline') return texts.signIn.offline
  if (error.problem?.status === 429) {
    return texts.signIn.locked(Math.max(1, Math.ceil((error.problem.retryAfterSeconds ?? 900) / 60)))
  }
  return error.problem?.status === 401 ? texts.signIn.wrong : error.message
}
