import { useId } from 'react'
import type { ChannelStanding } from '#contract/staff-outreach.ts'
import { texts } from '../texts.ts'

const words = texts.outreach.form

/** On WhatsApp: free text while the window is open, or a template; only a template after it. */
export function MessageKind(props: {
  standing: ChannelStanding
  asTemplate: boolean
  onChange: (asTemplate: boolean) => void
}) {
  const id = useId()
  if (props.standing.channel !== 'whatsapp') return null
  if (props.standing.standing === 'template_only') return <p className="caution">{words.onlyTemplate}</p>
  return (
    <fieldset className="message-kind">
      <legend>{words.kind}</legend>
      {[false, true].map((asTemplate) => (
        <label key={String(asTemplate)} className="radio">
          <input
            type="radio"
            name={id}
            checked={props.asTemplate === asTemplate}
            onChange={() => props.onChange(asTemplate)}
          />
          {asTemplate ? words.asTemplate : words.asText}
        </label>
      ))}
    </fieldset>
  )
}
