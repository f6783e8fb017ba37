import type { JourneyDefinition } from '#contract/journeys.ts'
import { deliveryChannels, type OutboundChannel } from '#contract/outbound.ts'
import { addressFor } from '../address.ts'
import { consentFor } from '../gates/consent.ts'
import type { PersonFacts } from '../person-facts.ts'

/** Every channel that some step of this journey may go by. */
export function channelsOf({ steps }: JourneyDefinition): OutboundChannel[] {
  return [...new Set(steps.flatMap(({ channels }) => (channels === 'best' ? deliveryChannels : channels)))]
}

/** Whether some channel of a journey is open to somebody, and where none is, whether they themselves said no. */
export interface Reach {
  open: boolean
  optedOut: boolean
}

export function reachOf(person: PersonFacts, definition: JourneyDefinition, now: Date): Reach {
  const { kind } = definition
  const answers = channelsOf(definition).map((channel) => {
    const to = addressFor(person, { kind, channel }, now)
    return { to, answer: consentFor(person, { kind, channel }, to, now) }
  })
  const open = answers.some(({ to, answer }) => to !== null && answer.allowed)
  const saidNo = answers.some(
    ({ answer }) => !answer.allowed && (answer.reason === 'denied' || answer.reason === 'suppressed'),
  )
  return { open, optedOut: !open && saidNo }
}
