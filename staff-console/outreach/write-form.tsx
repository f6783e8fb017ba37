import { useRef, useState } from 'react'
import type { ChannelStanding, MaySendView } from '#contract/staff-outreach.ts'
import { useDraft, writeDraft } from '../conversations/drafts.ts'
import { Button } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { texts } from '../texts.ts'
import { ChannelChoice } from './channel-choice.tsx'
import { chosenFor, keepChosen } from './chosen-products.ts'
import { DraftBar } from './draft-bar.tsx'
import { MessageKind } from './message-kind.tsx'
import { forgetPrepared, preparedFor } from './prepared.ts'
import { Preview } from './preview.tsx'
import { ProductPicker } from './product-picker.tsx'
import { TemplateFields } from './template-fields.tsx'
import { type LivePreview, usePreview } from './use-preview.ts'
import { useSending } from './use-sending.ts'
import { channelsOf, contentOf, hasSubject, isUsable, nothingWritten, type Writing } from './writing.ts'

const words = texts.outreach

/** The message and where it goes. What is refused cannot be sent from here, and says why beside it. */
export function WriteForm(props: { customerId: string; view: MaySendView; onSent: () => void }) {
  const { customerId } = props
  const channels = channelsOf(props.view)
  const [held, setHeld] = useState<Writing>(() => ({
    ...nothingWritten,
    ...begunFor(customerId, channels),
    products: chosenFor(customerId),
  }))
  const [whole, setWhole] = useState(false)
  const text = useDraft(draftKey(customerId))
  const setText = (next: string) => writeDraft(draftKey(customerId), next)
  const chosen = channels.find(({ channel }) => channel === held.channel) ?? channels.find(isUsable) ?? null
  const usable = chosen !== null && isUsable(chosen) ? chosen : null
  const asTemplate =
    usable?.channel === 'whatsapp' && (usable.standing === 'template_only' || held.asTemplate)
  const channel = usable?.channel ?? null
  const writing: Writing = { ...held, channel, asTemplate }
  const isEmpty = asTemplate ? !whole : text.trim() === '' && held.products.length === 0
  const content = channel === null || isEmpty ? null : contentOf({ ...writing, channel }, text)
  const live = usePreview(content && { customerId, ...content })
  const change = (part: Partial<Writing>) => {
    if (part.products) keepChosen(customerId, part.products)
    setHeld((before) => ({ ...before, ...part }))
  }
  const sending = useSending(customerId, () => {
    setHeld((before) => ({ ...nothingWritten, channel: before.channel }))
    keepChosen(customerId, [])
    forgetPrepared(customerId)
    setWhole(false)
    setText('')
    props.onSent()
  })
  const why =
    usable === null
      ? words.why.channel
      : isEmpty
        ? asTemplate
          ? words.why.template
          : words.why.empty
        : (live.view?.problem ?? null)
  return (
    <form
      className="write-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (content && why === null) void sending.send(content)
      }}
    >
      <div className="write-message">
        <ChannelChoice
          channels={channels}
          chosen={usable?.channel ?? null}
          onChoose={(next) => change({ channel: next })}
        />
        {usable && (
          <>
            <MessageKind
              standing={usable}
              asTemplate={asTemplate}
              onChange={(next) => change({ asTemplate: next })}
            />
            {asTemplate ? (
              <TemplateFields
                sells
                templateId={held.templateId}
                parameters={held.parameters}
                onChange={(filled) => {
                  change({ templateId: filled.templateId, parameters: filled.parameters })
                  setWhole(filled.whole)
                }}
              />
            ) : (
              <FreeText
                customerId={customerId}
                standing={usable}
                writing={writing}
                text={text}
                live={live}
                onText={setText}
                onChange={change}
              />
            )}
          </>
        )}
        <div className="write-send">
          <Button look="primary" icon="send" type="submit" why={why} busy={sending.busy}>
            {usable?.standing === 'held' ? words.sendHeld : words.send}
          </Button>
          {sending.problem && (
            <p className="form-problem" role="alert">
              {words.notSent} {sending.problem}
            </p>
          )}
          {!sending.problem && live.view?.problem && <p className="field-error">{live.view.problem}</p>}
          <p className="form-saved" role="status">
            {sending.said}
          </p>
        </div>
      </div>
      <Preview channel={channel} live={live} />
    </form>
  )
}

/** The channel that was meant, where it may be used. */
function begunFor(customerId: string, channels: readonly ChannelStanding[]): Partial<Writing> {
  const begun = preparedFor(customerId)
  if (!begun) return {}
  const isOpen = channels.some((each) => each.channel === begun.channel && isUsable(each))
  return { subject: begun.subject, channel: isOpen ? begun.channel : null }
}

const draftKey = (customerId: string) => `write ${customerId}`

function FreeText(props: {
  customerId: string
  standing: ChannelStanding
  writing: Writing
  text: string
  live: LivePreview
  onText: (text: string) => void
  onChange: (part: Partial<Writing>) => void
}) {
  const { standing, writing, text, live } = props
  const ref = useRef<HTMLTextAreaElement>(null)
  return (
    <>
      {hasSubject(standing.channel) && (
        <Field label={words.form.subject}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              maxLength={120}
              value={writing.subject}
              onChange={(event) => props.onChange({ subject: event.target.value })}
            />
          )}
        </Field>
      )}
      <Field label={words.form.text}>
        {(ids) => (
          <textarea
            {...ids}
            ref={ref}
            className="input write-text"
            rows={5}
            maxLength={4000}
            value={text}
            onChange={(event) => props.onText(event.target.value)}
          />
        )}
      </Field>
      <p className="write-count quiet" aria-live="off">
        {words.form.characters(text.length)}
        {standing.channel === 'sms' &&
          live.view !== null &&
          live.view.segments > 0 &&
          ` · ${words.form.parts(live.view.segments)}`}
      </p>
      <DraftBar
        customerId={props.customerId}
        channel={standing.channel}
        productIds={writing.products.map(({ productId }) => productId)}
        text={text}
        onText={(next) => {
          props.onText(next)
          ref.current?.focus()
        }}
      />
      <ProductPicker products={writing.products} onChange={(products) => props.onChange({ products })} />
    </>
  )
}
