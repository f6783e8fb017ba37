import { Button } from '../parts/button.tsx'
import { texts } from '../texts.ts'
import type { LiveCount } from './use-live-count.ts'

const words = texts.segments.form

/** How many customers the rule means now, and the rule in words. */
export function LiveCountCard({ live }: { live: LiveCount }) {
  return (
    <section className="count-card" aria-label={words.counted} aria-busy={live.status === 'counting'}>
      <h2>{words.counted}</h2>
      <div role="status">
        <Count live={live} />
      </div>
      {live.status === 'failed' && (
        <div>
          <Button onClick={live.retry}>{texts.app.retry}</Button>
        </div>
      )}
      {live.answer && (
        <>
          <h2>{words.inWords}</h2>
          <p className="rule-words">{live.answer.words}</p>
        </>
      )}
    </section>
  )
}

function Count({ live }: { live: LiveCount }) {
  if (live.status === 'failed') return <p className="form-problem">{live.problem}</p>
  if (live.status === 'waits') return <p className="quiet">{words.countWaits}</p>
  if (!live.answer) return <p className="quiet">{words.counting}</p>
  const { count } = live.answer
  if (!count) return <p className="caution">{words.countSlow}</p>
  return (
    <>
      <p className={live.status === 'counting' ? 'count-figure count-old' : 'count-figure'}>
        {words.of(`${count.exact ? '' : '≈ '}${count.members.toLocaleString('en')}`, count.of)}
      </p>
      <p className="quiet">
        {live.status === 'counting'
          ? words.counting
          : count.exact
            ? words.exact
            : words.between(count.low, count.high, count.asked)}
      </p>
    </>
  )
}
