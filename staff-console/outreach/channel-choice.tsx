import { useId } from 'react'
import type { OutboundChannel } from '#contract/outbound.ts'
import type { ChannelStanding, GateView } from '#contract/staff-outreach.ts'
import { wordFor } from '../customers/names.ts'
import { Icon } from '../parts/icon.tsx'
import { texts } from '../texts.ts'
import { isUsable } from './writing.ts'

const words = texts.outreach

/** Every channel with what stands against it now; one that may not be used says why and cannot be chosen. */
export function ChannelChoice(props: {
  channels: readonly ChannelStanding[]
  chosen: OutboundChannel | null
  onChoose: (channel: OutboundChannel) => void
}) {
  return (
    <fieldset className="channel-choice">
      <legend>{words.channel}</legend>
      {props.channels.every((channel) => !isUsable(channel)) && <p className="caution">{words.noChannel}</p>}
      {props.channels.map((channel) => (
        <ChannelCard
          key={channel.channel}
          channel={channel}
          chosen={props.chosen === channel.channel}
          onChoose={() => props.onChoose(channel.channel)}
        />
      ))}
    </fieldset>
  )
}

function ChannelCard(props: { channel: ChannelStanding; chosen: boolean; onChoose: () => void }) {
  const { channel, chosen } = props
  const id = useId()
  const usable = isUsable(channel)
  return (
    <div className={`channel-card channel-${channel.standing} ${chosen ? 'channel-chosen' : ''}`}>
      <input
        id={id}
        type="radio"
        name="channel"
        checked={chosen}
        aria-disabled={usable ? undefined : true}
        aria-describedby={`${id}-why`}
        onChange={() => {
          if (usable) props.onChoose()
        }}
      />
      <label htmlFor={id} className="channel-name">
        {words.channels[channel.channel]} <span className="quiet">{channel.address ?? nowhere(channel)}</span>
      </label>
      <p className="channel-words" id={`${id}-why`}>
        <strong>{words.standing[channel.standing]}.</strong>
        {channel.words !== '' && ` ${channel.words}.`}
      </p>
      <Checked name={words.channels[channel.channel]} gates={channel.gates} />
    </div>
  )
}

/** A chat and a push have no address that anybody would know by sight. */
function nowhere({ channel }: ChannelStanding): string {
  return channel === 'web' || channel === 'push' ? '' : words.noAddress
}

function Checked({ name, gates }: { name: string; gates: readonly GateView[] }) {
  if (gates.length === 0) return null
  return (
    <details className="why channel-gates">
      <summary aria-label={`${words.checked}: ${name}`}>{words.checked}</summary>
      <ul>
        {gates.map((gate) => (
          <li key={gate.gate} className={`gate gate-${standingOf(gate)}`}>
            <Icon name={gate.allowed ? 'check' : gate.until === null ? 'close' : 'event'} />
            <span className="hidden">
              {gate.allowed ? words.passed : gate.until === null ? words.stopped : words.waits}:{' '}
            </span>
            <span>
              {wordFor(words.gates, gate.gate)}
              {gate.words !== '' && `. ${gate.words}`}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}

function standingOf({ allowed, until }: GateView): string {
  if (allowed) return 'passed'
  return until === null ? 'stopped' : 'waits'
}
