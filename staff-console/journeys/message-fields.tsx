import type { JourneyTrigger } from '#contract/journey-triggers.ts'
import type { JourneyChoices } from '#contract/staff-journeys.ts'
import { Check } from '../parts/field.tsx'
import { Link } from '../routing/link.tsx'
import { messagePage } from '../routing/route.ts'
import { said } from '../slots/problem-of.ts'
import { texts } from '../texts.ts'
import { ChoiceField } from './choice-field.tsx'
import type { StepDraft } from './journey-draft.ts'
import { triggerName } from './trigger-name.ts'

const words = texts.journeys.definition.steps

interface Props {
  step: StepDraft
  triggers: readonly JourneyTrigger[]
  choices: JourneyChoices
  errors: Record<string, string>
  at: string
  onChange: (change: Partial<StepDraft>) => void
}

/** Which message a step sends: one, or one for each trigger. */
export function MessageFields({ step, triggers, choices, errors, at, onChange }: Props) {
  const { contentOfTrigger } = step
  const options = choices.messages.map(
    ({ name, title, isReady }) => [name, isReady ? title : words.notApproved(title)] as const,
  )
  const own = triggers.map((_, place) => contentOfTrigger?.[place] ?? step.contentTemplate)
  return (
    <>
      {contentOfTrigger === undefined ? (
        <ChoiceField
          label={words.message}
          options={options}
          value={step.contentTemplate}
          error={said(errors, `${at}.contentTemplate`)}
          onChange={(contentTemplate) => onChange({ contentTemplate })}
        />
      ) : (
        triggers.map((trigger, place) => (
          <ChoiceField
            // biome-ignore lint/suspicious/noArrayIndexKey: a message stands at the place of its trigger
            key={place}
            label={words.messageOf(triggerName(trigger))}
            options={options}
            value={own[place] ?? ''}
            error={said(errors, `${at}.contentOfTrigger.${place}`) ?? errors[`${at}.contentOfTrigger`]}
            onChange={(name) => {
              const next = own.map((held, other) => (other === place ? name : held))
              onChange({ contentOfTrigger: next, contentTemplate: next[0] ?? step.contentTemplate })
            }}
          />
        ))
      )}
      {step.contentTemplate !== '' && (
        <Link className="text-link" to={messagePage(step.contentTemplate)}>
          {words.read}
        </Link>
      )}
      {triggers.length > 1 && (
        <Check
          label={words.perTrigger}
          checked={contentOfTrigger !== undefined}
          onChange={(isOwn) => onChange({ contentOfTrigger: isOwn ? own : undefined })}
        />
      )}
    </>
  )
}
