import { CheckMark } from '../segments/check-mark.tsx'
import { texts } from '../texts.ts'
import type { Rhythm } from './rhythm.ts'

const verdicts = { on_time: 'good', late: 'poor', new: 'unknown' } as const

/** Whether a source sends as it usually does, as a sign with words. */
export function RhythmMark({ rhythm }: { rhythm: Rhythm }) {
  const words = texts.sources.rhythm[rhythm.state]
  return <CheckMark check={{ verdict: verdicts[rhythm.state], words }} />
}
