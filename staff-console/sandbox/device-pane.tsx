import { useState } from 'react'
import type { SandboxDeviceView } from '#contract/staff-sandbox.ts'
import type { DeviceKey } from '../api/sandbox.ts'
import { Button } from '../parts/button.tsx'
import { faultText } from '../parts/fault-text.ts'
import { Icon } from '../parts/icon.tsx'
import { Failed, Loading } from '../parts/states.tsx'
import { Link } from '../routing/link.tsx'
import { allDevices, customerPage } from '../routing/route.ts'
import { texts } from '../texts.ts'
import { LockScreen } from './lock-screen.tsx'
import { Mailbox } from './mailbox.tsx'
import { Phone } from './phone.tsx'
import { TryOut } from './try-out.tsx'
import { type DeviceState, useDevice } from './use-device.ts'

const words = texts.sandbox

/** One phone or mailbox: who holds it, what can be tried with it, and what stands on it. */
export function DevicePane({ channel, address }: DeviceKey) {
  const state = useDevice({ channel, address })
  const { device } = state
  const [trying, setTrying] = useState(false)
  const name = device?.name ?? address
  return (
    <section className="talk" aria-label={`${words.channels[channel]}: ${name}`}>
      <header className="talk-head">
        <Link to={allDevices} className="icon-button talk-back" aria-label={words.back} title={words.back}>
          <Icon name="back" />
        </Link>
        <div className="talk-who">
          <h1>{name}</h1>
          <p>
            {words.channels[channel]}
            {device?.name != null && ` · ${address}`}
          </p>
        </div>
        {device?.fault != null && (
          <span className="chip chip-off">{words.faultOn(words.faults[device.fault].name)}</span>
        )}
        {device?.customerId != null && (
          <Link to={customerPage(device.customerId)} className="text-link sandbox-customer">
            {words.customer}
          </Link>
        )}
        {device && (
          <Button look="quiet" icon="settings" onClick={() => setTrying(true)}>
            {words.tryOut}
          </Button>
        )}
      </header>
      <div className="device-stage">
        {device ? <Screen state={state} device={device} /> : <Unread state={state} />}
      </div>
      {trying && device && (
        <TryOut device={device} onClose={() => setTrying(false)} onChanged={state.reload} />
      )}
    </section>
  )
}

function Screen({ state, device }: { state: DeviceState; device: SandboxDeviceView }) {
  switch (device.channel) {
    case 'whatsapp':
    case 'sms':
      return <Phone device={device} typing={state.typing} older={state.older} onSent={state.reload} />
    case 'email':
      return <Mailbox device={device} older={state.older} />
    case 'push':
      return <LockScreen device={device} older={state.older} />
  }
}

function Unread({ state }: { state: DeviceState }) {
  if (state.fault === null) return <Loading label={words.deviceLoading} />
  const sentence = state.fault === 'missing' ? words.deviceMissing : words.deviceFailed
  return <Failed text={faultText(state.fault, sentence)} onRetry={state.reload} />
}
