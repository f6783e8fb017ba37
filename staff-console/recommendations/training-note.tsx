import { Icon } from '../parts/icon.tsx'
import { texts } from '../texts.ts'
import type { Training } from './use-training.ts'

const words = texts.recommendations.model

/** How far a training is, and what became of it. */
export function TrainingNote({ training: { run, seen, problem } }: { training: Training }) {
  const runs = run !== null && run.endedAt === null
  return (
    <div role="status" className="training-note">
      {problem !== null && <p className="form-problem">{problem}</p>}
      {runs && (
        <>
          <p>{words.step(run.step, run.done, run.total)}</p>
          <progress aria-label={words.training} max={Math.max(run.total, 1)} value={run.done} />
        </>
      )}
      {seen && run?.endedAt && run.error === null && problem === null && (
        <p className="done-note">
          <Icon name="check" />
          <span>{words.trained}</span>
        </p>
      )}
      {run?.endedAt && run.error !== null && <p className="form-problem">{words.trainFailed(run.error)}</p>}
    </div>
  )
}
