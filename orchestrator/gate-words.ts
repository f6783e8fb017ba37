import { type GateAnswer, type GateDetail, type GateReason, reasonWords } from './reasons.ts'

/** A refusal in words for staff, with its figures and the hour in the customer's own zone; empty for a yes. */
export function gateWords(answer: GateAnswer): string {
  if (answer.allowed) return ''
  const detail = answer.detail ?? {}
  const figures = [countWords(answer.reason, detail), untilWords(detail)].filter((words) => words !== '')
  return [reasonWords[answer.reason], ...figures].join(': ')
}

const counted: ReadonlySet<GateReason> = new Set(['cap_reached', 'own_limit', 'subject_limit', 'tired'])

function countWords(reason: GateReason, { count, limit, hours }: GateDetail): string {
  if (count === undefined || limit === undefined) return ''
  if (reason === 'too_many_segments') return `${count}, at most ${limit}`
  if (!counted.has(reason)) return ''
  return hours === undefined ? `${count} of ${limit}` : `${count} of ${limit} in ${span(hours)}`
}

function span(hours: number): string {
  if (hours % 24 !== 0 || hours === 24) return `${hours} hours`
  return `${hours / 24} days`
}

/** The customer's own clock where it is known; weeks away a weekday tells nothing. */
function untilWords({ until, zones }: GateDetail): string {
  if (until === undefined) return ''
  const zone = zones?.[0]
  const clock = { timeZone: zone ?? 'UTC', hour: '2-digit', minute: '2-digit' } as const
  const day = zone ? ({ weekday: 'short' } as const) : ({ day: 'numeric', month: 'short' } as const)
  const at = new Intl.DateTimeFormat('en-GB', { ...clock, ...day }).format(until)
  return zone ? `until ${at} in ${placeOf(zone)}` : `until ${at} UTC`
}

/** `America/Argentina/Buenos_Aires` is Buenos Aires. */
function placeOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
}
