import { useId } from 'react'
import type { OutboundChannel } from '#contract/outbound.ts'
import type { ChannelStanding } from '#contract/staff-outreach.ts'
import { texts } from '../texts.ts'
import { GateList } from './gate-list.tsx'
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
      <GateList name={words.channels[channel.channel]} gates={channel.gates} />
    </div>
  )
}

/** A chat and a push have no address that anybody would know by sight. */
function nowhere({ channel }: ChannelStanding): string {
  return channel === 'web' || channel === 'push' ? '' : words.noAddress
}
