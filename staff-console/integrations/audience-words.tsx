import type { AudienceRow } from '#contract/staff-integrations.ts'
import { texts } from '../texts.ts'

const words = texts.audiences

export function AudienceChip({ state }: Pick<AudienceRow, 'state'>) {
  return <span className={`chip ${state === 'on' ? 'chip-on' : 'chip-off'}`}>{words.states[state]}</span>
}

/** Which platform, which addresses, where it goes. */
export function placeWords({ format, kinds, webhook }: AudienceRow): string {
  const where =
    webhook === null ? words.file : webhook.name === null ? words.lostEndpoint : words.to(webhook.name)
  return [words.formats[format], kinds.map((kind) => words.kinds[kind]).join(', '), where].join(' · ')
}

/** What the destination has not been told yet. */
export function dueWords({ toAdd, toRemove, judgedAt }: AudienceRow): string {
  if (judgedAt === null) return words.notJudged
  const parts = [toAdd > 0 ? words.toAdd(toAdd) : null, toRemove > 0 ? words.toRemove(toRemove) : null]
  return parts.filter((part) => part !== null).join(' · ') || words.upToDate
}
