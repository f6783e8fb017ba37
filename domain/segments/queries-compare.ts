import { type RawBuilder, sql } from 'kysely'
import type { Comparison } from '#contract/segments.ts'

const DAY_MS = 86_400_000

export function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * DAY_MS)
}

/** The day of a moment, as ISO days compare as text. */
function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10)
}

/**
 * A jsonb value against a comparison. Whatever the value is, nothing throws: a text that is no number does
 * not compare as one, and a list compares by its entries.
 */
export function compareValue(value: RawBuilder<unknown>, is: Comparison, now: Date): RawBuilder<boolean> {
  switch (is.op) {
    case 'known':
      return sql`(${value} is not null and ${value} <> 'null'::jsonb)`
    case 'unknown':
      return sql`(${value} is null or ${value} = 'null'::jsonb)`
    case 'is':
      return isOneOf(value, [is.value])
    case 'is_not':
      return sql`not coalesce(${isOneOf(value, [is.value])}, false)`
    case 'in':
      return isOneOf(value, is.values)
    case 'not_in':
      return sql`not coalesce(${isOneOf(value, is.values)}, false)`
    case 'contains':
      return sql`position(lower(${is.value}::text) in lower(${textOf(value)})) > 0`
    case 'starts_with':
      return sql`starts_with(lower(${textOf(value)}), lower(${is.value}::text))`
    case 'at_least':
      return sql`${numberOf(value)} >= ${is.value}::numeric`
    case 'at_most':
      return sql`${numberOf(value)} <= ${is.value}::numeric`
    case 'more_than':
      return sql`${numberOf(value)} > ${is.value}::numeric`
    case 'less_than':
      return sql`${numberOf(value)} < ${is.value}::numeric`
    case 'exactly':
      return sql`${numberOf(value)} = ${is.value}::numeric`
    case 'before':
      return sql`${isoDayOf(value)} < ${is.day}::text collate "C"`
    case 'after':
      return sql`${isoDayOf(value)} > ${is.day}::text collate "C"`
    case 'in_last_days':
      return between(value, daysBefore(now, is.days), now)
    case 'in_next_days':
      return between(value, now, daysBefore(now, -is.days))
  }
}

/** Texts are equal whatever their case; in a list one entry is enough. */
function isOneOf(value: RawBuilder<unknown>, wanted: (string | number | boolean)[]): RawBuilder<boolean> {
  const texts = wanted.map((one) => String(one).toLowerCase())
  return sql`case jsonb_typeof(${value})
    when 'array' then exists (
      select 1 from jsonb_array_elements_text(${value}) entry where lower(entry) = any(${texts}))
    when 'object' then false
    else lower(${textOf(value)}) = any(${texts}) end`
}

function textOf(value: RawBuilder<unknown>): RawBuilder<string> {
  return sql`(${value} #>> '{}')`
}

/** A JSON number, or a text that is plainly one; else null. */
function numberOf(value: RawBuilder<unknown>): RawBuilder<number> {
  return sql`case when jsonb_typeof(${value}) = 'number'
      or ${textOf(value)} ~ '^-?[0-9]{1,15}(\.[0-9]{1,9})?$' then ${textOf(value)}::numeric end`
}

/** The day of an ISO date or time, as text: a cast would throw at the 45th of May. */
function isoDayOf(value: RawBuilder<unknown>): RawBuilder<string> {
  return sql`case when ${textOf(value)} ~ '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])' then left(${textOf(value)}, 10) end`
}

function between(value: RawBuilder<unknown>, from: Date, until: Date): RawBuilder<boolean> {
  const day = isoDayOf(value)
  return sql`(${day} >= ${dayOf(from)}::text collate "C" and ${day} <= ${dayOf(until)}::text collate "C")`
}
