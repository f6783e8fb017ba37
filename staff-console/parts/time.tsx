import { exactTime, timeAgo, useNow, waitingTime } from '../look/time.ts'

/** How long ago, with the exact moment on hover. */
export function Ago({ at }: { at: string }) {
  const now = useNow(20_000)
  return (
    <time dateTime={at} title={exactTime(at)}>
      {timeAgo(at, now)}
    </time>
  )
}

/** A waiting time that ticks. */
export function Waiting({ since }: { since: string }) {
  const now = useNow(1000)
  return (
    <time className="ticking" dateTime={since} title={exactTime(since)}>
      {waitingTime(since, now)}
    </time>
  )
}
