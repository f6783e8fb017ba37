import type { TrackedEvent } from '#domain/events/index.ts'
import type { TraitInput } from '../set-trait.ts'
import { type TraitPurpose, traitName } from '../traits.ts'
import { fieldsIn, textIn } from './fields.ts'

/** What of an identify call names the person: domain/identity keeps these. */
const identityTraits = new Set(
  'email phone phone_number name first_name last_name username address id user_id anonymous_id loyalty_number loyalty_id whatsapp_id avatar created_at locale title website description company company_name gpc consent'.split(
    ' ',
  ),
)
const saidPurposes: TraitPurpose[] = ['service', 'clienteling', 'marketing', 'personalisation']
const MAX_TRAITS = 100

/** One value that an event would have us keep, and where in the event it stands. */
export interface HeardTrait {
  field: string
  input: TraitInput
  /** The words around it, which may be sensitive although name and value are not. */
  question: string | null
}

/** What an event says about the person, as traits to be judged. */
export function traitsHeardIn(event: TrackedEvent, customerId: string): HeardTrait[] {
  if (event.type === 'identify') return fromIdentify(event, customerId)
  if (event.name === 'Quiz Completed') return fromQuiz(event, customerId)
  return event.name === 'Preferences Updated' ? fromPreferences(event, customerId) : []
}

/** Whether this event is a partner's; only the shop's own systems can say so. */
export function partnerOf(event: TrackedEvent): string | null {
  return textIn(event.context, 'partner', 100)
}

function fromIdentify(event: TrackedEvent, customerId: string): HeardTrait[] {
  const partner = partnerOf(event)
  if (partner !== null && event.trust !== 'secret') return []
  const party = partner === null ? ('first' as const) : ('second' as const)
  const evidence = `identify call from ${event.source}`
  return Object.entries(event.traits)
    .slice(0, MAX_TRAITS)
    .filter(([name]) => !identityTraits.has(traitName(name) ?? ''))
    .map(([name, value]) => ({
      field: `traits.${name}`,
      question: null,
      input: {
        customerId,
        name,
        value,
        source: partner ?? event.source,
        party,
        evidence,
        at: event.occurredAt,
      },
    }))
}

/** An answer is kept under the trait it is for, else under its question. */
function fromQuiz(event: TrackedEvent, customerId: string): HeardTrait[] {
  const { answers } = event.properties
  const quiz = textIn(event.properties, 'quiz_name') ?? textIn(event.properties, 'quiz_id')
  return (Array.isArray(answers) ? answers : []).slice(0, MAX_TRAITS).flatMap((entry, at) => {
    const fields = fieldsIn(entry)
    const question = fields && textIn(fields, 'question')
    const name = fields && (textIn(fields, 'trait') ?? question)
    if (!fields || !name) return []
    const evidence = [question ?? name, quiz && `(${quiz})`].filter(Boolean).join(' ')
    return {
      field: `properties.answers.${at}`,
      question,
      input: said(event, customerId, { name, value: fields.answer, source: 'quiz', evidence }),
    }
  })
}

function fromPreferences(event: TrackedEvent, customerId: string): HeardTrait[] {
  return Object.entries(fieldsIn(event.properties.preferences) ?? {})
    .slice(0, MAX_TRAITS)
    .map(([name, value]) => ({
      field: `properties.preferences.${name}`,
      question: null,
      input: said(event, customerId, { name, value, source: 'preferences', evidence: event.source }),
    }))
}

function said(
  event: TrackedEvent,
  customerId: string,
  rest: Pick<TraitInput, 'name' | 'value' | 'source' | 'evidence'>,
): TraitInput {
  return { customerId, ...rest, party: 'zero', purposes: saidPurposes, at: event.occurredAt }
}
