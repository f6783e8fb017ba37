import { useState } from 'react'
import type { WebhookEventRow, WebhookRow } from '#contract/staff-integrations.ts'
import { removeWebhook, rotateSecret, switchWebhook, testWebhook } from '../api/integrations.ts'
import { Button } from '../parts/button.tsx'
import { Confirm } from '../parts/dialog.tsx'
import { navigate } from '../routing/navigation.ts'
import { allWebhooks } from '../routing/route.ts'
import { texts } from '../texts.ts'
import { formProblem } from './save-problem.ts'
import { SecretDialog } from './secret-dialog.tsx'
import { WebhookForm } from './webhook-form.tsx'

const words = texts.webhooks

type Step = 'edit' | 'off' | 'rotate' | 'remove' | { secret: string }

/** What can be done with an endpoint; what cannot be taken back is asked first. */
export function WebhookActs(props: {
  webhook: WebhookRow
  events: readonly WebhookEventRow[]
  onDone: (text: string | null) => void
}) {
  const { webhook, onDone } = props
  const { webhookId, name } = webhook
  const isOn = webhook.state === 'on'
  const [step, setStep] = useState<Step | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const ask = (next: Step | null) => {
    setProblem(null)
    setStep(next)
  }
  const act = async (work: () => Promise<Step | null>, said: string | null) => {
    setBusy(true)
    setProblem(null)
    try {
      setStep(await work())
      onDone(said)
    } catch (error) {
      setProblem(formProblem(error, '', words.deliveries.notDone).text)
    }
    setBusy(false)
  }
  const then = async (work: Promise<unknown>) => {
    await work
    return null
  }
  const question = (title: string, text: string, action: string, work: () => Promise<Step | null>) => (
    <Confirm
      title={title}
      text={text}
      action={action}
      danger={step !== 'rotate'}
      busy={busy}
      problem={problem}
      onConfirm={() => void act(work, null)}
      onClose={() => ask(null)}
    />
  )
  return (
    <div className="side-actions">
      <Button
        why={isOn ? null : words.whyOff}
        onClick={() => void act(() => then(testWebhook(webhookId)), words.tested)}
      >
        {words.test}
      </Button>
      <Button onClick={() => ask('edit')}>{words.edit}</Button>
      {isOn ? (
        <Button onClick={() => ask('off')}>{words.switchOff}</Button>
      ) : (
        <Button
          look="primary"
          busy={busy}
          onClick={() => void act(() => then(switchWebhook(webhookId, 'on')), null)}
        >
          {words.switchOn}
        </Button>
      )}
      <Button look="quiet" onClick={() => ask('rotate')}>
        {words.rotate}
      </Button>
      <Button look="quiet" onClick={() => ask('remove')}>
        {words.remove}
      </Button>
      {step === null && problem !== null && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
      {step === 'edit' && (
        <WebhookForm
          before={webhook}
          events={props.events}
          onClose={() => ask(null)}
          onSaved={() => {
            ask(null)
            onDone(null)
          }}
        />
      )}
      {step === 'off' &&
        question(words.offTitle(name), words.offText, words.switchOff, () =>
          then(switchWebhook(webhookId, 'off')),
        )}
      {step === 'rotate' &&
        question(words.rotateTitle(name), words.rotateText, words.rotate, async () => ({
          secret: (await rotateSecret(webhookId)).secret,
        }))}
      {step === 'remove' &&
        question(words.removeTitle(name), words.removeText, words.remove, async () => {
          await removeWebhook(webhookId)
          navigate(allWebhooks)
          return null
        })}
      {typeof step === 'object' && step !== null && (
        <SecretDialog secret={step.secret} onClose={() => ask(null)} />
      )}
    </div>
  )
}
