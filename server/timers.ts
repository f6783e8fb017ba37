import { type DueWork, dueWork } from './due-work.ts'
import type { House } from './house.ts'

/** Does a piece of work again and again with a rest between; an error is logged and the next round comes. */
function repeatedly(house: House, { step, everyMs, run }: DueWork): () => Promise<void> {
  let timer: NodeJS.Timeout | null = null
  let running: Promise<unknown> = Promise.resolve()
  let stopped = false
  const round = () => {
    running = run()
      .catch((error: unknown) => house.log.error({ error, step }, 'a round failed'))
      .then(() => {
        if (!stopped) timer = setTimeout(round, everyMs)
      })
  }
  timer = setTimeout(round, everyMs)
  return async () => {
    stopped = true
    if (timer) clearTimeout(timer)
    await running
  }
}

/** Drives what time makes due. Answers how to stop. */
export function startTimers(house: House): () => Promise<void> {
  const stopping = new AbortController()
  const stops = dueWork(house, stopping.signal).map((work) => repeatedly(house, work))
  return async () => {
    stopping.abort()
    await Promise.all(stops.map((stop) => stop()))
  }
}
