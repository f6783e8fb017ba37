import type { OutboundChannel } from '#contract/outbound.ts'
import type { PreviewMessage } from '#contract/staff-outreach.ts'
import { safeHref } from '../conversations/safe-href.ts'
import { Section } from '../parts/section.tsx'
import { texts } from '../texts.ts'
import type { LivePreview } from './use-preview.ts'

const words = texts.outreach.preview

/** The message as the channel will draw it, for the eye of the writer. */
export function Preview({ channel, live }: { channel: OutboundChannel | null; live: LivePreview }) {
  const messages = live.view?.messages ?? []
  return (
    <Section title={words.title}>
      <div className={`preview preview-${channel ?? 'none'}`}>
        {messages.length === 0 && <p className="quiet">{live.problem ?? words.empty}</p>}
        {messages.map((message, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the messages are drawn anew as a whole
          <Bubble key={index} message={message} />
        ))}
      </div>
    </Section>
  )
}

function Bubble({ message }: { message: PreviewMessage }) {
  const image = safeHref(message.image)
  return (
    <div className={`preview-bubble preview-bubble-${message.type}`}>
      {image && <img src={image} alt="" loading="lazy" />}
      {message.title && <p className="preview-title">{message.title}</p>}
      {message.text && <p className="preview-text">{message.text}</p>}
      {message.choices.length > 0 && (
        <ul className="preview-choices">
          {message.choices.map((choice) => (
            <li key={choice}>{choice}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
