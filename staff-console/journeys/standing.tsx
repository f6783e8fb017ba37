import type { Readout } from '#contract/readouts.ts'
import { texts } from '../texts.ts'

const words = texts.journeys.readout

/** Said large: whether a readout may be read yet, how far the plan is, and what to do where it is blocked. */
export function Standing({ readout }: { readout: Readout }) {
  const { status, notes, planned, reached } = readout
  return (
    <section className={`readout-standing readout-standing-${status}`} aria-label={words.status[status]}>
      <h2>{words.status[status]}</h2>
      {status === 'too_early' && <p>{words.earlyText}</p>}
      {status === 'blocked' && <p>{words.blockedText}</p>}
      {status === 'blocked' && <p>{words.blockedDo}</p>}
      <div className="readout-standing-progress">
        <Progress label={words.sample} reached={reached.perArm} planned={planned.perArm} />
        <Progress label={words.weeks} reached={reached.weeks} planned={planned.weeks} />
      </div>
      {notes.length > 0 && (
        <ul className="readout-standing-notes">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Progress({ label, reached, planned }: { label: string; reached: number; planned: number }) {
  const whole = Math.floor(reached)
  return (
    <div>
      <p>
        {label}: <strong>{words.of(whole.toLocaleString('en'), planned.toLocaleString('en'))}</strong>
      </p>
      <progress max={planned} value={Math.min(reached, planned)} aria-label={label} />
    </div>
  )
}
