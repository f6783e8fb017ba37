import type { JourneyTrigger } from '#contract/journey-triggers.ts'
import { texts } from '../texts.ts'

const words = texts.journeys.definition.triggers

/** A trigger in a few words. */
export function triggerName(trigger: JourneyTrigger): string {
  const name = words.types[trigger.type]
  if (trigger.type === 'abandoned') return `${name}: ${words.abandonments[trigger.what].toLowerCase()}`
  return trigger.type === 'event' ? `${name}: ${trigger.name}` : name
}
