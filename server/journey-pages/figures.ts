import type { ExclusionReason, ExitReason } from '#contract/journeys.ts'
import type { JourneyFigures, ReasonCount } from '#contract/staff-journeys.ts'
import { wordsOfOutcome } from '#inbound/index.ts'
import type { JourneyReport } from '#orchestrator/index.ts'

export const exitWords: Record<ExitReason, string> = {
  completed: 'All was said',
  bought: 'They bought',
  event: 'What ends the journey happened',
  no_longer_true: 'What it was about is no longer so',
  opted_out: 'They asked for no more of it',
  open_case: 'They have an open case with the shop',
  held_out: 'Held out, to compare with',
  never_reachable: 'No channel of the journey reached them',
  timed_out: 'Its time was over',
  switched_off: 'The journey was switched off',
  stopped_by_staff: 'Somebody of the shop stopped it',
  merged: 'Two records of them became one',
  erased: 'They were erased',
}

export const exclusionWords: Record<ExclusionReason, string> = {
  bought_lately: 'Bought a short while ago',
  open_case: 'Has an open case with the shop',
  promotion_today: 'Had a promotion that day',
  in_another_journey: 'Is in a journey that goes first',
  already_inside: 'Is inside already',
  entered_lately: 'Entered a short while ago',
}

/** A report as the console reads it: every reason in words, the largest first. */
export function figuresOf(report: JourneyReport): JourneyFigures {
  const { entered, inside, heldOut, converted, funnel } = report
  const sentBy = counted(report.sent).map(([channel, count]) => ({ channel, count }))
  return {
    entered,
    inside,
    heldOut,
    converted,
    sent: sentBy.reduce((sum, { count }) => sum + count, 0),
    sentBy,
    suppressed: inWords(report.suppressed, (reason) => wordsOfOutcome(reason) ?? reason),
    leftOut: inWords(report.leftOut, (reason) => exclusionWords[reason]),
    exits: inWords(report.exits, (reason) => exitWords[reason]),
    funnel,
  }
}

function inWords<K extends string>(
  counts: Partial<Record<K, number>>,
  wordsOf: (reason: K) => string,
): ReasonCount[] {
  return counted(counts).map(([reason, count]) => ({ reason, words: wordsOf(reason), count }))
}

function counted<K extends string>(counts: Partial<Record<K, number>>): [K, number][] {
  const entries = Object.entries(counts) as [K, number][] // a record's own keys
  return entries.filter(([, count]) => count > 0).sort((a, b) => b[1] - a[1])
}
