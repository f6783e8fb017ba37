import type { JourneyPage } from '#contract/staff-journeys.ts'
import { texts } from '../texts.ts'
import { triggerName } from './trigger-name.ts'

const words = texts.journeys.definition

/** The definition for those who do not write it. */
export function DefinitionRead({ page }: { page: JourneyPage }) {
  const { definition, audienceWords } = page
  const { triggers, exclusions, reentry, steps, stop, success, plan, holdout } = definition
  const journeys = exclusions.journeys.join(', ')
  const rows: [string, string[]][] = [
    [words.audience.legend, [audienceWords ?? words.read.everybody]],
    [words.triggers.legend, triggers.map(triggerName)],
    [
      words.exclusions.legend,
      [
        ...(exclusions.boughtWithinDays === null
          ? []
          : [`${words.exclusions.boughtDays}: ${exclusions.boughtWithinDays}`]),
        ...(exclusions.openCase ? [words.exclusions.openCase] : []),
        ...(exclusions.promotionToday ? [words.exclusions.promotion] : []),
        ...(journeys ? [`${words.exclusions.journeys}: ${journeys}`] : []),
      ],
    ],
    [
      words.reentry.legend,
      [reentry.everyDays === null ? words.read.once : words.read.every(reentry.everyDays)],
    ],
    [words.steps.legend, steps.map((step) => stepWords(step, page))],
    [
      words.stop.legend,
      [words.stop.purchases[stop.onPurchase ?? 'never'], ...stop.onEvents, words.read.ends(stop.afterDays)],
    ],
    [
      words.measure.legend,
      [
        words.read.holdout(holdout),
        words.read.success(words.measure.measures[success.measure], success.withinDays),
        words.read.plan(plan.perArm, plan.weeks),
      ],
    ],
  ]
  return (
    <dl className="definition-read">
      {rows.map(([head, lines]) => (
        <div key={head}>
          <dt>{head}</dt>
          {lines.map((line) => (
            <dd key={line}>{line}</dd>
          ))}
        </div>
      ))}
    </dl>
  )
}

function stepWords(step: JourneyPage['definition']['steps'][number], page: JourneyPage): string {
  const titleOf = (things: JourneyPage['messages'], name: string) =>
    things.find((thing) => thing.name === name)?.title ?? name
  const channels =
    step.channels === 'best'
      ? words.read.best
      : step.channels.map((channel) => texts.journeys.channels[channel]).join(', ')
  const messages = (step.contentOfTrigger ?? [step.contentTemplate]).map((name) =>
    titleOf(page.messages, name),
  )
  return [
    words.read.after(words.read.hours(step.afterHours), words.steps.whens[step.when].toLowerCase()),
    channels,
    words.read.message(messages.join(', ')),
    ...(step.offer === null ? [] : [words.read.offer(titleOf(page.offers, step.offer))]),
  ].join(' · ')
}
