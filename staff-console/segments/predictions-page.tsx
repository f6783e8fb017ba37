import type { ModelView } from '#contract/staff-segments.ts'
import { dayAndYear } from '../look/time.ts'
import { Section } from '../parts/section.tsx'
import { Ago } from '../parts/time.tsx'
import { texts } from '../texts.ts'
import { Backtest } from './backtest.tsx'
import { ScoreBars } from './score-bars.tsx'
import { ScoresFrame } from './scores-frame.tsx'

const words = texts.scores
const names: Record<string, string | undefined> = words.names

/** Every model: whether it is used and why, how good it was on a later period, and what it says of whom. */
export function PredictionsPage() {
  return (
    <ScoresFrame room="predictions" title={words.predictionsTitle} intro={words.predictionsIntro}>
      {(page) =>
        // those in use first
        page.models
          .toSorted((a, b) => Number(b.inUse) - Number(a.inUse))
          .map((model) => <Model key={model.name} model={model} currency={page.currency} />)
      }
    </ScoresFrame>
  )
}

function Model({ model, currency }: { model: ModelView; currency: string | null }) {
  const { trainedFrom: from, trainedUntil: until } = model
  return (
    <Section
      title={names[model.name] ?? model.name}
      aside={
        <span className={`chip ${model.inUse ? 'chip-on' : ''}`}>
          {model.inUse ? words.inUse : words.notUsed}
        </span>
      }
    >
      <p>{sentence(model.verdict)}</p>
      <p className="quiet">
        {from && until && words.trained(dayAndYear(from), dayAndYear(until))}
        {model.backtest &&
          `, ${words.tested(dayAndYear(model.backtest.testedFrom), dayAndYear(model.backtest.testedUntil))}`}{' '}
        · <Ago at={model.trainedAt} />
      </p>
      {model.backtest && <Backtest backtest={model.backtest} />}
      {model.scores.length > 0 && (
        <div className="score-list">
          {model.scores.map((score) => (
            <ScoreBars key={score.name} score={score} currency={currency} />
          ))}
        </div>
      )}
    </Section>
  )
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
