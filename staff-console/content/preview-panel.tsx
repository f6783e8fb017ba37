import { useState } from 'react'
import type { MessagePreviewInput } from '#contract/staff-content.ts'
import { calledOf } from '../customers/called.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Check } from '../parts/field.tsx'
import { Section } from '../parts/section.tsx'
import { Empty, Loading } from '../parts/states.tsx'
import { FindCustomer } from '../requests/find-customer.tsx'
import { TextField } from '../slots/text-field.tsx'
import { texts } from '../texts.ts'
import { Choice } from './choice.tsx'
import type { Draft } from './draft.ts'
import { DrawnMessage } from './drawn-message.tsx'
import { useMessagePreview } from './use-message-preview.ts'
import { useWritingOf } from './writing.ts'

const words = texts.contentLook
const MOST = 3
const shown = ['email', 'sms', 'whatsapp', 'push'] as const
type Shown = (typeof shown)[number]

/** A customer whom the message is shown for. */
export interface Viewer {
  customerId: string
  name: string
}

/** The message as up to three customers would get it now, channel by channel. */
export function PreviewPanel(props: {
  draft: Draft
  language: string
  variant: string | null
  viewers: readonly Viewer[]
  onViewers: (viewers: readonly Viewer[]) => void
}) {
  const { draft, viewers, onViewers: setViewers } = props
  const { choices } = useWritingOf()
  const [finding, setFinding] = useState(false)
  const [wanted, setWanted] = useState<Shown>('email')
  const [offerId, setOfferId] = useState('')
  const [productId, setProductId] = useState('')
  const [windowOpen, setWindowOpen] = useState(false)
  const channels = shown.filter((channel) => draft.channels.includes(channel))
  const channel = channels.includes(wanted) ? wanted : channels[0]
  const input: MessagePreviewInput | null =
    viewers.length === 0 || channel === undefined
      ? null
      : {
          content: { ...draft },
          customerIds: viewers.map(({ customerId }) => customerId),
          channels: [channel],
          language: props.language,
          variant: props.variant,
          productIds: productId.trim() === '' ? [] : [productId.trim()],
          offerId: offerId || null,
          windowOpen,
        }
  const live = useMessagePreview(input)
  return (
    <Section title={words.preview}>
      <p className="field-hint">{words.previewHint}</p>
      <div className="viewers">
        {viewers.map((viewer) => (
          <span key={viewer.customerId} className="viewer">
            {viewer.name}
            <IconButton
              icon="close"
              label={words.takeAway(viewer.name)}
              onClick={() => setViewers(viewers.filter((each) => each !== viewer))}
            />
          </span>
        ))}
        <Button
          icon="customer"
          why={viewers.length >= MOST ? words.full : null}
          onClick={() => setFinding(true)}
        >
          {words.addCustomer}
        </Button>
      </div>
      {channels.length > 0 && (
        <fieldset className="mail-views" aria-label={words.channel}>
          {channels.map((each) => (
            <button key={each} type="button" aria-pressed={channel === each} onClick={() => setWanted(each)}>
              {texts.content.channels[each]}
            </button>
          ))}
        </fieldset>
      )}
      <div className="template-pair preview-with">
        <Choice
          label={words.offer}
          value={offerId}
          options={[
            ['', words.noOffer],
            ...choices.offers.map(
              (offer) =>
                [offer.offerId, offer.isLive ? offer.title : `${offer.title} (${words.notLive})`] as const,
            ),
          ]}
          onChange={setOfferId}
        />
        <TextField
          label={words.product}
          hint={words.productHint}
          most={200}
          value={productId}
          onChange={setProductId}
        />
      </div>
      {channel === 'whatsapp' && (
        <Check label={words.windowOpen} checked={windowOpen} onChange={setWindowOpen} />
      )}
      {viewers.length === 0 && <Empty title={words.nobody} text={words.nobodyText} />}
      {live.status === 'failed' && <p role="alert">{words.failed}</p>}
      {live.status === 'unfinished' && <p role="status">{words.unfinished}</p>}
      {live.status === 'loading' && live.previews.length === 0 && <Loading label={words.loading} />}
      <div className="drawn-messages" aria-busy={live.status === 'loading'}>
        {viewers.length > 0 &&
          live.previews
            .filter((preview) => preview.channel === channel)
            .map((preview) => <DrawnMessage key={preview.customerId} preview={preview} draft={draft} />)}
      </div>
      {finding && (
        <Dialog title={words.chooseCustomer} onClose={() => setFinding(false)}>
          <FindCustomer
            onChosen={(row) => {
              const rest = viewers.filter(({ customerId }) => customerId !== row.customerId)
              setViewers([...rest, { customerId: row.customerId, name: calledOf(row) }])
              setFinding(false)
            }}
          />
        </Dialog>
      )}
    </Section>
  )
}
