import type { ModelView } from '#contract/staff-segments.ts'
import { CalibrationChart } from '../charts/calibration-chart.tsx'
import { TableBehind } from '../charts/table-behind.tsx'
import { texts } from '../texts.ts'

const words = texts.scores
const { percent } = texts.segments

/** How a model did on a period that it had not seen, beside what one would say without it. */
export function Backtest({ backtest }: { backtest: NonNullable<ModelView['backtest']> }) {
  const { quality, simple, everybody } = backtest
  return (
    <div className="backtest">
      <div>
        <h3>
          {words.quality} ({words.cases(quality.cases)})
        </h3>
        <table className="grid-table">
          <thead>
            <tr>
              <td />
              <th scope="col" title={words.aucHint}>
                {words.auc}
              </th>
              <th scope="col" title={words.brierHint}>
                {words.brier}
              </th>
            </tr>
          </thead>
          <tbody>
            <Row name={words.model} auc={quality.auc} brier={quality.brier} />
            <Row name={words.sameRate} auc={simple.auc} brier={simple.brier} />
            <Row name={words.everybody} auc={everybody.auc} brier={everybody.brier} />
          </tbody>
        </table>
        <p className="quiet">
          {words.auc}: {words.aucHint}. {words.brier}: {words.brierHint}.
        </p>
      </div>
      <div>
        <h3>{words.calibration}</h3>
        <CalibrationChart label={words.calibrationChart} points={quality.reliability} />
        <TableBehind
          summary={texts.segments.asTable}
          heads={[words.said, words.happened, texts.segments.members]}
          rows={quality.reliability.map(({ said, happened, cases }) => [
            `${(said * 100).toFixed(1)}%`,
            percent(happened),
            cases,
          ])}
        />
      </div>
    </div>
  )
}

function Row({ name, auc, brier }: { name: string; auc: number; brier: number }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{auc.toFixed(3)}</td>
      <td>{brier.toFixed(4)}</td>
    </tr>
  )
}
