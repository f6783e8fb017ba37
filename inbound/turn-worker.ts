import type { ConversationRef } from '#domain/conversations/index.ts'
import type { InboundDeps } from './house.ts'
import { runTurn } from './turn.ts'

export interface TurnWorker {
  /** There may be something to answer; answers nothing and never throws. */
  wake: (ref: ConversationRef, limiterKeys: string[]) => void
  /** The same a moment later, when more may have been written; after a crash the sweep does it. */
  wakeAfter: (ref: ConversationRef, ms: number) => void
  /** The conversation has left the agent: a turn that runs stops at its next step. */
  interrupt: (conversationId: string) => void
  /** Resolves when no turn of this conversation runs or waits here. */
  idle: (conversationId: string) => Promise<void>
  allIdle: () => Promise<void>
  /** Takes no new work and waits for what runs. */
  close: () => Promise<void>
  /** Turns that run, and conversations that wait for a free place. */
  load: () => { running: number; waiting: number }
}

interface Job {
  ref: ConversationRef
  limiterKeys: string[]
  abort: AbortController
  /** Woken again while it ran: look once more before resting. */
  again: boolean
  done: Promise<void>
}

/** Turns of one process: one at a time per conversation, at most `maxRunning` in all, the rest in line. */
export function createTurnWorker(deps: InboundDeps, maxRunning = 24): TurnWorker {
  const jobs = new Map<string, Job>()
  const line: (() => void)[] = []
  const later = new Map<string, NodeJS.Timeout>()
  let running = 0
  let closed = false

  async function place(): Promise<void> {
    if (running >= maxRunning) await new Promise<void>((resolve) => line.push(resolve))
    running++
  }

  function leave(): void {
    running--
    line.shift()?.()
  }

  async function work(job: Job): Promise<void> {
    await place()
    try {
      do {
        job.again = false
        job.abort = new AbortController()
      } while ((await runTurn(deps, job.ref, job.limiterKeys, job.abort)) || job.again)
    } catch (error) {
      deps.log.error({ error, conversationId: job.ref.conversationId }, 'a turn failed')
    } finally {
      leave()
      jobs.delete(job.ref.conversationId)
    }
  }

  const worker: TurnWorker = {
    wake(ref, limiterKeys) {
      if (closed) return
      const known = jobs.get(ref.conversationId)
      if (known) {
        known.again = true
        known.limiterKeys = limiterKeys
        return
      }
      const job: Job = {
        ref,
        limiterKeys,
        abort: new AbortController(),
        again: false,
        done: Promise.resolve(),
      }
      jobs.set(ref.conversationId, job)
      job.done = work(job)
    },
    wakeAfter(ref, ms) {
      clearTimeout(later.get(ref.conversationId))
      if (closed) return
      const timer = setTimeout(() => {
        later.delete(ref.conversationId)
        worker.wake(ref, [])
      }, ms)
      later.set(ref.conversationId, timer.unref())
    },
    interrupt: (conversationId) => jobs.get(conversationId)?.abort.abort(),
    async idle(conversationId) {
      for (let job = jobs.get(conversationId); job; job = jobs.get(conversationId)) await job.done
    },
    async allIdle() {
      while (jobs.size > 0) await Promise.all([...jobs.values()].map((job) => job.done))
    },
    async close() {
      closed = true
      for (const timer of later.values()) clearTimeout(timer)
      await Promise.all([...jobs.values()].map((job) => job.done))
    },
    load: () => ({ running, waiting: jobs.size - running }),
  }
  return worker
}
