import type { ContactCap, ContactRules } from '#contract/contact-rules.ts'
import type { FieldErrors } from '../settings/use-settings-form.ts'
import { texts } from '../texts.ts'

const words = texts.contactRules
const DAYS_OF_A_YEAR = 366

/** The rules of `contactRulesInput` (contract/contact-rules.ts) as sentences, so that most slips need no round trip. */
export function checkRules(rules: ContactRules): FieldErrors {
  const { fatigue, quietHours, holdouts } = rules
  return found([
    ...rules.caps.flatMap((cap, index) => capErrors(cap, index, rules.caps)),
    ['quietHours.until', quietHours && quietHours.from === quietHours.until ? words.hours.none : null],
    ...(fatigue
      ? ([
          ['fatigue.touches', range(fatigue.touches, 1, 1000)],
          ['fatigue.days', range(fatigue.days, 1, DAYS_OF_A_YEAR)],
          ['fatigue.restDays', range(fatigue.restDays, 1, DAYS_OF_A_YEAR)],
        ] satisfies Found[])
      : []),
    ['arbitrationMinutes', range(rules.arbitrationMinutes, 0, 1440)],
    ['holdouts.global', shareError(holdouts.global)],
    ['holdouts.associates', shareError(holdouts.associates)],
    ['holdouts.journeys', shareError(holdouts.journeys)],
    ['smsMaxSegments', range(rules.smsMaxSegments, 1, 10)],
    ['maxAttempts', range(rules.maxAttempts, 1, 20)],
    ['giveUpHours', range(rules.giveUpHours, 1, 168)],
    ...costNames.map((name): Found => [`messageCosts.${name}`, costError(rules.messageCosts[name])]),
  ])
}

const costNames = ['web', 'sms', 'whatsapp', 'email', 'push'] as const

function costError(minor: number): string | null {
  const thousandths = minor * 1000
  const fine = minor >= 0 && minor <= 10_000 && Math.abs(thousandths - Math.round(thousandths)) < 1e-6
  return fine ? null : words.costs.bad
}

type Found = [path: string, error: string | null]

function capErrors(cap: ContactCap, index: number, all: readonly ContactCap[]): Found[] {
  const alike = all.findIndex(
    (each) => each.channel === cap.channel && each.purpose === cap.purpose && each.hours === cap.hours,
  )
  return [
    [`caps.${index}.limit`, isIn(cap.limit, 1, 1000) ? null : words.caps.badLimit],
    [`caps.${index}.hours`, isIn(cap.hours, 1, DAYS_OF_A_YEAR * 24) ? null : words.caps.badHours],
    [`caps.${index}`, alike >= 0 && alike < index ? words.caps.twice : null],
  ]
}

function shareError(percent: number): string | null {
  const hundredths = percent * 100
  const fine = percent >= 0 && percent <= 50 && Math.abs(hundredths - Math.round(hundredths)) < 1e-9
  return fine ? null : words.holdouts.badShare
}

const isIn = (value: number, least: number, most: number) =>
  Number.isInteger(value) && value >= least && value <= most

const range = (value: number, least: number, most: number) =>
  isIn(value, least, most) ? null : words.range(least, most)

const found = (checks: Found[]): FieldErrors =>
  Object.fromEntries(checks.flatMap(([path, error]) => (error === null ? [] : [[path, error]])))
