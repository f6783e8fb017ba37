import { type ReactNode, useEffect, useState } from 'react'
import { Button } from '../parts/button.tsx'
import { Confirm } from '../parts/dialog.tsx'
import { setLeaveGuard } from '../routing/navigation.ts'
import { mayEditSettings, useSession } from '../session/session.ts'
import { texts } from '../texts.ts'
import type { Form } from './use-settings-form.ts'

type AnyForm = Omit<Form<object>, 'values' | 'set'>

/** The frame of a settings page: its fields, and the bar that saves them. */
export function FormFrame(props: {
  form: AnyForm
  intro: string
  children: ReactNode
  /** Left out: whoever may edit the settings. */
  mayEdit?: boolean
}) {
  const { form } = props
  const session = useSession()
  const editable = props.mayEdit ?? mayEditSettings(session)
  return (
    <form
      ref={form.ref}
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void form.save()
      }}
    >
      <p className="page-intro">{props.intro}</p>
      <fieldset className="form-fields" disabled={!editable}>
        {props.children}
      </fieldset>
      {editable && <SaveBar form={form} />}
      <LeaveGuard dirty={form.dirty} />
    </form>
  )
}

function SaveBar({ form }: { form: AnyForm }) {
  return (
    <div className="save-bar">
      <Button
        look="primary"
        type="submit"
        busy={form.busy}
        why={form.dirty || form.busy ? null : texts.settings.nothing}
      >
        {form.busy ? texts.settings.saving : texts.settings.save}
      </Button>
      {form.dirty && !form.busy && (
        <Button look="quiet" onClick={form.discard}>
          {texts.settings.discard}
        </Button>
      )}
      <p role="status" className={form.problem ? 'form-problem' : 'form-saved'}>
        {form.problem ?? (form.saved ? texts.settings.saved : '')}
      </p>
    </div>
  )
}

/** Changes that are not saved are not lost by a wrong click. */
export function LeaveGuard({ dirty }: { dirty: boolean }) {
  const [proceed, setProceed] = useState<(() => void) | null>(null)
  useEffect(() => {
    if (!dirty) return
    setLeaveGuard((go) => setProceed(() => go))
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => {
      setLeaveGuard(null)
      window.removeEventListener('beforeunload', ask)
    }
  }, [dirty])
  if (!proceed) return null
  return (
    <Confirm
      title={texts.app.leave.title}
      text={texts.app.leave.text}
      action={texts.app.leave.go}
      stay={texts.app.leave.stay}
      onClose={() => setProceed(null)}
      onConfirm={() => {
        setProceed(null)
        proceed()
      }}
    />
  )
}
