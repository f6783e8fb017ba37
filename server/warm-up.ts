import type { House } from './house.ts'

/**
 * What is not needed to be ready: loads the agent's heavy modules before the first shopper asks, and makes the
 * missing vectors, with its progress in the log.
 */
export function warmUp(house: House): { stop: () => Promise<void> } {
  const abort = new AbortController()
  const { signal } = abort
  const work = async () => {
    await import('#agent/index.ts')
    await house.channels.warm()
    await embed(house, signal)
  }
  const done = work().catch((error: unknown) => {
    if (!signal.aborted) house.log.error({ error, step: 'warm-up' }, 'warming up failed')
  })
  return {
    stop: async () => {
      abort.abort()
      await done
    },
  }
}

const PROGRESS_MS = 5000

async function embed(house: House, signal: AbortSignal): Promise<void> {
  let toldAt = 0
  await house.search.embedMissing({
    signal,
    onProgress: () => {
      const now = performance.now()
      if (now - toldAt < PROGRESS_MS) return
      toldAt = now
      const { embedded, toEmbed } = house.search.status()
      house.log.info({ embedded, toEmbed, step: 'embedding' }, 'embedding')
    },
  })
}
