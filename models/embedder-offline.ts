import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Embedder } from './embedder.ts'
import { normalise } from './vector-length.ts'

const DIMENSIONS = 512
/** Texts sent to the worker at once: a query waits for one such batch at most, some 30 ms. */
const BATCH = 4

interface Job {
  texts: string[]
  done: Float32Array[]
  resolve: (vectors: Float32Array[]) => void
  reject: (error: Error) => void
}

/** The sentence encoder whose weights come with the package, in a worker that starts with the first text. */
export function createOfflineEncoder(): Embedder {
  const waiting: Job[] = []
  let worker: Worker | null = null
  let current: Job | null = null
  let closed = false

  const fail = (error: Error) => {
    worker = null
    const lost = current ? [current, ...waiting.splice(0)] : waiting.splice(0)
    current = null
    for (const job of lost) job.reject(error)
  }
  const start = () => {
    const started = new Worker(findWorkerFile())
    started.unref() // an idle encoder keeps no process alive; a waiting caller does so by itself
    started.on('message', receive)
    started.on('error', fail)
    started.on('exit', () => worker === started && fail(new Error('the encoder has stopped')))
    return started
  }
  const next = () => {
    if (current) return
    current = waiting.shift() ?? null // an unfinished batch goes to the end, so a query waits for one slice
    if (!current) return worker?.unref()
    worker ??= start()
    worker.ref()
    worker.postMessage({
      job: 0,
      texts: current.texts.slice(current.done.length, current.done.length + BATCH),
    })
  }
  const receive = (answer: { vectors?: Float32Array; error?: string }) => {
    const job = current
    current = null
    if (!job) return
    if (answer.vectors) job.done.push(...cut(answer.vectors))
    if (!answer.vectors) job.reject(new Error(answer.error ?? 'the encoder failed'))
    else if (job.done.length < job.texts.length) waiting.push(job)
    else job.resolve(job.done)
    next()
  }
  return {
    model: 'use-lite',
    dimensions: DIMENSIONS,
    embed: (texts) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new Error('the encoder is closed'))
        if (texts.length === 0) return resolve([])
        waiting.push({ texts, done: [], resolve, reject })
        next()
      }),
    close: async () => {
      closed = true
      const ending = worker
      fail(new Error('the encoder is closed'))
      await ending?.terminate()
    },
  }
}

function cut(flat: Float32Array): Float32Array[] {
  return Array.from({ length: flat.length / DIMENSIONS }, (_, index) =>
    normalise(flat.slice(index * DIMENSIONS, (index + 1) * DIMENSIONS)),
  )
}

// the worker is a file of its own: beside this one in the source, up and over from the bundle in dist/
function findWorkerFile(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  for (;;) {
    const file = join(folder, 'models', 'embed-worker.mjs')
    if (existsSync(file)) return file
    const parent = dirname(folder)
    if (parent === folder) throw new Error('models/embed-worker.mjs was not found')
    folder = parent
  }
}
