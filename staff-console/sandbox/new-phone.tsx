import { type FormEvent, useState } from 'react'
import type { DeliveryChannel } from '#contract/outbound.ts'
import { listSandbox } from '../api/sandbox.ts'
import { calledOf } from '../customers/called.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { faultText } from '../parts/fault-text.ts'
import { Field } from '../parts/field.tsx'
import { useResource } from '../parts/resource.ts'
import { Failed, Loading } from '../parts/states.tsx'
import { FindCustomer } from '../requests/find-customer.tsx'
import { navigate } from '../routing/navigation.ts'
import { devicePage } from '../routing/route.ts'
import { texts } from '../texts.ts'
import { addressOf, typedAddress } from './address-of.ts'

const words = texts.sandbox.create
const readChannels = async () => (await listSandbox('', null)).channels

/** Holds the phone or mailbox of a customer, or of a number that nobody has yet. */
export function NewPhone({ onClose }: { onClose: () => void }) {
  const { resource, reload } = useResource(readChannels)
  return (
    <Dialog title={words.title} onClose={onClose}>
      <p className="dialog-text">{words.text}</p>
      {resource.status === 'loading' && <Loading label={texts.sandbox.loading} />}
      {resource.status === 'failed' && (
        <Failed text={faultText(resource.fault, texts.sandbox.failed)} onRetry={reload} />
      )}
      {resource.status === 'ready' && (
        // an app is registered by the app itself: nobody types its address
        <Choose channels={resource.value.filter((channel) => channel !== 'push')} onClose={onClose} />
      )}
    </Dialog>
  )
}

/** WhatsApp first: it shows the most. */
function firstOf(channels: readonly DeliveryChannel[]): DeliveryChannel {
  return channels.includes('whatsapp') ? 'whatsapp' : (channels[0] ?? 'sms')
}

function Choose({ channels, onClose }: { channels: readonly DeliveryChannel[]; onClose: () => void }) {
  const [channel, setChannel] = useState(() => firstOf(channels))
  const [text, setText] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [lacking, setLacking] = useState<string | null>(null)
  const open = (address: string) => {
    onClose()
    navigate(devicePage(channel, address))
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const address = typedAddress(text, channel)
    if (address === null) setError(channel === 'email' ? words.mailWrong : words.numberWrong)
    else open(address)
  }
  const mail = channel === 'email'
  return (
    <form className="form" noValidate onSubmit={submit}>
      <fieldset className="new-channel">
        <legend>{words.channel}</legend>
        {channels.map((each) => (
          <label key={each} className="radio">
            <input
              type="radio"
              name="channel"
              checked={channel === each}
              onChange={() => {
                setChannel(each)
                setError(null)
                setLacking(null)
              }}
            />
            {texts.sandbox.channels[each]}
          </label>
        ))}
      </fieldset>
      <Field
        label={mail ? words.mail : words.number}
        hint={mail ? undefined : words.numberHint}
        error={error}
      >
        {(ids) => (
          <span className="new-address">
            <input
              {...ids}
              className="input"
              type={mail ? 'email' : 'tel'}
              autoComplete="off"
              maxLength={254}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
            <Button look="primary" type="submit">
              {words.open}
            </Button>
          </span>
        )}
      </Field>
      <div>
        <h3>{words.or}</h3>
        <p className="field-error" role="alert">
          {lacking}
        </p>
        <FindCustomer
          onChosen={(row) => {
            const address = addressOf(row, channel)
            if (address === null) setLacking(words.lacks[channel](calledOf(row)))
            else open(address)
          }}
        />
      </div>
    </form>
  )
}
