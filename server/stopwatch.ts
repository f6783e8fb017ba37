/** How long the machine was at one kind of work. */
export interface StepTime {
  step: string
  times: number
  ms: number
  longestMs: number
}

/** Adds up how long each step takes; costs next to nothing. */
export function createStopwatch() {
  const steps = new Map<string, StepTime>()
  return {
    time: async <T>(step: string, work: () => Promise<T>): Promise<T> => {
      const began = performance.now()
      try {
        return await work()
      } finally {
        const took = performance.now() - began
        const known = steps.get(step) ?? { step, times: 0, ms: 0, longestMs: 0 }
        known.times++
        known.ms += took
        known.longestMs = Math.max(known.longestMs, took)
        steps.set(step, known)
      }
    },
    /** The longest first. */
    times: (): StepTime[] => [...steps.values()].sort((a, b) => b.ms - a.ms),
  }
}
