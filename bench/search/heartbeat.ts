import { monitorEventLoopDelay } from 'node:perf_hooks'

/** How long the event loop stood still at worst while the work ran, in ms. */
export async function worstStall<Result>(
  work: () => Promise<Result>,
): Promise<{ result: Result; worst: number }> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  let worst = 0
  let last = performance.now()
  // the histogram is sampled by the loop itself: a beat of our own sees what happens before its first sample
  const beat = setInterval(() => {
    const now = performance.now()
    worst = Math.max(worst, now - last - 1)
    last = now
  }, 1)
  delay.enable()
  try {
    const result = await work()
    await new Promise((resolve) => setTimeout(resolve, 5))
    return { result, worst: Math.round(Math.max(worst, delay.max / 1e6) * 10) / 10 }
  } finally {
    clearInterval(beat)
    delay.disable()
  }
}
