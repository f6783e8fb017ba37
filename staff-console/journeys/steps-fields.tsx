import type { JourneyTrigger } from '#contract/journey-triggers.ts'
import type { DeliveryChannel } from '#contract/outbound.ts'
import type { JourneyChoices } from '#contract/staff-journeys.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { Check } from '../parts/field.tsx'
import { Link } from '../routing/link.tsx'
import { offerPage } from '../routing/route.ts'
import { entriesOf } from '../slots/entries.ts'
import { moved } from '../slots/moved.ts'
import { said } from '../slots/problem-of.ts'
import { TextField } from '../slots/text-field.tsx'
import { texts } from '../texts.ts'
import { ChipsField } from './chips-field.tsx'
import { ChoiceField } from './choice-field.tsx'
import { emptyStep, type StepDraft } from './journey-draft.ts'
import { MessageFields } from './message-fields.tsx'
import { NumberField } from './number-field.tsx'

const words = texts.journeys.definition.steps
const MOST = 6

interface Props {
  steps: StepDraft[]
  triggers: readonly JourneyTrigger[]
  choices: JourneyChoices
  errors: Record<string, string>
  onChange: (steps: StepDraft[]) => void
}

/** What is said, in which order: steps are added, removed and moved. */
export function StepsFields({ steps, triggers, choices, errors, onChange }: Props) {
  return (
    <fieldset className="group">
      <legend>{words.legend}</legend>
      <p className="field-hint">{words.hint}</p>
      {errors.steps && <p className="field-error">{errors.steps}</p>}
      <ol className="journey-cards">
        {steps.map((step, at) => (
          <li key={step.key} className="journey-card">
            <header>
              <h2 className="card-title">{words.nth(at)}</h2>
              <span className="side-actions">
                {at > 0 && (
                  <IconButton
                    icon="up"
                    label={words.up(at)}
                    onClick={() => onChange([...moved(steps, at, at - 1)])}
                  />
                )}
                {at < steps.length - 1 && (
                  <IconButton
                    icon="down"
                    label={words.down(at)}
                    onClick={() => onChange([...moved(steps, at, at + 1)])}
                  />
                )}
                {steps.length > 1 && (
                  <IconButton
                    icon="close"
                    label={words.remove(at)}
                    onClick={() => onChange(steps.filter((each) => each !== step))}
                  />
                )}
              </span>
            </header>
            <StepFields
              step={step}
              isFirst={at === 0}
              triggers={triggers}
              choices={choices}
              errors={errors}
              at={`steps.${at}`}
              onChange={(next) => onChange(steps.map((each) => (each === step ? next : each)))}
            />
          </li>
        ))}
      </ol>
      <Button
        icon="plus"
        why={steps.length >= MOST ? words.most : null}
        onClick={() => onChange([...steps, emptyStep()])}
      >
        {words.add}
      </Button>
    </fieldset>
  )
}

type OrderedChannels = Exclude<StepDraft['channels'], 'best'>

function StepFields(props: {
  step: StepDraft
  isFirst: boolean
  triggers: readonly JourneyTrigger[]
  choices: JourneyChoices
  errors: Record<string, string>
  at: string
  onChange: (step: StepDraft) => void
}) {
  const { step, choices, errors, at, onChange } = props
  const of = (field: string) => said(errors, `${at}.${field}`)
  const set = (change: Partial<StepDraft>) => onChange({ ...step, ...change })
  const firstOrder: OrderedChannels = ['email']
  return (
    <div className="journey-fields">
      <NumberField
        label={props.isFirst ? words.afterHoursFirst : words.afterHours}
        value={step.afterHours}
        error={of('afterHours')}
        onChange={(afterHours) => set({ afterHours })}
      />
      <ChoiceField
        label={words.when}
        options={entriesOf(words.whens)}
        value={step.when}
        onChange={(when) => set({ when })}
      />
      <NumberField
        label={words.expires}
        value={step.expiresAfterHours}
        error={of('expiresAfterHours')}
        onChange={(expiresAfterHours) => set({ expiresAfterHours })}
      />
      <ChoiceField
        label={words.channels}
        options={entriesOf(words.channelModes)}
        value={step.channels === 'best' ? 'best' : 'ordered'}
        onChange={(mode) => set({ channels: mode === 'best' ? 'best' : firstOrder })}
      />
      {step.channels !== 'best' && (
        <ChannelOrder
          channels={step.channels}
          error={of('channels')}
          onChange={(channels) => set({ channels })}
        />
      )}
      <MessageFields {...props} onChange={set} />
      <ChoiceField
        label={words.offer}
        options={[
          ['', words.noOffer] as const,
          ...choices.offers.map(
            ({ name, title, isReady }) => [name, isReady ? title : words.notLive(title)] as const,
          ),
        ]}
        value={step.offer ?? ''}
        error={of('offer')}
        onChange={(name) => set(name === '' ? { offer: null, offerRequired: false } : { offer: name })}
      />
      {step.offer !== null && (
        <Link className="text-link" to={offerPage(step.offer)}>
          {words.readOffer}
        </Link>
      )}
      <Check
        label={words.required}
        hint={words.requiredHint}
        why={step.offer === null ? words.requiredWhy : null}
        checked={step.offerRequired}
        onChange={(offerRequired) => set({ offerRequired })}
      />
      <TextField
        label={words.subject}
        hint={words.subjectHint}
        most={100}
        value={step.subject ?? ''}
        error={of('subject')}
        onChange={(subject) => set({ subject: subject === '' ? null : subject })}
      />
    </div>
  )
}

const channelWords = texts.journeys.channels
const offered = ['web', 'whatsapp', 'sms', 'email', 'push'] as const satisfies ('web' | DeliveryChannel)[]

/** Channels in the order they were pressed. */
function ChannelOrder(props: {
  channels: OrderedChannels
  error: string | undefined
  onChange: (channels: OrderedChannels) => void
}) {
  const { channels } = props
  const rest = offered.filter((channel) => !channels.includes(channel))
  return (
    <ChipsField
      label={words.order}
      hint={words.orderHint}
      chosen={channels}
      options={[...channels, ...rest].map((channel) => {
        const place = channels.indexOf(channel)
        const name = channelWords[channel]
        return [channel, place < 0 ? name : `${place + 1}. ${name}`] as const
      })}
      error={props.error}
      onChange={props.onChange}
    />
  )
}
