import type { Fact } from '#tools/index.ts'
import { type Check, fail, type Known, pass } from './check.ts'
import { plain } from './plain.ts'
import { overlap, policyFacts, sentencesOf } from './policy.ts'

const months = 'january february march april may june july august september october november december'.split(
  ' ',
)
const monthPattern = months.map((month) => `${month.slice(0, 3)}(?:${month.slice(3)})?`).join('|')
const literalDates: RegExp[] = [
  /\b(?<year>20\d\d)-(?<month>\d{1,2})-(?<day>\d{1,2})\b/g,
  new RegExp(
    `\\b(?<name>${monthPattern})\\.? (?<day>\\d{1,2})(?:st|nd|rd|th)?(?:,? (?<year>20\\d\\d))?\\b`,
    'g',
  ),
  new RegExp(
    `\\b(?<day>\\d{1,2})(?:st|nd|rd|th|\\.)? (?:of )?(?<name>${monthPattern})\\.?(?:,? (?<year>20\\d\\d))?\\b`,
    'g',
  ),
  /\b(?<day>\d{1,2})[./](?<month>\d{1,2})[./](?<year>20\d\d)\b/g,
]

const spans =
  /\b(?:within |in (?:about |around |under )?|takes? (?:about |up to )?|after |next |at least )?(?:\d+|one|two|three|four|five|six|seven|ten|fourteen|thirty|a few|a couple of)(?: ?(?:-|to) ?(?:\d+|two|three|four|five|six|seven|ten))? (?:business |working |calendar )?(?:minutes?|hours?|days?|weeks?|months?)\b/g
const promises =
  /\b(?:arrives?|arriving|deliver(?:y|ed|s)?|ships?|shipped|shipping|dispatch\w*|get it|have it|receive|reach(?:es)? you|be with you|at your door|ready|back in stock|restock\w*|refund\w*)\b/
const relativeDays =
  /\b(?:today|tonight|tomorrow|this (?:week|weekend|afternoon|evening)|next (?:week|day|month|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|by (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|the weekend|christmas|noon|evening)|on (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)|same[- ]day|overnight|immediately|right away|in no time)\b/

/** A date must be a typed date of a result, or stand in a passage; a promise of time must stand in a passage. */
export const dates: Check = (sentence, known) => {
  const text = plain(sentence)
  for (const date of datesIn(text)) {
    if (!isKnownDate(date, text, known) && !inPassage(sentence, date.text, known))
      return fail('not_a_typed_date')
  }
  if (!promises.test(text) || /\?\s*$/.test(text)) return pass
  const told = [...(text.match(spans) ?? []), ...(text.match(relativeDays) ?? [])]
  return told.every((words) => inPassage(sentence, words, known)) ? pass : fail('promise_of_time')
}

interface ReadDate {
  month: number
  day: number
  year: number | null
  text: string
}

function datesIn(text: string): ReadDate[] {
  return literalDates.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => {
      const { year, month, day, name } = match.groups ?? {}
      const fromName = name
        ? months.findIndex((entry) => entry.startsWith(name.slice(0, 3))) + 1
        : Number(month)
      return { month: fromName, day: Number(day), year: year ? Number(year) : null, text: match[0] }
    }),
  )
}

type DateFact = Extract<Fact, { kind: 'date' }>

/** Same day, and not told as something else: the day an order was placed is not the day it arrives. */
function isKnownDate(date: ReadDate, text: string, known: Known): boolean {
  const facts = known.facts.filter((fact): fact is DateFact => fact.kind === 'date')
  return facts.some((fact) => {
    const [year, month, day] = fact.date.split('-').map(Number)
    const same = month === date.month && day === date.day && (date.year === null || date.year === year)
    const arriving = /\b(?:arriv\w+|deliver\w*|with you|get it|receive)\b/.test(text)
    return (
      same &&
      (!arriving || fact.of === 'delivery' || (fact.of === 'placed' && /\bplaced\b|\bordered\b/.test(text)))
    )
  })
}

/** A passage sentence that has these very words of time and shares half of the claim. */
function inPassage(sentence: string, words: string, known: Known): boolean {
  const told = spansOf(words)
  return policyFacts(known).some((fact) =>
    sentencesOf(fact.text).some((source) => {
      const there = spansOf(plain(source))
      const has =
        told.length === 0 ? plain(source).includes(words.trim()) : told.every((span) => there.includes(span))
      return has && overlap(sentence, `${fact.title} ${fact.section} ${source}`) >= 0.4
    }),
  )
}

const span =
  /(\d+|one|two|three|four|five|six|seven|ten|fourteen|thirty)(?: ?(?:-|to) ?(\d+))? (?:business |working |calendar )?(minute|hour|day|week|month)/g

/** "3 to 5 business days" and "3-5 days" are the same span. */
function spansOf(text: string): string[] {
  return [...text.matchAll(span)].map((match) => `${match[1]}-${match[2] ?? ''} ${match[3]}`)
}
