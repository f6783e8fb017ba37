import { type FormEvent, useState } from 'react'
import type { AudienceRow } from '#contract/staff-integrations.ts'
import { endAudience, renameAudience } from '../api/integrations.ts'
import { Button } from '../parts/button.tsx'
import { Confirm, Dialog } from '../parts/dialog.tsx'
import { TextField } from '../slots/text-field.tsx'
import { texts } from '../texts.ts'
import { type FormProblem, formProblem } from './save-problem.ts'

const words = texts.audiences

/** Another name for a list, or its end. */
export function AudienceActs(props: { audience: AudienceRow; onDone: (text: string | null) => void }) {
  const { audience, onDone } = props
  const [step, setStep] = useState<'rename' | 'end' | null>(null)
  const [name, setName] = useState(audience.name)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<FormProblem | null>(null)
  const ask = (next: typeof step) => {
    setProblem(null)
    setName(audience.name)
    setStep(next)
  }
  const act = async (work: () => Promise<unknown>, said: string | null) => {
    setBusy(true)
    try {
      await work()
      setStep(null)
      onDone(said)
    } catch (error) {
      setProblem(formProblem(error, '', words.form.notSaved))
    }
    setBusy(false)
  }
  const rename = (event: FormEvent) => {
    event.preventDefault()
    if (!busy) void act(() => renameAudience(audience.audienceId, name.trim(), audience.rev), null)
  }
  const why = audience.state === 'ended' ? words.whyEnded : null
  return (
    <div className="side-actions">
      <Button onClick={() => ask('rename')}>{words.rename}</Button>
      <Button look="quiet" why={why} onClick={() => ask('end')}>
        {words.end}
      </Button>
      {step === 'rename' && (
        <Dialog title={words.form.renameTitle} onClose={() => ask(null)}>
          <form className="form" noValidate onSubmit={rename}>
            <TextField
              label={words.form.name}
              hint={words.form.fixed}
              most={80}
              value={name}
              error={problem?.fields.name}
              onChange={setName}
            />
            {problem && (
              <p className="form-problem" role="alert">
                {problem.text}
              </p>
            )}
            <footer className="dialog-actions">
              <Button onClick={() => ask(null)}>{texts.app.cancel}</Button>
              <Button look="primary" type="submit" busy={busy}>
                {words.form.save}
              </Button>
            </footer>
          </form>
        </Dialog>
      )}
      {step === 'end' && (
        <Confirm
          title={words.endTitle(audience.name)}
          text={words.endText(audience.webhook === null)}
          action={words.end}
          busy={busy}
          problem={problem?.text ?? null}
          onConfirm={() => void act(() => endAudience(audience.audienceId), words.ended)}
          onClose={() => ask(null)}
        />
      )}
    </div>
  )
}
